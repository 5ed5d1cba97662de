package io.github.consent4j.page;

import io.github.consent4j.text.Plurals;
import io.github.consent4j.text.Texts;
import java.text.NumberFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the pages say in one language. {@code {0}}, {@code {1}} stand for what is filled in; nothing
 * else in a message is special. A key may have a second form that ends in {@code .<id>} and is
 * meant for one category or service alone. Immutable and thread-safe.
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
    // digits as today's CLDR has them; older ones that come with Java differ for Arabic
    this.locale = Locale.forLanguageTag(language + "-u-nu-latn");
    this.plurals = Plurals.of(language);
    this.texts = texts;
  }

  /**
   * The library's own texts for a language tag: those of a language that serves it, else English.
   */
  static Messages in(String tag) {
    return in(tag, Map.of());
  }

  /**
   * The texts for a language tag.
   *
   * @param own texts that take the place of the library's, by key
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

  /** Language tag of the texts. */
  String language() {
    return language;
  }

  /** Which way the language is written: {@code ltr} or {@code rtl}. */
  String direction() {
    return get("language.direction");
  }

  Locale locale() {
    return locale;
  }

  /** All texts by key. */
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
    String form = key + '.' + plurals.form(number);
    return get(texts.containsKey(form) ? form : key + '.' + Plurals.OTHER, number);
  }

  /**
   * A name that may be written the other way than the language, so that it keeps its own order and
   * disturbs nothing around it.
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
        // an abbreviation such as Inc. ends the sentence with its own full stop
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
