package io.github.consent4j.policy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a time as ISO 8601 writes it, or in English or German words, such as {@code 13 months},
 * {@code 13 Monate} or {@code 1 year and 6 months}.
 */
final class LifetimeText {

  private enum Unit {
    YEARS("years?|jahre?n?"),
    MONTHS("months?|monate?n?"),
    WEEKS("weeks?|wochen?"),
    DAYS("days?|tage?n?"),
    HOURS("hours?|stunden?"),
    MINUTES("minutes?|minuten?"),
    SECONDS("seconds?|sekunden?");

    private static final Pattern PART =
        Pattern.compile(
            "(\\d{1,6}|an?|one|eine?[mnrs]?)\\s*([a-z]+)(?:\\s*,\\s*|\\s+(?:and|und)\\s+|\\s+|$)");

    private final Pattern words;

    Unit(String words) {
      this.words = Pattern.compile(words);
    }

    static Optional<Unit> of(String word) {
      for (Unit unit : values()) {
        if (unit.words.matcher(word).matches()) {
          return Optional.of(unit);
        }
      }
      return Optional.empty();
    }
  }

  private static final String ABBREVIATED =
      "(\\d{1,6})\\s*(y|yrs?|j|m|mon?|mths?|mins?|w|d|t|h|hrs?|std|s|secs?|sek)\\.?";

  private static final String DASHED = "(p)[-\u2010-\u2015 ]+(t?\\d+[ymwdhs])";

  private LifetimeText() {}

  /** Returns a time in either form; empty if the text is none, or not positive. */
  static Optional<TemporalAmount> time(String text) {
    boolean isPlain = text.startsWith("P") || text.startsWith("p");
    Optional<TemporalAmount> time = isPlain ? iso(text) : words(text);
    return time.isPresent() ? time : isPlain ? words(text) : iso(text);
  }

  /**
   * Returns a time that is written as P13M or PT30M; empty if the text is none, or not positive.
   */
  static Optional<TemporalAmount> iso(String text) {
    try {
      if (text.toUpperCase(Locale.ROOT).contains("T")) {
        Duration time = Duration.parse(text);
        return time.isNegative() || time.isZero() ? Optional.empty() : Optional.of(time);
      }
      Period date = Period.parse(text);
      return date.isNegative() || date.isZero() ? Optional.empty() : Optional.of(date);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns a time in words; empty if the text is none. */
  static Optional<TemporalAmount> words(String text) {
    Map<Unit, Integer> amounts = new EnumMap<>(Unit.class);
    String words = text.toLowerCase(Locale.ROOT).strip();
    Matcher part = Unit.PART.matcher(words);
    int from = 0;
    while (from < words.length()) {
      if (!part.find() || part.start() != from) {
        return Optional.empty();
      }
      Optional<Unit> unit = Unit.of(part.group(2));
      if (unit.isEmpty() || amounts.put(unit.get(), number(part.group(1))) != null) {
        return Optional.empty();
      }
      from = part.end();
    }
    return amount(amounts);
  }

  /** Returns what is probably meant by a text that is no time, as the end of a clause. */
  static String advice(String text) {
    String words = text.toLowerCase(Locale.ROOT).strip();
    if (words.matches("\\d+")) {
      return "; its unit is missing, as in '" + words + " days'";
    }
    Matcher abbreviated = Pattern.compile(ABBREVIATED).matcher(words);
    if (abbreviated.matches()) {
      return "; did you mean '" + abbreviated.group(1) + ' ' + unit(abbreviated.group(2)) + "'?";
    }
    Matcher dashed = Pattern.compile(DASHED).matcher(words);
    if (dashed.matches()) {
      return "; did you mean '"
          + (dashed.group(1) + dashed.group(2)).toUpperCase(Locale.ROOT)
          + "', without a dash?";
    }
    if (words.matches("\\d+[.,]\\d+\\s.*|.*(half|halb|\u00bd).*")) {
      return "; write a part of a unit in a smaller one, as '6 months' for half a year";
    }
    if (words.matches("p\\d+[hs]")) {
      return "; did you mean 'PT" + words.substring(1).toUpperCase(Locale.ROOT) + "'?";
    }
    if (words.matches("-\\d+")) {
      return "; what is gone with the browser is 'session'";
    }
    return words.matches(".*\\d.*") ? "; its words have to be English or German" : "";
  }

  private static String unit(String letters) {
    if (letters.startsWith("std")) {
      return "hours";
    }
    return switch (letters.charAt(0)) {
      case 'y', 'j' -> "years";
      case 'w' -> "weeks";
      case 'd', 't' -> "days";
      case 'h' -> "hours";
      case 's' -> "seconds";
      default -> letters.startsWith("mi") ? "minutes" : "months";
    };
  }

  private static int number(String word) {
    return Character.isDigit(word.charAt(0)) ? Integer.parseInt(word) : 1;
  }

  private static Optional<TemporalAmount> amount(Map<Unit, Integer> amounts) {
    int days = 7 * amounts.getOrDefault(Unit.WEEKS, 0) + amounts.getOrDefault(Unit.DAYS, 0);
    Period date =
        Period.of(amounts.getOrDefault(Unit.YEARS, 0), amounts.getOrDefault(Unit.MONTHS, 0), days);
    Duration time =
        Duration.ofHours(amounts.getOrDefault(Unit.HOURS, 0))
            .plusMinutes(amounts.getOrDefault(Unit.MINUTES, 0))
            .plusSeconds(amounts.getOrDefault(Unit.SECONDS, 0));
    if (time.isZero()) {
      return date.isZero() ? Optional.empty() : Optional.of(date);
    }
    return date.toTotalMonths() == 0 ? Optional.of(time.plusDays(days)) : Optional.empty();
  }
}
