package io.github.consent4j.page;

import io.github.consent4j.text.Plurals;
import io.github.consent4j.text.Texts;
import java.text.NumberFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The texts of the pages in one language. {@code {0}} and {@code {1}} are placeholders for values;
 * nothing else in a text is special. A key may have a second form that ends in {@code .<id>} and is
 * used for one category or service only. Immutable and thread-safe.
 */
final class Messages {

  private static final char ISOLATE = '\u2068';
  private static final char END_OF_ISOLATE = '\u2069';

  private final String language;
  private final Locale locale;
  private final Plurals plurals;
  private final Map<String, String> texts;

  private Messages(String language, Map<String, String> texts) {
    this.language = language;
    // Latin digits, as in the current CLDR; the older data that come with Java differ for Arabic.
    this.locale = Locale.forLanguageTag(language + "-u-nu-latn");
    this.plurals = Plurals.of(language);
    this.texts = texts;
  }

  /** Returns the library's texts in a language that serves the given tag, or else in English. */
  static Messages in(String tag) {
    return in(tag, Map.of());
  }

  /**
   * Returns the texts for a language tag.
   *
   * @param own texts that replace those of the library, by key
   */
  static Messages in(String tag, Map<String, String> own) {
    String language =
        Texts.serving(tag).stream()
            .filter(Texts.LANGUAGES::contains)
            .findFirst()
            .orElse(Texts.DEFAULT);
    Map<String, String> texts = new HashMap<>(Texts.ofPages(language));
    texts.putAll(own);
    return new Messages(language, texts);
  }

  /** Returns the language tag of the texts. */
  String language() {
    return language;
  }

  /** Returns the direction of the script: {@code ltr} or {@code rtl}. */
  String direction() {
    return get("language.direction");
  }

  Locale locale() {
    return locale;
  }

  /** Returns all texts by key. */
  Map<String, String> texts() {
    return Map.copyOf(texts);
  }

  /**
   * Returns a text with the given values filled in.
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

  /** Returns the text for one category or service if it has its own, or else the text for all. */
  String getFor(String id, String key, Object... values) {
    String own = key + '.' + id;
    return get(texts.containsKey(own) ? own : key, values);
  }

  /** Returns a text that contains a number, in the form that fits the number. */
  String count(String key, long number) {
    String form = key + '.' + plurals.form(number);
    return get(texts.containsKey(form) ? form : key + '.' + Plurals.OTHER, number);
  }

  /**
   * Isolates a name that may be written in the other direction than the language. The name keeps
   * its own order and does not change the order of the text around it.
   */
  String isolated(String name) {
    return "rtl".equals(texts.get("language.direction")) ? ISOLATE + name + END_OF_ISOLATE : name;
  }

  private String fill(String text, Object... values) {
    if (values.length == 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 32);
    int from = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
      int close = text.indexOf('}', open);
      int number = Integer.parseInt(text.substring(open + 1, close));
      out.append(text, from, open).append(written(values[number]));
      from = close + 1;
      if (!out.isEmpty() && out.charAt(out.length() - 1) == '.' && endsSentence(text, from)) {
        // The full stop of an abbreviation such as Inc. also ends the sentence.
        from++;
      }
    }
    return out.append(text, from, text.length()).toString();
  }

  private static boolean endsSentence(String text, int index) {
    return text.startsWith(".", index) && !text.startsWith("..", index);
  }

  private String written(Object value) {
    return value instanceof Number number
        ? NumberFormat.getIntegerInstance(locale).format(number)
        : isolated(String.valueOf(value));
  }
}
