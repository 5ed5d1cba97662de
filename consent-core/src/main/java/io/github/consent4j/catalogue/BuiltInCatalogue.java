package io.github.consent4j.catalogue;

import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.reader.Catalogue;
import io.github.consent4j.text.Texts;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The services and category texts that come with the library. They describe what each service
 * stores and loads, in all languages of the library. Thread-safe.
 *
 * <pre>{@code
 * Policy policy = new PolicyReader(BuiltInCatalogue.load()).read(Path.of("consent.yaml"));
 * }</pre>
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
    Map<String, LocalizedText> texts = texts();
    for (String file : FILES) {
      InputStream in = BuiltInCatalogue.class.getResourceAsStream(file);
      if (in == null) {
        throw new IllegalStateException("The library's own file " + file + " is missing");
      }
      all = all.with(Catalogue.read(file, in, texts));
    }
    return all;
  }

  private static Map<String, LocalizedText> texts() {
    Map<String, Map<String, String>> byKey = new LinkedHashMap<>();
    for (String language : Texts.LANGUAGES) {
      Texts.ofServices(language)
          .forEach(
              (key, text) ->
                  byKey.computeIfAbsent(key, k -> new LinkedHashMap<>()).put(language, text));
    }
    Map<String, LocalizedText> texts = new LinkedHashMap<>();
    byKey.forEach((key, byLanguage) -> texts.put(key, new LocalizedText(byLanguage)));
    return texts;
  }
}
