package io.github.consent4j.gate.cookie;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the date of an {@code Expires} attribute as browsers do: its parts in any order, with any
 * separators (RFC 6265, section 5.1.1).
 */
final class CookieDate {

  private static final int LONGEST = 200;
  private static final Pattern DELIMITERS = Pattern.compile("[^0-9A-Za-z:\\x7f-\\uffff]+");
  private static final Pattern TIME =
      Pattern.compile("([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[^0-9].*)?");
  private static final Pattern DAY = Pattern.compile("([0-9]{1,2})(?:[^0-9].*)?");
  private static final Pattern YEAR = Pattern.compile("([0-9]{2,4})(?:[^0-9].*)?");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private int hour = -1;
  private int minute;
  private int second;
  private int day = -1;
  private int month = -1;
  private int year = -1;

  private CookieDate() {}

  /** Returns the instant; empty if browsers do not accept the text as a date. */
  static Optional<Instant> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    CookieDate date = new CookieDate();
    for (String token : DELIMITERS.split(text)) {
      date.take(token);
    }
    return date.instant();
  }

  private void take(String token) {
    Matcher time = TIME.matcher(token);
    if (hour < 0 && time.matches()) {
      hour = Integer.parseInt(time.group(1));
      minute = Integer.parseInt(time.group(2));
      second = Integer.parseInt(time.group(3));
      return;
    }
    Matcher number = DAY.matcher(token);
    if (day < 0 && number.matches()) {
      day = Integer.parseInt(number.group(1));
      return;
    }
    if (month < 0 && token.length() >= 3) {
      month = MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
      if (month >= 0) {
        return;
      }
    }
    Matcher years = YEAR.matcher(token);
    if (year < 0 && years.matches()) {
      year = century(Integer.parseInt(years.group(1)));
    }
  }

  private static int century(int year) {
    if (year >= 70 && year <= 99) {
      return year + 1900;
    }
    return year <= 69 ? year + 2000 : year;
  }

  private Optional<Instant> instant() {
    if (hour < 0 || day < 1 || month < 0 || year < 1601) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(year, month + 1, day, hour, minute, second).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
