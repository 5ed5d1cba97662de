package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.examples.browser.CapturedLog;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.jdbc.JdbcSeen;
import io.github.consent4j.seen.journal.KnownServices;
import io.github.consent4j.seen.journal.Occurrence;
import io.github.consent4j.seen.journal.SeenBatch;
import io.github.consent4j.seen.journal.SeenJournal;
import io.github.consent4j.seen.journal.SeenList;
import io.github.consent4j.seen.journal.SeenStore;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Sites whose nodes have one list of what was seen, in a database. */
class SharedSeenTest {

  private static final String POLICY =
      TestSite.REFERENCE + "records: { store: jdbc }\nseen: { database: true }\n";

  private static JdbcDataSource database() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return database;
  }

  private static TestSite node(JdbcDataSource database) throws Exception {
    return new TestSite()
        .filter(
            ConsentFilter.builder()
                .policy(TestSite.policy(POLICY))
                .recordDatabase(database)
                .build())
        .page(
            "/",
            (request, response) -> {
              response.addHeader("Set-Cookie", "own=1");
              html(response, "<!doctype html><p>page");
            })
        .start(Containers.TOMCAT);
  }

  @Test
  void two_nodes_add_to_one_list_that_survives_them() throws Exception {
    JdbcDataSource database = database();
    TestSite first = node(database);
    TestSite second = node(database);
    for (int i = 0; i < 3; i++) {
      first.get("/");
      second.get("/", "Cookie", "emos_jcvid=1");
    }
    first.close();
    second.close();

    SeenJournal reader = new SeenJournal(Clock.systemUTC(), KnownServices.NONE);
    SeenJournal.Unshared nothing = reader.unshared();
    SeenBatch none =
        new SeenBatch(UUID.randomUUID(), 1, reader.since(), reader.since(), nothing.items());
    assertThat(new JdbcSeen(database).add(none).items())
        .extracting(item -> item.name() + " " + item.count() + " " + item.byConsent())
        .containsExactlyInAnyOrder(
            "own 6 " + new Seen.ByConsent(6, 0, 0, 0),
            "emos_jcvid 3 " + new Seen.ByConsent(3, 0, 0, 3));
  }

  @Test
  void a_site_without_a_database_for_it_does_not_start() {
    assertThatThrownBy(() -> TestSite.policy(TestSite.REFERENCE + "seen: { database: true }\n"))
        .hasMessageContaining("'seen.database' makes no sense without a database")
        .hasMessageContaining("records: { store: jdbc }");
    assertThatThrownBy(() -> TestSite.policy(POLICY.replace("true }", "true, file: x.yaml }")))
        .hasMessageContaining("name one of the two");
  }

  /** A store whose answers are lost for some time. */
  private static final class Forgetful implements SeenStore {

    private final List<SeenBatch> batches = new ArrayList<>();
    private int lost;
    private long latest;

    Forgetful(int lost) {
      this.lost = lost;
    }

    @Override
    public synchronized SeenList add(SeenBatch batch) throws IOException {
      if (batch.number() > latest) {
        batches.add(batch);
        latest = batch.number();
      }
      if (lost > 0) {
        lost--;
        throw new IOException("the answer is lost");
      }
      return new SeenList(
          batch.since(),
          batches.stream()
              .flatMap(each -> each.items().stream())
              .collect(Collectors.toMap(Seen.Item::name, item -> item, SeenList::sum))
              .values()
              .stream()
              .toList());
    }

    synchronized List<Long> counts() {
      return batches.stream()
          .flatMap(batch -> batch.items().stream())
          .map(Seen.Item::count)
          .toList();
    }
  }

  private static SeenJournal journal() {
    SeenJournal journal = new SeenJournal(Clock.systemUTC(), KnownServices.NONE);
    journal.host("cdn.example", null, "/", Occurrence.BEFORE);
    return journal;
  }

  @Test
  void a_failure_is_told_once_and_what_was_sent_is_repeated_as_it_was() {
    SeenJournal journal = journal();
    Forgetful store = new Forgetful(2);
    SeenSharing sharing = new SeenSharing(journal, store, Clock.systemUTC());
    String log =
        CapturedLog.of(
            () -> {
              sharing.share();
              journal.host("cdn.example", null, "/", Occurrence.BEFORE);
              sharing.share();
              sharing.share();
            });

    assertThat(log).containsOnlyOnce("cannot be shared");
    assertThat(store.counts()).containsExactly(1L);
    sharing.share();
    assertThat(store.counts()).containsExactly(1L, 1L);
    assertThat(journal.items()).singleElement().extracting(Seen.Item::count).isEqualTo(2L);
  }

  @Test
  void the_end_shares_what_is_left() {
    SeenJournal journal = journal();
    Forgetful store = new Forgetful(0);
    SeenSharing sharing = SeenSharing.begin(journal, store, Clock.systemUTC());
    journal.host("img.example", null, "/", Occurrence.BEFORE);
    sharing.stop();

    assertThat(store.counts()).containsExactly(1L, 1L);
    assertThat(journal.unshared().items()).isEmpty();
  }

  @Test
  void a_store_that_hangs_holds_up_nobody_for_long() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch freed = new CountDownLatch(1);
    SeenJournal journal = journal();
    SeenSharing sharing =
        SeenSharing.begin(
            journal,
            batch -> {
              asked.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                freed.countDown();
              }
              throw new IOException("interrupted");
            },
            Clock.systemUTC());
    assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
    journal.host("img.example", null, "/", Occurrence.BEFORE);
    assertThat(journal.items()).hasSize(2);
    sharing.stop();

    assertThat(freed.await(60, TimeUnit.SECONDS)).isTrue();
  }
}
