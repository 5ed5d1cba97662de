package io.github.consent4j.catalogue;

/** The services and category texts that come with the library. */
public final class BuiltInCatalogue {
  private BuiltInCatalogue() {}
}
