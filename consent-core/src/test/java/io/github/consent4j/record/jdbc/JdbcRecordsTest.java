package io.github.consent4j.record.jdbc;

import static io.github.consent4j.record.jdbc.JdbcContractTest.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.ConsentRecords.Verification;
import io.github.consent4j.record.TestClock;
import io.github.consent4j.record.TestRecords;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only a database does: several nodes, and people who change rows. */
class JdbcRecordsTest {

  private final TestClock clock = new TestClock("2026-01-10T10:00:00Z");
  private HikariDataSource dataSource;

  private void use(TestDatabase database) {
    dataSource = TestDatabase.pool(database.create(), 8);
  }

  @AfterEach
  void close() {
    if (dataSource != null) {
      dataSource.close();
    }
  }

  private JdbcRecords open(String node) throws IOException {
    return JdbcRecords.builder(dataSource).node(node).key(KEY).clock(clock).open();
  }

  private ConsentRecord record(String consentId) {
    return TestRecords.given(consentId, clock.instant());
  }

  private static List<ConsentRecord> found(JdbcRecords records, Query query) throws IOException {
    List<ConsentRecord> found = new ArrayList<>();
    records.forEach(query, found::add);
    return found;
  }

  @ParameterizedTest
  @EnumSource
  void nodes_have_chains_of_their_own(TestDatabase database) throws IOException {
    use(database);
    try (JdbcRecords a = open("a");
        JdbcRecords b = open("b")) {
      a.append(List.of(record("x"), record("y")));
      b.append(List.of(record("x")));
      a.append(List.of(record("z")));
      assertThat(found(b, Query.ALL)).hasSize(4);
      Verification verification = b.verify();
      assertThat(verification.breaks()).isEmpty();
      assertThat(verification.records()).isEqualTo(4);
    }
    assertThat(
            TestDatabase.select(
                dataSource, "SELECT node FROM consent_records ORDER BY node, entry_number"))
        .containsExactly("a", "a", "a", "b");
  }

  @ParameterizedTest
  @EnumSource
  void a_second_process_with_the_same_name_is_told_so(TestDatabase database) throws IOException {
    use(database);
    ConsentRecord first = record("x");
    ConsentRecord second = record("y");
    try (JdbcRecords one = open("a");
        JdbcRecords other = open("a")) {
      one.append(List.of(first));
      assertThatThrownBy(() -> other.append(List.of(second)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Another process appends records as node 'a', too")
          .hasMessageContaining("records.node");
      assertThat(found(one, Query.ALL)).containsExactly(first);
      other.append(List.of(second));
      assertThat(found(one, Query.ALL)).containsExactlyInAnyOrder(first, second);
      assertThat(one.verify().breaks()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void one_node_erases_what_another_one_keeps_and_disturbs_it_not(TestDatabase database)
      throws IOException {
    use(database);
    try (JdbcRecords a = open("a");
        JdbcRecords b = open("b")) {
      a.append(List.of(record("x"), record("y")));
      b.append(List.of(record("x")));
      assertThat(b.erase("x")).isEqualTo(2);
      ConsentRecord later = record("z");
      a.append(List.of(later));
      b.append(List.of(record("z")));
      assertThat(found(a, Query.of("x"))).isEmpty();
      assertThat(found(a, Query.of("z"))).contains(later).hasSize(2);
      Verification verification = a.verify();
      assertThat(verification.breaks()).isEmpty();
      assertThat(verification.erased()).isEqualTo(2);
    }
    assertThat(
            TestDatabase.select(
                dataSource,
                "SELECT node FROM consent_records WHERE consent_id = 'x' OR payload LIKE '%\"x\"%'"))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void what_somebody_changes_breaks_the_chain(TestDatabase database) throws IOException {
    use(database);
    try (JdbcRecords records = open("a")) {
      records.append(List.of(record("w"), record("x"), record("y"), record("z")));
    }
    try (JdbcRecords records = open("a")) {
      changed(records, "payload = REPLACE(payload, 'granted', 'refused')", "entry_number = 2");
      changed(records, "consent_id = 'somebody'", "entry_number = 3");
      changed(records, "valid_until = decided_at", "entry_number = 4");
      changed(records, "payload = NULL", "entry_number = 1");
      TestDatabase.execute(dataSource, "DELETE FROM consent_records WHERE entry_number = 4");
      assertThat(records.verify().breaks()).anyMatch(text -> text.contains("node a"));
    }
  }

  private void changed(JdbcRecords records, String change, String where) throws IOException {
    assertThat(records.verify().breaks()).isEmpty();
    String columns = "payload, consent_id, valid_until, decided_at, entry_number";
    TestDatabase.execute(
        dataSource,
        "CREATE TABLE kept AS SELECT " + columns + " FROM consent_records",
        "UPDATE consent_records SET " + change + " WHERE " + where);
    assertThat(records.verify().breaks()).as(change).hasSize(1);
    String kept = " FROM kept WHERE kept.entry_number = consent_records.entry_number)";
    TestDatabase.execute(
        dataSource,
        "UPDATE consent_records SET payload = (SELECT payload"
            + kept
            + ", consent_id = (SELECT consent_id"
            + kept
            + ", valid_until = (SELECT valid_until"
            + kept,
        "DROP TABLE kept");
  }

  @ParameterizedTest
  @EnumSource
  void the_beginning_cannot_go_without_a_signature(TestDatabase database) throws IOException {
    use(database);
    try (JdbcRecords records = open("a")) {
      records.append(List.of(record("w"), record("x")));
      clock.set("2026-01-11T10:00:00Z");
      records.append(List.of(record("y")));
      TestDatabase.execute(dataSource, "DELETE FROM consent_records WHERE entry_number <= 2");
      assertThat(records.verify().breaks()).isNotEmpty();
      JdbcRecords without = JdbcRecords.builder(dataSource).node("c").clock(clock).open();
      clock.set("2027-01-11T10:00:00Z");
      assertThatThrownBy(() -> without.purge(Instant.parse("2027-01-01T00:00:00Z")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("only with the private key");
    }
  }

  @ParameterizedTest
  @EnumSource
  void nodes_that_start_at_once_create_the_tables_once(TestDatabase database) throws Exception {
    use(database);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<String>> starts = new ArrayList<>();
      for (String node : List.of("a", "b", "c", "d")) {
        starts.add(
            () -> {
              try (JdbcRecords records = open(node)) {
                records.append(List.of(record(node)));
                return node;
              }
            });
      }
      for (Future<String> each : threads.invokeAll(starts)) {
        assertThatCode(each::get).doesNotThrowAnyException();
      }
    } finally {
      threads.shutdownNow();
    }
    try (JdbcRecords records = open("e")) {
      assertThat(found(records, Query.ALL)).hasSize(4);
      assertThat(records.verify().breaks()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void without_migration_missing_tables_are_an_error(TestDatabase database) {
    use(database);
    assertThatThrownBy(() -> JdbcRecords.builder(dataSource).migrate(false).open())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("The table consent_records is missing")
        .hasMessageContaining("io/github/consent4j/record/jdbc/");
  }

  @ParameterizedTest
  @EnumSource(names = "H2_MEMORY")
  void names_and_keys_are_checked(TestDatabase database) throws Exception {
    use(database);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdbcRecords.builder(dataSource).node(" "))
        .withMessageContaining("1 to 100 printable characters");
    KeyPair strange = java.security.KeyPairGenerator.getInstance("EC").generateKeyPair();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdbcRecords.builder(dataSource).key(strange).open());
  }
}
