package io.github.consent4j.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image has to contain besides the code that it finds by itself: the files that the
 * library reads, the policy of the application, and types that are looked up by name. The jars of
 * core and servlet module say the same to the tools of GraalVM, and what is theirs alone.
 */
final class ConsentRuntimeHints implements RuntimeHintsRegistrar {

  private static final String ROOT = "io/github/consent4j/";

  /** The library's own files. No pattern matches a class. */
  static final List<String> FILES =
      List.of(
          ROOT + "audit/*.json",
          ROOT + "catalogue/*.packed",
          ROOT + "catalogue/*.txt",
          ROOT + "gate/token/*.txt",
          ROOT + "page/*.d.ts",
          ROOT + "page/asset/*.css",
          ROOT + "page/asset/*.js",
          ROOT + "policy/reader/*.json",
          ROOT + "record/jdbc/h2/*.sql",
          ROOT + "record/jdbc/mariadb/*.sql",
          ROOT + "record/jdbc/postgresql/*.sql",
          ROOT + "spring/*.txt",
          ROOT + "text/*.properties",
          ROOT + "text/*.txt");

  /** The policy where it is unless {@code consent.config} is set, and those of profiles. */
  static final List<String> POLICIES = List.of("consent.yaml", "consent-*.yaml");

  /** Types of other libraries that say by their presence what can be decompressed or read. */
  static final List<String> LOOKED_FOR =
      List.of(
          "com.aayushatharva.brotli4j.Brotli4jLoader",
          "com.fasterxml.jackson.core.JsonFactory",
          "com.github.luben.zstd.util.Native",
          "tools.jackson.core.json.JsonFactory");

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
    FILES.forEach(hints.resources()::registerPattern);
    POLICIES.forEach(hints.resources()::registerPattern);
    LOOKED_FOR.forEach(type -> hints.reflection().registerTypeIfPresent(loader, type, it -> {}));
  }
}
