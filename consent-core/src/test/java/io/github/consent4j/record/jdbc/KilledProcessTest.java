package io.github.consent4j.record.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.ConsentRecords.Verification;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Processes that are killed at random moments while they append. */
class KilledProcessTest {

  private static final List<String> NODES = List.of("a", "b", "c", "d");

  /** 20 kills in each build, 200 in a sweep. */
  private static final int ROUNDS = Boolean.getBoolean("consent.sweeps") ? 50 : 5;

  private final Random random = new Random();

  @Test
  void no_record_that_was_acknowledged_is_lost() throws Exception {
    String url = TestDatabase.POSTGRESQL.create();
    Set<String> acknowledged = new HashSet<>();
    try (HikariDataSource dataSource = TestDatabase.pool(url, 2);
        JdbcRecords records = JdbcRecords.builder(dataSource).node("parent").open()) {
      ExecutorService threads = Executors.newFixedThreadPool(NODES.size());
      try {
        for (int round = 0; round < ROUNDS; round++) {
          List<Future<Set<String>>> killed = new ArrayList<>();
          for (String node : NODES) {
            int milliseconds = random.nextInt(200);
            killed.add(threads.submit(() -> kill(url, node, milliseconds)));
          }
          for (Future<Set<String>> each : killed) {
            acknowledged.addAll(each.get());
          }
        }
      } finally {
        threads.shutdownNow();
      }
      List<String> stored = new ArrayList<>();
      records.forEach(Query.ALL, record -> stored.add(record.id().toString()));
      assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * NODES.size());
      assertThat(new HashSet<>(stored)).containsAll(acknowledged).hasSameSizeAs(stored);
      Verification verification = records.verify();
      assertThat(verification.breaks()).isEmpty();
      assertThat(verification.records()).isEqualTo(stored.size());
    }
  }

  /** Kills a process some time after its first batch, and returns what was acknowledged. */
  private static Set<String> kill(String url, String node, int milliseconds)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProcess.class.getName(),
                url,
                node)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Set<String> acknowledged = new HashSet<>();
    try (BufferedReader lines = process.inputReader()) {
      String line = lines.readLine();
      assertThat(line).as("the first batch of node " + node).isNotNull();
      Thread killer =
          new Thread(
              () -> {
                try {
                  TimeUnit.MILLISECONDS.sleep(milliseconds);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                // by its handle: what it has told before is still read
                process.toHandle().destroyForcibly();
              });
      killer.start();
      while (line != null && line.endsWith(AppendingProcess.END)) {
        String ids = line.substring(0, line.length() - AppendingProcess.END.length());
        acknowledged.addAll(List.of(ids.split(" ")));
        line = lines.readLine();
      }
      killer.join();
    } finally {
      process.destroyForcibly();
    }
    process.waitFor();
    return acknowledged;
  }
}
