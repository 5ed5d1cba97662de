package io.github.consent4j.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A day in UTC, or an instant.
 *
 * @param from its begin
 * @param until the first time after it
 * @param text how it was written
 */
record Moment(Instant from, Instant until, String text) {

  /** Reads what is written on the command line. */
  static final class Converter implements ITypeConverter<Moment> {

    @Override
    public Moment convert(String value) {
      try {
        return value.contains("T") ? at(value) : day(value);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + value + "' is no day such as 2026-03-03 and no time such as 2026-03-03T14:00Z");
      }
    }

    private static Moment at(String value) {
      Instant time = OffsetDateTime.parse(value).toInstant();
      return new Moment(time, time.plusMillis(1), value);
    }

    private static Moment day(String value) {
      LocalDate day = LocalDate.parse(value);
      return new Moment(start(day), start(day.plusDays(1)), value);
    }

    private static Instant start(LocalDate day) {
      return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
  }

  /** Returns this very moment. */
  static Moment now() {
    Instant now = Instant.now();
    return new Moment(now, now.plusMillis(1), TimeText.of(now));
  }
}
