package io.github.consent4j.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads what translators write: {@code page_<language>.properties} with the texts of the pages,
 * {@code services_<language>.properties} with the catalogue's texts about services, and {@code
 * purposes_<language>.properties} with the purposes that many services share. The build packs them
 * into one file for each language; the format is described in {@code PackTexts}. Thread-safe.
 */
public final class Texts {

  /** The language for readers of all languages that have no texts. */
  public static final String DEFAULT = "en";

  /** The languages that have texts: those of the European Union, and some more. */
  public static final List<String> LANGUAGES =
      List.of(
          "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is",
          "it", "lt", "lv", "mt", "nb", "nl", "pl", "pt", "ro", "sk", "sl", "sv", "tr", "uk");

  private static final String BOKMAL = "nb";
  private static final Set<String> NORWEGIAN = Set.of(BOKMAL, "no", "nn");

  private static final String KEYS = "keys.txt";

  private Texts() {}

  /**
   * The key of a text.
   *
   * @param kind what the text is for, such as {@code page}
   */
  private record Key(String kind, String name) {

    /** All keys, in the order of the texts in each file. The maps of all languages share them. */
    static final List<Key> ALL =
        new String(bytes(KEYS), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.split(":", 2))
            .map(kindAndName -> new Key(kindAndName[0], kindAndName[1]))
            .toList();
  }

  /** Returns the texts of the pages in one of {@link #LANGUAGES}, by key. */
  public static Map<String, String> ofPages(String language) {
    return texts("page", language);
  }

  /** Returns the catalogue's texts about services in one of {@link #LANGUAGES}, by key. */
  public static Map<String, String> ofServices(String language) {
    return texts("services", language);
  }

  /**
   * Returns the sentences that describe purposes in one of {@link #LANGUAGES}, by key. The text
   * {@code {0}} in a sentence stands for the name of a service. Empty if the language has no such
   * sentences yet.
   */
  public static Map<String, String> ofPurposes(String language) {
    return texts("purposes", language);
  }

  /**
   * Returns the language tags, in lower case, whose texts a reader of the given language
   * understands, the best first. These are the tag itself and its shorter forms, cut from the end
   * (RFC 4647, section 3.4). Readers of one written form of Norwegian also get the texts of the
   * other.
   */
  public static List<String> serving(String tag) {
    Set<String> serving = new LinkedHashSet<>();
    String rest = tag.toLowerCase(Locale.ROOT).replace('_', '-');
    for (int dash = rest.length(); dash > 0; dash = rest.lastIndexOf('-')) {
      rest = rest.substring(0, dash);
      serving.add(rest);
    }
    if (NORWEGIAN.contains(rest)) {
      serving.add(BOKMAL);
      serving.add("no");
      serving.add("nn");
    }
    return new ArrayList<>(serving);
  }

  private static Map<String, String> texts(String kind, String language) {
    byte[] lines = bytes(language + ".txt");
    Map<String, String> texts = new TreeMap<>();
    int start = 0;
    for (Key key : Key.ALL) {
      int end = start;
      while (lines[end] != '\n') {
        end++;
      }
      if (key.kind.equals(kind) && end > start) {
        texts.put(key.name, new String(lines, start, end - start, StandardCharsets.UTF_8));
      }
      start = end + 1;
    }
    return texts;
  }

  private static byte[] bytes(String file) {
    try (InputStream in = open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static InputStream open(String file) {
    return Objects.requireNonNull(Texts.class.getResourceAsStream(file), file);
  }

  /** Returns the texts in a file of the format of properties, in UTF-8. */
  static Map<String, String> read(String file) {
    Properties properties = new Properties();
    try (InputStream in = open(file);
        InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    Map<String, String> texts = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    return texts;
  }
}
