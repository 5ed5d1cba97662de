package io.github.consent4j.record.jdbc;

import static io.github.consent4j.record.jdbc.JdbcContractTest.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.ConsentRecords.Verification;
import io.github.consent4j.record.TestClock;
import io.github.consent4j.record.TestRecords;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The partitions of PostgreSQL, and the plans by which it reads them. */
class PartitionsTest {

  private static final int A_MONTH = 300;

  private final TestClock clock = new TestClock("2026-01-10T10:00:00Z");
  private HikariDataSource dataSource;

  @BeforeEach
  void create() {
    dataSource = TestDatabase.pool(TestDatabase.POSTGRESQL.create(), 3);
  }

  @AfterEach
  void close() {
    dataSource.close();
  }

  private JdbcRecords open() throws IOException {
    return JdbcRecords.builder(dataSource).node("a").key(KEY).clock(clock).open();
  }

  private List<String> partitions() {
    return TestDatabase.select(
        dataSource,
        "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
            + " WHERE i.inhparent = 'consent_records'::regclass ORDER BY 1");
  }

  private String plan(String query) {
    return String.join("\n", TestDatabase.select(dataSource, "EXPLAIN " + query));
  }

  private void fill(JdbcRecords records, String... months) throws IOException {
    for (String month : months) {
      clock.set(month + "-15T10:00:00Z");
      List<ConsentRecord> all = new ArrayList<>();
      for (int i = 0; i < A_MONTH; i++) {
        all.add(TestRecords.given("v" + i % 100, clock.instant().plusMillis(i)));
      }
      records.append(all);
    }
  }

  @Test
  void each_month_has_a_partition_which_is_made_ahead() throws IOException {
    try (JdbcRecords records = open()) {
      assertThat(partitions())
          .containsExactly("consent_records_2026_01", "consent_records_2026_02");
      fill(records, "2026-01", "2026-03");
      assertThat(partitions())
          .containsExactly(
              "consent_records_2026_01",
              "consent_records_2026_02",
              "consent_records_2026_03",
              "consent_records_2026_04");
    }
  }

  @Test
  void a_purge_drops_partitions_and_deletes_no_row() throws IOException {
    try (JdbcRecords records = open()) {
      fill(records, "2026-01", "2026-02", "2026-03", "2026-09");
      assertThat(records.erase("v1")).isEqualTo(12);
      assertThat(records.purge(Instant.parse("2026-08-16T00:00:00Z"))).isEqualTo(2 * A_MONTH);
      assertThat(partitions())
          .containsExactly(
              "consent_records_2026_03",
              "consent_records_2026_04",
              "consent_records_2026_09",
              "consent_records_2026_10");
      Verification verification = records.verify();
      assertThat(verification.breaks()).isEmpty();
      assertThat(verification.records()).isEqualTo(2 * A_MONTH - 6);
      assertThat(verification.erased()).isEqualTo(6);
    }
  }

  @Test
  void a_record_is_not_stored_again_in_a_later_month() throws IOException {
    ConsentRecord record = TestRecords.given("x", clock.instant());
    try (JdbcRecords records = open()) {
      records.append(List.of(record));
      clock.set("2026-03-01T00:00:00Z");
      ConsentRecord late = TestRecords.given("y", Instant.parse("2026-02-28T23:59:59.999Z"));
      records.append(List.of(late));
      records.append(List.of(late, record));
      List<ConsentRecord> found = new ArrayList<>();
      records.forEach(Query.ALL, found::add);
      assertThat(found).containsExactly(record, late);
    }
  }

  @Test
  void a_record_whose_time_is_ahead_of_the_clock_is_not_stored_twice() throws IOException {
    clock.set("2026-01-31T23:59:59.900Z");
    ConsentRecord ahead = TestRecords.given("x", Instant.parse("2026-02-01T00:00:00.100Z"));
    try (JdbcRecords records = open()) {
      records.append(List.of(ahead));
      clock.set("2026-02-01T00:00:05Z");
      records.append(List.of(ahead));
      List<ConsentRecord> found = new ArrayList<>();
      records.forEach(Query.ALL, found::add);
      assertThat(found).containsExactly(ahead);
      assertThat(records.verify().records()).isEqualTo(1);
    }
  }

  @Test
  void no_question_reads_a_whole_partition() throws IOException {
    try (JdbcRecords records = open()) {
      fill(records, "2026-01", "2026-02", "2026-03");
    }
    TestDatabase.execute(dataSource, "ANALYZE consent_records");
    assertThat(
            List.of(
                plan(
                    "SELECT record_id, payload FROM consent_records WHERE kind = 'RECORD' AND"
                        + " payload IS NOT NULL AND consent_id = 'v7' ORDER BY record_id LIMIT 10"),
                plan(
                    "SELECT record_id, payload FROM consent_records WHERE kind = 'RECORD' AND"
                        + " payload IS NOT NULL ORDER BY record_id LIMIT 10"),
                plan(
                    "SELECT * FROM consent_records WHERE node = 'a' AND entry_number > 7"
                        + " ORDER BY entry_number LIMIT 10"),
                plan(
                    "SELECT * FROM consent_records WHERE node = 'a'"
                        + " ORDER BY entry_number DESC LIMIT 1"),
                plan("SELECT node FROM consent_records WHERE node > 'a' ORDER BY node LIMIT 1"),
                plan("SELECT max(valid_until) FROM consent_records_2026_02")))
        .allSatisfy(
            plan ->
                assertThat(plan)
                    .containsPattern("Index (Only )?Scan|Bitmap Index Scan")
                    // the two partitions without rows are no matter
                    .doesNotContainPattern("Seq Scan on consent_records_2026_0[123]"));
  }
}
