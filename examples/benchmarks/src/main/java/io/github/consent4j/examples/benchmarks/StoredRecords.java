package io.github.consent4j.examples.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.jdbc.JdbcRecords;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Measures the store of records in PostgreSQL and writes a table in Markdown. */
final class StoredRecords {

  private static final YearMonth FIRST = YearMonth.of(2022, 11);
  private static final int MONTHS = 48;
  private static final int VISITORS = 1_000_000;

  private StoredRecords() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 1 && arguments[0].equals("export")) {
      export(arguments[1]);
      return;
    }
    boolean given = arguments.length > 0 && !arguments[0].isBlank();
    long records = given ? Long.parseLong(arguments[0].strip()) : 3_000_000;
    try (EmbeddedPostgres server = server()) {
      String url = server.getJdbcUrl("postgres", "postgres");
      System.out.println("| measure | |");
      System.out.println("|---|---|");
      try (HikariDataSource dataSource = pool(url)) {
        new Appending(dataSource, url).measure();
        execute(
            dataSource,
            "DROP TABLE consent_records, consent_checkpoints, consent_notices,"
                + " consent_inventories, consent_schema_history",
            "DROP FUNCTION consent_records_of");
        fill(dataSource, records);
        bySubject(dataSource);
        exportInAnotherProcess(url);
        purge(dataSource);
      }
    }
  }

  private static EmbeddedPostgres server() throws IOException {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("max_connections", "100")
        .setServerConfig("shared_buffers", "1GB")
        .setServerConfig("maintenance_work_mem", "256MB")
        .setServerConfig("max_wal_size", "8GB")
        .start();
  }

  static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(2);
    return new HikariDataSource(config);
  }

  static void execute(HikariDataSource dataSource, String... statements) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  static void row(String measure, String format, Object... values) {
    System.out.println("| " + measure + " | " + format.formatted(values) + " |");
  }

  private static Clock at(YearMonth month) {
    return Clock.fixed(month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
  }

  /** Fills the partitions of four years. The rows are as long as real ones. */
  private static void fill(HikariDataSource dataSource, long records)
      throws IOException, SQLException {
    long aMonth = records / MONTHS;
    long start = System.nanoTime();
    for (int i = 0; i < MONTHS; i++) {
      YearMonth month = FIRST.plusMonths(i);
      JdbcRecords.builder(dataSource).node("bench").clock(at(month)).open().close();
      String partition = "consent_records_" + month.toString().replace('-', '_');
      execute(dataSource, rows(partition, month, i * aMonth, aMonth));
    }
    execute(dataSource, "VACUUM ANALYZE consent_records");
    row(
        "filled",
        "%,d records in %d partitions, %d s",
        aMonth * MONTHS,
        MONTHS,
        Duration.ofNanos(System.nanoTime() - start).toSeconds());
  }

  private static String rows(String partition, YearMonth month, long from, long number) {
    return """
    INSERT INTO %s (node, entry_number, previous_link, kind, digest, record_id, consent_id,
                    decided_at, event, valid_until, stored_at, payload)
    SELECT 'bench', n, hash || 'A', 'RECORD', hash || 'B', id, visitor, at, 'given',
           at + interval '6 months', at,
           format('%s', id, visitor, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                  hash)
    FROM (SELECT n, at, md5(n::text) || substr(md5(n::text || 'x'), 1, 10) AS hash,
                 'v' || lpad((n::bigint * 7919 %% %d)::text, 21, '0') AS visitor,
                 (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7000'
                  || '8' || lpad(to_hex(n), 15, '0'))::uuid AS id
          FROM (SELECT n, timestamptz '%s-01 00:00:00+00'
                          + (n - %d) * (interval '27 days' / %d) AS at
                FROM generate_series(%d, %d) AS n) AS times) AS parts
    """
        .formatted(
            partition,
            Appending.PAYLOAD,
            VISITORS,
            month,
            from + 1,
            number,
            from + 1,
            from + number);
  }

  private static void bySubject(HikariDataSource dataSource) throws IOException {
    JdbcRecords store = JdbcRecords.builder(dataSource).node("reader").open();
    Random random = new Random(1);
    int times = 200;
    long[] nanos = new long[times];
    AtomicLong found = new AtomicLong();
    for (int i = -20; i < times; i++) {
      String visitor = "v%021d".formatted(random.nextInt(VISITORS));
      long start = System.nanoTime();
      store.forEach(Query.of(visitor), record -> found.incrementAndGet());
      if (i >= 0) {
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    row(
        "by subject",
        "median %.2f ms, 95 %% within %.2f ms; %d records for %d visitors",
        nanos[times / 2] / 1e6,
        nanos[times * 95 / 100] / 1e6,
        found.get(),
        times + 20);
  }

  private static void purge(HikariDataSource dataSource) throws IOException {
    JdbcRecords store =
        JdbcRecords.builder(dataSource).node("reader").clock(at(FIRST.plusMonths(MONTHS))).open();
    for (int i = 0; i < 3; i++) {
      Instant before = at(FIRST.plusMonths(7 + i)).instant();
      long start = System.nanoTime();
      long removed = store.purge(before);
      row("a month's purge", "%,d records in %.3f s", removed, (System.nanoTime() - start) / 1e9);
    }
  }

  private static void exportInAnotherProcess(String url) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                StoredRecords.class.getName(),
                "export",
                url)
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IllegalStateException("The export ended with " + exit);
    }
  }

  private static void export(String url) throws IOException {
    AtomicLong number = new AtomicLong();
    long start = System.nanoTime();
    try (HikariDataSource dataSource = pool(url)) {
      JdbcRecords store = JdbcRecords.builder(dataSource).node("reader").migrate(false).open();
      store.forEach(Query.ALL, record -> number.incrementAndGet());
    }
    row(
        "export with -Xmx64m",
        "%,d records in %d s",
        number.get(),
        Duration.ofNanos(System.nanoTime() - start).toSeconds());
  }
}
