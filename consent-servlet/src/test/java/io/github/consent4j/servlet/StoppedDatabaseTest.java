package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.jdbc.JdbcRecords;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Visitors decide while the real database is stopped and comes back. */
class StoppedDatabaseTest {

  private static final int CLIENTS = 8;
  private static final int WARM = 40;
  private static final int EACH = 150;
  private static final int ROUNDS = 2;

  @TempDir private Path directory;

  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private EmbeddedPostgres server;
  private int port;
  private TestSite site;

  private void startServer() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(directory.resolve("postgresql"))
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    if (site != null) {
      site.close();
    }
    server.close();
  }

  /** The settings of the pool are those that it has by itself: it waits 30 seconds. */
  private HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
    return new HikariDataSource(config);
  }

  @Test
  @Timeout(300)
  void everybody_is_answered_and_every_record_arrives_once() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    startServer();
    try (HikariDataSource database = pool()) {
      String records =
          "records: { store: jdbc, node: a, directory: " + directory.resolve("waiting") + " }\n";
      ConsentFilter filter =
          ConsentFilter.builder()
              .policy(TestSite.policy(TestSite.REFERENCE + records))
              .recordDatabase(database)
              .build();
      site =
          new TestSite()
              .filter(filter)
              .page("/page", (request, response) -> text(response, "page"))
              .start(Containers.TOMCAT);
      decide(WARM);
      List<Long> running = new ArrayList<>();
      List<Long> stopped = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        running.addAll(decide(EACH));
        assertThat(filter.recordStatus().waiting()).isZero();
        server.close();
        stopped.addAll(decide(EACH));
        assertThat(filter.recordStatus().waiting()).isEqualTo(CLIENTS * EACH);
        startServer();
        while (filter.recordStatus().waiting() > 0) {
          Thread.sleep(10);
        }
      }
      System.out.printf(
          "POST /consent, %d clients: database running: median %.1f ms, p99 %.1f ms, longest %.1f"
              + " ms; stopped: %.1f, %.1f, %.1f%n",
          CLIENTS,
          millis(running, 50),
          millis(running, 99),
          millis(running, 100),
          millis(stopped, 50),
          millis(stopped, 99),
          millis(stopped, 100));

      List<String> stored = new ArrayList<>();
      Set<String> visitors = new HashSet<>();
      JdbcRecords reader = JdbcRecords.builder(database).node("reader").open();
      reader.forEach(
          Query.ALL,
          record -> {
            stored.add(record.id().toString());
            visitors.add(record.consentId());
          });
      int decisions = CLIENTS * (WARM + 2 * ROUNDS * EACH);
      assertThat(stored).hasSize(decisions).doesNotHaveDuplicates();
      assertThat(visitors).hasSize(decisions);
      assertThat(reader.verify().breaks()).isEmpty();
    }
  }

  private static double millis(List<Long> nanos, int percent) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return sorted.get(Math.max(0, sorted.size() * percent / 100 - 1)) / 1e6;
  }

  /** Lets each client decide some times, and returns how long the answers took. */
  private List<Long> decide(int each) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<List<Long>>> clients =
          Stream.generate(() -> threads.submit(() -> post(each))).limit(CLIENTS).toList();
      List<Long> nanos = new ArrayList<>();
      for (Future<List<Long>> one : clients) {
        nanos.addAll(one.get());
      }
      return nanos;
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Long> post(int times) throws IOException, InterruptedException {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(site.request("/consent").build().uri().toString()))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("Sec-Fetch-Site", "same-origin")
              .POST(HttpRequest.BodyPublishers.ofString("choice=accept-all&return=/page"))
              .build();
      long start = System.nanoTime();
      HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
      nanos.add(System.nanoTime() - start);
      assertThat(response.statusCode()).isEqualTo(303);
    }
    return nanos;
  }
}
