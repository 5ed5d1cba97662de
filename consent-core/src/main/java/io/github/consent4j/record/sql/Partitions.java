package io.github.consent4j.record.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The partitions of PostgreSQL: a month each, made when they are needed. Thread-safe. */
public final class Partitions {

  private static final String PREFIX = "consent_records_";

  private static final String NAMES =
      """
      SELECT child.relname
      FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
      WHERE inhparent = 'consent_records'::regclass""";

  /** Waits until no other node makes partitions. */
  @FunctionalInterface
  interface Lock {
    void take() throws SQLException;
  }

  private final Set<YearMonth> known = ConcurrentHashMap.newKeySet();

  /** Makes the partitions of a month and of the next one, unless they are there. */
  void prepare(Connection connection, YearMonth month, Lock lock) throws SQLException {
    if (!known.containsAll(List.of(month, month.plusMonths(1)))) {
      Transactions.run(
          connection,
          () -> {
            // the other nodes see the new month at the same time
            lock.take();
            List<YearMonth> there = months(connection);
            for (YearMonth wanted : List.of(month, month.plusMonths(1))) {
              if (!there.contains(wanted)) {
                make(connection, wanted);
              }
            }
            return null;
          });
      known.add(month);
      known.add(month.plusMonths(1));
    }
  }

  /** Returns the month, in UTC, whose partition holds what is stored at a time. */
  public static YearMonth month(Instant time) {
    return YearMonth.from(time.atOffset(ZoneOffset.UTC));
  }

  /** Forgets what is there, after an insertion has failed. */
  void forget() {
    known.clear();
  }

  /** Returns the months that have a partition, the earliest first. */
  public static List<YearMonth> months(Connection connection) throws SQLException {
    Set<YearMonth> months = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(NAMES)) {
      while (row.next()) {
        String name = row.getString(1);
        if (name.matches(PREFIX + "[0-9]{4}_[0-9]{2}")) {
          months.add(YearMonth.parse(name.substring(PREFIX.length()).replace('_', '-')));
        }
      }
    }
    return List.copyOf(months);
  }

  /** Returns the name of a month's partition. */
  public static String name(YearMonth month) {
    return PREFIX + month.toString().replace('-', '_');
  }

  private static void make(Connection connection, YearMonth month) throws SQLException {
    String name = name(month);
    try (Statement statement = connection.createStatement()) {
      // attached when it is complete: that blocks nobody who reads or appends
      statement.execute("CREATE TABLE " + name + " (LIKE consent_records INCLUDING DEFAULTS)");
      statement.execute("CREATE UNIQUE INDEX ON " + name + " (record_id)");
      statement.execute("CREATE UNIQUE INDEX ON " + name + " (node, entry_number)");
      statement.execute(
          "ALTER TABLE consent_records ATTACH PARTITION %s FOR VALUES FROM ('%s-01 00:00:00+00') TO ('%s-01 00:00:00+00')"
              .formatted(name, month, month.plusMonths(1)));
    }
  }
}
