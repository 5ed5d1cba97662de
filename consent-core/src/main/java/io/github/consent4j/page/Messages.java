package io.github.consent4j.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What the pages say in one language, from {@code messages_<language>.properties} (UTF-8). {@code
 * {0}}, {@code {1}} stand for what is filled in; nothing else in a message is special. A key may
 * have a second form that ends in {@code .<id>} and is meant for one category or service alone.
 * Immutable and thread-safe.
 */
final class Messages {

  /** The languages that there are texts in; the first one serves everybody else. */
  static final List<String> LANGUAGES = List.of("en", "de");

  private final String language;
  private final Map<String, String> texts;

  private Messages(String language, Map<String, String> texts) {
    this.language = language;
    this.texts = texts;
  }

  /** The texts for a language tag: its primary language, else English. */
  static Messages in(String tag) {
    String primary = tag.toLowerCase(Locale.ROOT).replaceFirst("[-_].*", "");
    String language = LANGUAGES.contains(primary) ? primary : LANGUAGES.get(0);
    return new Messages(language, read("messages_" + language + ".properties"));
  }

  private static Map<String, String> read(String file) {
    Properties properties = new Properties();
    try (InputStream in = Resources.open(file);
        InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    Map<String, String> texts = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    return texts;
  }

  /** Language tag of the texts. */
  String language() {
    return language;
  }

  Locale locale() {
    return Locale.forLanguageTag(language);
  }

  /** Keys of all texts. */
  Map<String, String> texts() {
    return Map.copyOf(texts);
  }

  /**
   * A text.
   *
   * @throws IllegalArgumentException if there is no such key
   */
  String get(String key, Object... values) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("No text '" + key + "' in language '" + language + "'");
    }
    return fill(text, values);
  }

  /** The text for one category or service, if it has its own, else the text for all. */
  String getFor(String id, String key, Object... values) {
    String own = key + '.' + id;
    return get(texts.containsKey(own) ? own : key, values);
  }

  /** A text that says how many. */
  String count(String key, long number) {
    return get(key + (number == 1 ? ".one" : ".other"), number);
  }

  private static String fill(String text, Object... values) {
    StringBuilder out = new StringBuilder(text.length() + 32);
    int from = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
      int close = text.indexOf('}', open);
      int number = Integer.parseInt(text.substring(open + 1, close));
      out.append(text, from, open).append(values[number]);
      from = close + 1;
    }
    return out.append(text, from, text.length()).toString();
  }
}
