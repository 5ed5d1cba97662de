package io.github.consent4j.catalogue;

import io.github.consent4j.policy.reader.Catalogue;

/**
 * The services that come with the library. They describe what each service stores and loads, in all
 * languages of the library. Thread-safe.
 *
 * <pre>{@code
 * Policy policy = new PolicyReader(BuiltInCatalogue.load()).read(Path.of("consent.yaml"));
 * }</pre>
 */
public final class BuiltInCatalogue {

  private BuiltInCatalogue() {}

  /** Opens the catalogue. A service is read when a policy first names it. */
  public static Catalogue load() {
    return Catalogue.in(BuiltInCatalogue.class::getResourceAsStream);
  }
}
