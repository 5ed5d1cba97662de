package io.github.consent4j.record.export;

import io.github.consent4j.record.ConsentRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Locale;

/** How exports name what records say. */
public final class Words {

  private Words() {}

  /** Returns the word for a value, in lower case with dashes, as records in JSON have it. */
  public static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns how a visitor decided: {@code form/banner/save}. */
  static String method(ConsentRecord record) {
    return of(record.way())
        + '/'
        + of(record.layer())
        + '/'
        + of(record.action())
        + (record.gpc() ? "; with Global Privacy Control" : "");
  }

  /** Returns for how long a decision is valid, as an ISO 8601 duration. */
  static String validity(ConsentRecord record) {
    Instant at = record.at();
    LocalDate from = at.atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate until = record.validUntil().atOffset(ZoneOffset.UTC).toLocalDate();
    Period period = Period.between(from, until);
    return at.atOffset(ZoneOffset.UTC).plus(period).toInstant().equals(record.validUntil())
        ? period.toString()
        : Duration.between(at, record.validUntil()).toString();
  }
}
