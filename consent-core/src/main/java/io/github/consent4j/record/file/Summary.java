package io.github.consent4j.record.file;

import io.github.consent4j.format.Uuid7;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords.Query;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a day's entries without reading them. Times are milliseconds since 1970.
 * Immutable.
 *
 * @param first number of the first entry; 0 if there is none
 * @param last number of the last entry
 * @param link link of the last entry
 * @param records number of records with their content
 * @param earliest earliest decision
 * @param latest latest decision
 * @param oldestId earliest time in an identifier of a record
 * @param newestId latest time in an identifier of a record
 * @param validUntil when the last record lapses
 * @param erased whether a record of the day was erased
 */
record Summary(
    long first,
    long last,
    String link,
    long records,
    long earliest,
    long latest,
    long oldestId,
    long newestId,
    long validUntil,
    boolean erased) {

  static final Summary EMPTY =
      new Summary(
          0,
          0,
          "",
          0,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          Long.MIN_VALUE,
          false);

  /**
   * Returns the summary with a further line, and its record if it has one. The link is still that
   * of the line before.
   */
  Summary with(StoredLine line, @Nullable ConsentRecord record) {
    long number = line.entry().number();
    long from = first == 0 ? number : first;
    if (record == null) {
      return new Summary(
          from,
          number,
          link,
          records,
          earliest,
          latest,
          oldestId,
          newestId,
          validUntil,
          erased || line.content() == null);
    }
    long at = millis(record.at());
    long id = Uuid7.millis(record.id());
    return new Summary(
        from,
        number,
        link,
        records + 1,
        Math.min(earliest, at),
        Math.max(latest, at),
        Math.min(oldestId, id),
        Math.max(newestId, id),
        Math.max(validUntil, millis(record.validUntil())),
        erased);
  }

  Summary withLink(String link) {
    return new Summary(
        first, last, link, records, earliest, latest, oldestId, newestId, validUntil, erased);
  }

  /**
   * Returns the summary with the bounds of another one of the same day, some lines of which cannot
   * be read any more.
   */
  Summary within(Summary whole) {
    return new Summary(
        whole.first,
        whole.last,
        whole.link,
        records,
        whole.earliest,
        whole.latest,
        whole.oldestId,
        whole.newestId,
        whole.validUntil,
        erased || whole.erased);
  }

  /** Returns whether there is an entry. */
  boolean hasEntries() {
    return first > 0;
  }

  /** Returns whether a record of the day can be wanted. */
  boolean mayHold(Query query) {
    Instant from = query.from();
    Instant until = query.until();
    return records > 0
        && (from == null || latest >= millis(from))
        && (until == null || earliest <= millis(until));
  }

  /** Returns whether a record with an identifier of this time can be there, or was. */
  boolean mayHoldId(long time) {
    return erased || (records > 0 && oldestId <= time && time <= newestId);
  }

  /** Returns the milliseconds since 1970, or the nearest number that there is. */
  static long millis(Instant time) {
    try {
      return time.toEpochMilli();
    } catch (ArithmeticException e) {
      return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
