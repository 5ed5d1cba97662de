package io.github.consent4j.record.export;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.record.ConsentRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;

/** How exports name what records say. */
final class Words {

  private Words() {}

  /** Returns how a visitor decided: {@code form/banner/save}. */
  static String method(ConsentRecord record) {
    return EnumName.of(record.way())
        + '/'
        + EnumName.of(record.layer())
        + '/'
        + EnumName.of(record.action())
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
