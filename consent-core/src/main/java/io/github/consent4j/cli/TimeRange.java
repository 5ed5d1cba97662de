package io.github.consent4j.cli;

import io.github.consent4j.record.ConsentRecords.Query;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say of which time records are wanted. */
final class TimeRange {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Moment.Converter.class,
      description = "Only records from this day or time on.")
  @Nullable Moment from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Moment.Converter.class,
      description = "Only records up to this day or time, which is included.")
  @Nullable Moment until;

  /**
   * Returns a query for the records of that time.
   *
   * @param consentId the visitor whose records are wanted; null for everybody
   */
  Query of(@Nullable String consentId) {
    return new Query(
        consentId, from == null ? null : from.from(), until == null ? null : until.until());
  }
}
