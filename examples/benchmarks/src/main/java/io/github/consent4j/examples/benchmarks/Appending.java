package io.github.consent4j.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.github.consent4j.consent.ConsentEvent.Action;
import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.consent.ConsentEvent.Way;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecord.Choice;
import io.github.consent4j.record.ConsentRecord.Event;
import io.github.consent4j.record.ConsentRecord.State;
import io.github.consent4j.record.jdbc.JdbcRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Appends records to the store, and the same rows to its table without it. */
final class Appending {

  /** A record for SQL's format(): its identifier, the visitor, the time and a hash. */
  static final String PAYLOAD =
      "{\"version\":1,\"id\":\"%1$s\",\"consentId\":\"%2$s\",\"at\":\"%3$s\",\"event\":\"given\","
          + "\"choices\":[{\"id\":\"econda\",\"category\":\"statistics\",\"state\":\"granted\"},"
          + "{\"id\":\"youtube\",\"category\":\"external-media\",\"state\":\"refused\"}],"
          + "\"way\":\"form\",\"layer\":\"banner\",\"action\":\"save\",\"language\":\"de\","
          + "\"notice\":\"%4$s\",\"revision\":\"f3Kd0a\",\"policy\":\"%4$s\","
          + "\"validUntil\":\"%3$s\",\"gpc\":false,\"site\":\"www.example.org\"}";

  private static final int ROUNDS = 3;
  private static final int SECONDS = 5;
  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

  private final HikariDataSource dataSource;
  private final String url;
  private final JdbcRecords store;

  Appending(HikariDataSource dataSource, String url) throws IOException {
    this.dataSource = dataSource;
    this.url = url;
    store = JdbcRecords.builder(dataSource).node("store").open();
  }

  void measure() throws IOException, InterruptedException, SQLException {
    StoredRecords.execute(dataSource, "CREATE SEQUENCE bench START 1");
    boolean pgbench = isOnPath("pgbench");
    append(16);
    for (int size : new int[] {1, 16, 64}) {
      double[] ours = new double[ROUNDS];
      double[] theirs = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        ours[round] = append(size);
        theirs[round] = pgbench ? pgbench(size) : bare(size);
      }
      double our = median(ours);
      double their = median(theirs);
      StoredRecords.row(
          "append, batches of " + size,
          "%,.0f records a second; %s, %d connections: %,.0f; ratio %.2f",
          our,
          pgbench ? "pgbench" : "bare JDBC loop",
          size,
          their,
          our / their);
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Returns the records a second that the store takes. */
  private double append(int size) throws IOException {
    long start = System.nanoTime();
    long end = start + SECONDS * 1_000_000_000L;
    long records = 0;
    while (System.nanoTime() < end) {
      List<ConsentRecord> batch = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        batch.add(record());
      }
      store.append(batch);
      records += size;
    }
    return records * 1e9 / (System.nanoTime() - start);
  }

  private static ConsentRecord record() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Instant now = Instant.now();
    long high = (now.toEpochMilli() << 16) | 0x7000L | random.nextLong(0x1000L);
    long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return ConsentRecord.builder()
        .id(new UUID(high, low))
        .consentId("v%021d".formatted(random.nextLong(1_000_000_000)))
        .at(now)
        .event(Event.GIVEN)
        .choices(
            List.of(
                new Choice("econda", "statistics", State.GRANTED),
                new Choice("youtube", "external-media", State.REFUSED)))
        .way(Way.FORM)
        .layer(Layer.BANNER)
        .action(Action.SAVE)
        .language("de")
        .notice("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU")
        .revision("f3Kd0a")
        .policy("n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg")
        .validUntil(now.plus(180, ChronoUnit.DAYS))
        .site("www.example.org")
        .build();
  }

  /** The same row with a number and an identifier of the server, as ordered as ours. */
  private static String insert() {
    String partition =
        "consent_records_" + YearMonth.now(ZoneOffset.UTC).toString().replace('-', '_');
    return """
    INSERT INTO consent_records (node, entry_number, previous_link, kind, digest, record_id,
      consent_id, decided_at, event, valid_until, stored_at, payload)
    SELECT 'bench', n, '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU', 'RECORD',
      'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg', lpad(to_hex(n), 32, '0')::uuid,
      'v' || lpad((n * 7919 % 1000000)::text, 21, '0'), now(), 'given',
      now() + interval '180 days', now(), '@'
    FROM nextval('bench') AS n"""
        .replace("consent_records (", partition + " (")
        // behind a colon pgbench sees a variable
        .replace(
            "@", PAYLOAD.replaceAll("%[0-9]\\$s", "47DEQpj8HBSa-_TImW-5JCeuQeRk").replace(':', '='))
        .replace('\n', ' ');
  }

  private double pgbench(int connections) throws IOException, InterruptedException {
    Path script = Files.createTempFile("insert", ".sql");
    Files.writeString(script, insert() + ";\n");
    Process process =
        new ProcessBuilder(
                "pgbench",
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + connections,
                "--jobs=" + Math.min(connections, 2),
                "--time=" + SECONDS,
                "--file=" + script,
                "--host=127.0.0.1",
                "--username=postgres",
                "--port=" + url.replaceAll(".*:([0-9]+)/.*", "$1"),
                "postgres")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Files.delete(script);
    Matcher rate = RATE.matcher(output);
    if (process.waitFor() != 0 || !rate.find()) {
      throw new IllegalStateException(output);
    }
    return Double.parseDouble(rate.group(1));
  }

  private double bare(int connections) throws InterruptedException {
    long[] rows = new long[connections];
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      int own = i;
      Thread thread = new Thread(() -> rows[own] = loop(start + SECONDS * 1_000_000_000L));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return Arrays.stream(rows).sum() * 1e9 / (System.nanoTime() - start);
  }

  private long loop(long end) {
    long rows = 0;
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement insert = connection.prepareStatement(insert())) {
      while (System.nanoTime() < end) {
        rows += insert.executeUpdate();
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
