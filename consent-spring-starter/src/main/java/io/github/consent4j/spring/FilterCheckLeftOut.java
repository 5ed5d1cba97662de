package io.github.consent4j.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/** Excludes the check by which {@code consent-servlet} stops applications without the starter. */
final class FilterCheckLeftOut implements AutoConfigurationImportFilter {

  private static final String CHECK = "io.github.consent4j.servlet.FilterCheck";

  @Override
  public boolean[] match(@Nullable String[] types, AutoConfigurationMetadata metadata) {
    boolean[] kept = new boolean[types.length];
    for (int i = 0; i < types.length; i++) {
      kept[i] = !CHECK.equals(types[i]);
    }
    return kept;
  }
}
