package io.github.consent4j.seen.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.consent4j.record.jdbc.TestDatabase;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.KnownServices;
import io.github.consent4j.seen.journal.Occurrence;
import io.github.consent4j.seen.journal.SeenBatch;
import io.github.consent4j.seen.journal.SeenJournal;
import io.github.consent4j.seen.journal.SeenList;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One list of what several nodes have seen, in a database. */
class JdbcSeenTest {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00.250Z");

  private static final Seen.Attributes LASTING =
      new Seen.Attributes(
          true,
          false,
          Optional.of("lax"),
          Optional.of("/"),
          Optional.empty(),
          Optional.of(Duration.ofDays(400)));

  private HikariDataSource dataSource;

  @AfterEach
  void close() {
    if (dataSource != null) {
      dataSource.close();
    }
  }

  /** A node of the site, which shares what it sees when it is told to. */
  private static final class Node {

    private final UUID writer = UUID.randomUUID();
    private final Instant start;
    private final SeenJournal journal;
    private final JdbcSeen store;
    private long number;

    Node(JdbcSeen store, Instant start) {
      this.store = store;
      this.start = start;
      journal = new SeenJournal(Clock.fixed(start, ZoneOffset.UTC), KnownServices.NONE);
    }

    void share() throws IOException {
      SeenJournal.Unshared unshared = journal.unshared();
      journal.continueFrom(store.add(batch(unshared)), unshared);
      number++;
    }

    SeenBatch batch(SeenJournal.Unshared unshared) {
      return new SeenBatch(writer, number + 1, journal.since(), start, unshared.items());
    }

    void sees(String host, Occurrence occurrence) {
      journal.host(host, null, "/news", occurrence);
    }

    long count(String name) {
      return journal.items().stream()
          .filter(item -> item.name().equals(name))
          .mapToLong(Seen.Item::count)
          .sum();
    }
  }

  private void open(TestDatabase database) {
    dataSource = TestDatabase.pool(database.create(), 6);
  }

  @ParameterizedTest
  @EnumSource(names = "H2_FILE", mode = EnumSource.Mode.EXCLUDE)
  void nodes_have_one_list_with_the_sum_of_their_numbers(TestDatabase database) throws IOException {
    open(database);
    Node first = new Node(new JdbcSeen(dataSource), START);
    Node second = new Node(new JdbcSeen(dataSource), START.plusSeconds(60));
    first.sees("cdn.example", Occurrence.BEFORE);
    first.journal.cookieSet("cart", "shop", true, "/", Occurrence.BEFORE_HELD, () -> LASTING);
    first.share();
    second.sees("cdn.example", Occurrence.ALLOWED);
    second.sees("cdn.example", Occurrence.REFUSED_HELD);
    second.sees("img.example", Occurrence.BEFORE);
    second.share();
    first.sees("cdn.example", Occurrence.BEFORE);
    first.share();
    second.share();

    assertThat(second.journal.items()).isEqualTo(first.journal.items());
    assertThat(second.journal.since()).isEqualTo(START);
    assertThat(first.journal.items())
        .extracting(Seen.Item::name)
        .containsExactly("cart", "cdn.example", "img.example");
    Seen.Item host = first.journal.items().get(1);
    assertThat(host.count()).isEqualTo(4);
    assertThat(host.byConsent()).isEqualTo(new Seen.ByConsent(2, 1, 1, 1));
    assertThat(host.first()).isEqualTo(START);
    assertThat(host.last()).isEqualTo(START.plusSeconds(60));
    assertThat(host.pages()).containsExactly("/news");
    Seen.Item cookie = second.journal.items().get(0);
    assertThat(cookie.service()).contains("shop");
    assertThat(cookie.attributes()).contains(LASTING);

    Node restarted = new Node(new JdbcSeen(dataSource), START.plusSeconds(3600));
    restarted.share();
    assertThat(restarted.journal.items()).isEqualTo(first.journal.items());
    assertThat(restarted.journal.since()).isEqualTo(START);
  }

  @ParameterizedTest
  @EnumSource(names = "H2_FILE", mode = EnumSource.Mode.EXCLUDE)
  void a_batch_whose_answer_is_lost_counts_once(TestDatabase database) throws IOException {
    open(database);
    JdbcSeen store = new JdbcSeen(dataSource);
    Node node = new Node(store, START);
    node.sees("cdn.example", Occurrence.BEFORE);
    SeenJournal.Unshared unshared = node.journal.unshared();
    store.add(node.batch(unshared));
    node.sees("cdn.example", Occurrence.BEFORE);
    assertThat(node.count("cdn.example")).isEqualTo(2);

    SeenList list = store.add(node.batch(unshared));
    node.journal.continueFrom(list, unshared);
    assertThat(list.items()).singleElement().extracting(Seen.Item::count).isEqualTo(1L);
    assertThat(node.count("cdn.example")).isEqualTo(2);
    node.number++;
    node.share();
    assertThat(node.count("cdn.example")).isEqualTo(2);
    assertThat(node.journal.unshared().items()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "H2_FILE", mode = EnumSource.Mode.EXCLUDE)
  void nodes_that_share_at_once_lose_nothing(TestDatabase database) throws Exception {
    open(database);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Node>> nodes = new ArrayList<>();
      new Node(new JdbcSeen(dataSource), START).share();
      for (int i = 0; i < 4; i++) {
        Node node = new Node(new JdbcSeen(dataSource), START);
        nodes.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < 10; n++) {
                    node.sees("cdn.example", Occurrence.BEFORE);
                    node.sees("h" + n + ".example", Occurrence.ALLOWED);
                    node.share();
                  }
                  return node;
                }));
      }
      for (Future<Node> node : nodes) {
        node.get();
      }
      Node last = new Node(new JdbcSeen(dataSource), START);
      last.share();
      assertThat(last.count("cdn.example")).isEqualTo(40);
      assertThat(last.count("h9.example")).isEqualTo(4);
      assertThat(last.journal.items()).hasSize(11);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void what_was_not_seen_for_long_is_removed() throws IOException {
    open(TestDatabase.H2_MEMORY);
    Node early = new Node(new JdbcSeen(dataSource), START);
    early.sees("cdn.example", Occurrence.BEFORE);
    early.share();
    Node late = new Node(new JdbcSeen(dataSource), START.plus(Duration.ofDays(401)));
    late.sees("img.example", Occurrence.BEFORE);
    late.share();
    late.share();
    assertThat(late.journal.since()).isEqualTo(START);

    Node next = new Node(new JdbcSeen(dataSource), START.plus(Duration.ofDays(402)));
    next.share();
    assertThat(next.journal.items()).extracting(Seen.Item::name).containsExactly("img.example");
  }

  @Test
  void a_failing_database_changes_nothing() throws IOException, SQLException {
    open(TestDatabase.H2_MEMORY);
    Node node = new Node(new JdbcSeen(dataSource), START);
    node.sees("cdn.example", Occurrence.BEFORE);
    node.share();
    node.sees("cdn.example", Occurrence.BEFORE);
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("ALTER TABLE consent_seen RENAME TO away");
    }
    assertThatThrownBy(node::share)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("did not take what was seen");
    assertThat(node.count("cdn.example")).isEqualTo(2);
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("ALTER TABLE away RENAME TO consent_seen");
    }
    node.share();
    assertThat(node.count("cdn.example")).isEqualTo(2);
    Node other = new Node(new JdbcSeen(dataSource), START);
    other.share();
    assertThat(other.count("cdn.example")).isEqualTo(2);
  }
}
