package io.github.consent4j.record.keep;

import java.time.Duration;

/**
 * How long and how much a recorder waits for.
 *
 * @param batch the largest number of records that are written together
 * @param queue the largest number of callers that wait to be written
 * @param patience how long a caller waits
 * @param deadline how long the store may take for records of which a caller waits, if there is a
 *     spool
 * @param firstPause how long the store is left alone after it has failed; doubled each time
 * @param longestPause the longest such time
 * @param segmentBytes size at which a new file of the spool is begun
 * @param spoolBytes the largest size of the spool
 * @param farewell how long closing waits for records to reach the store
 */
record Limits(
    int batch,
    int queue,
    Duration patience,
    Duration deadline,
    Duration firstPause,
    Duration longestPause,
    long segmentBytes,
    long spoolBytes,
    Duration farewell) {

  /** The limits of every application. */
  static final Limits DEFAULT =
      new Limits(
          500,
          5000,
          Duration.ofSeconds(5),
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(15),
          4 << 20,
          1 << 30,
          Duration.ofSeconds(5));
}
