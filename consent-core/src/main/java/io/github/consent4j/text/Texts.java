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
 * Reads the files that translators edit: {@code page_<language>.properties} with what the pages
 * say, {@code services_<language>.properties} with what the catalogue says of services.
 * Thread-safe.
 */
public final class Texts {

  /** The language that serves everybody whom no other one serves. */
  public static final String DEFAULT = "en";

  /** The languages that there are texts in: the European Union's, and some more. */
  public static final List<String> LANGUAGES =
      List.of(
          "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is",
          "it", "lt", "lv", "mt", "nb", "nl", "pl", "pt", "ro", "sk", "sl", "sv", "tr", "uk");

  private static final String BOKMAL = "nb";
  private static final Set<String> NORWEGIAN = Set.of(BOKMAL, "no", "nn");

  private Texts() {}

  /** What the pages say in one of {@link #LANGUAGES}, by key. */
  public static Map<String, String> ofPages(String language) {
    return read("page_" + language + ".properties");
  }

  /** What the catalogue says of services in one of {@link #LANGUAGES}, by key. */
  public static Map<String, String> ofServices(String language) {
    return read("services_" + language + ".properties");
  }

  /**
   * The language tags, in lower case, whose texts serve a reader of a language, the best first: the
   * tag itself, and what is left when it is cut from its end (RFC 4647, section 3.4). Norwegians
   * read each other's Norwegian.
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

  static Map<String, String> read(String file) {
    Properties properties = new Properties();
    try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream(file), file);
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
