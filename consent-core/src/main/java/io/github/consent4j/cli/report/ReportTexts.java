package io.github.consent4j.cli.report;

import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.format.PackedText;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;

/** The texts of the report in one language. Immutable and thread-safe. */
final class ReportTexts {

  /** The languages that the report can be written in. */
  static final List<String> LANGUAGES = List.of("en", "de");

  private static final String ENGLISH = "en";

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final double MONTH = 30.44 * DAY;
  private static final double YEAR = 365.25 * DAY;

  private final String language;
  private final Properties texts;
  private final Sentences sentences;

  private ReportTexts(String language, Properties texts, Sentences sentences) {
    this.language = language;
    this.texts = texts;
    this.sentences = sentences;
  }

  /**
   * Returns the texts in a language.
   *
   * @throws IllegalArgumentException if it is none of {@link #LANGUAGES}
   */
  static ReportTexts in(String language) {
    if (!LANGUAGES.contains(language)) {
      throw new IllegalArgumentException(
          "There is no report in '" + language + "'; write one of " + String.join(", ", LANGUAGES));
    }
    String sentences = language.equals(ENGLISH) ? "" : read("sentences_" + language + ".txt");
    return new ReportTexts(
        language,
        properties(read("report_" + language + ".properties")),
        new Sentences(language, sentences));
  }

  private static Properties properties(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(String name) {
    return PackedText.of(ReportTexts.class, name);
  }

  String language() {
    return language;
  }

  /** Returns a text, in which {@code {0}} and so on stand for values. */
  String of(String key, Object... values) {
    return filled(Objects.requireNonNull(texts.getProperty(key), key), values);
  }

  private static String filled(String text, Object... values) {
    StringBuilder filled = new StringBuilder();
    int end = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', end)) {
      filled.append(text, end, open).append(values[text.charAt(open + 1) - '0']);
      end = open + 3;
    }
    return filled.append(text.substring(end)).toString();
  }

  /** Returns the form of a text that fits a number, which is its first value. */
  String count(String key, long number, Object... values) {
    Object[] all = new Object[values.length + 1];
    all[0] = number;
    System.arraycopy(values, 0, all, 1, values.length);
    return of(key + (number == 1 ? ".one" : ".other"), all);
  }

  /** Returns what it means that a rule is broken. */
  Wording title(Rule rule) {
    return wording("title." + rule.id(), rule.title());
  }

  Wording why(Rule rule) {
    return wording("why." + rule.id(), rule.why());
  }

  Wording action(Rule rule) {
    return wording("action." + rule.id(), rule.action());
  }

  /** Returns what a check of the banner asks for. */
  Wording check(String id) {
    return wording("check." + id, id);
  }

  private Wording wording(String key, String english) {
    return Optional.ofNullable(texts.getProperty(key))
        .map(text -> new Wording(text, language))
        .orElseGet(() -> new Wording(english, ENGLISH));
  }

  /** Returns a sentence of the evidence, which is English. */
  Wording told(String english) {
    return language.equals(ENGLISH) ? new Wording(english, ENGLISH) : sentences.of(english);
  }

  /** Joins parts of a sentence, the last one with {@code and}. */
  String list(List<String> parts) {
    int last = parts.size() - 1;
    return last < 1
        ? String.join("", parts)
        : of("and", String.join(", ", parts.subList(0, last)), parts.get(last));
  }

  String moment(Instant moment) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
            .withLocale(language.equals(ENGLISH) ? Locale.UK : Locale.GERMANY)
            .format(moment.atOffset(ZoneOffset.UTC))
        + " UTC";
  }

  /** Returns how long something is kept, such as {@code 13 months}. */
  String lifetime(OptionalLong seconds) {
    if (seconds.isEmpty()) {
      return of("kept.session");
    }
    long kept = seconds.getAsLong();
    if (kept >= 2 * YEAR - DAY) {
      return count("kept.years", Math.round(kept / YEAR));
    }
    if (kept >= 2 * MONTH) {
      return count("kept.months", Math.round(kept / MONTH));
    }
    if (kept >= DAY - HOUR) {
      return count("kept.days", Math.round((double) kept / DAY));
    }
    if (kept >= HOUR - MINUTE) {
      return count("kept.hours", Math.round((double) kept / HOUR));
    }
    return kept >= MINUTE
        ? count("kept.minutes", Math.round((double) kept / MINUTE))
        : count("kept.seconds", kept);
  }
}
