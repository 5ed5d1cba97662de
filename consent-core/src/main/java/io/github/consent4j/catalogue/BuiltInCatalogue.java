package io.github.consent4j.catalogue;

import io.github.consent4j.policy.Catalogue;
import java.io.InputStream;

/**
 * The services and category texts that come with the library: facts about what each service stores
 * and loads, with texts in English and German.
 */
public final class BuiltInCatalogue {

  private static final String[] FILES = {
    "categories.yaml",
    "java-web.yaml",
    "webedition.yaml",
    "econda.yaml",
    "youtube.yaml",
    "twitter.yaml"
  };

  private BuiltInCatalogue() {}

  /** Reads the catalogue. */
  public static Catalogue load() {
    Catalogue all = Catalogue.EMPTY;
    for (String file : FILES) {
      InputStream in = BuiltInCatalogue.class.getResourceAsStream(file);
      if (in == null) {
        throw new IllegalStateException("The library's own file " + file + " is missing");
      }
      all = all.with(Catalogue.read(file, in));
    }
    return all;
  }
}
