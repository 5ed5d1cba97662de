package io.github.consent4j.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.ConsentRecords.Verification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of records does. */
public abstract class ConsentRecordsContract {

  protected final TestClock clock = new TestClock("2026-01-10T10:00:00Z");

  /**
   * Opens the test's store, with a key that signs, by {@link #clock}. It may be opened again after
   * it was closed, and has what was stored before.
   */
  protected abstract ConsentRecords open() throws IOException;

  private ConsentRecord record(String consentId) {
    return TestRecords.given(consentId, clock.instant());
  }

  private static List<ConsentRecord> found(ConsentRecords records, Query query) throws IOException {
    List<ConsentRecord> found = new ArrayList<>();
    records.forEach(query, found::add);
    return found;
  }

  @Test
  void records_come_back_as_they_were_the_oldest_first() throws IOException {
    ConsentRecord first = record("a");
    clock.set("2026-01-10T10:00:01Z");
    ConsentRecord second =
        TestRecords.builder("b", clock.instant())
            .notice(null)
            .address("192.0.2.0")
            .validUntil(Instant.parse("2026-07-10T10:00:01.234567891Z"))
            .build();
    clock.set("2026-01-11T10:00:00Z");
    ConsentRecord third = record("a");
    try (ConsentRecords records = open()) {
      records.append(List.of(first, second));
      records.append(List.of(third));
      assertThat(found(records, Query.ALL)).containsExactly(first, second, third);
    }
    try (ConsentRecords records = open()) {
      assertThat(found(records, Query.ALL)).containsExactly(first, second, third);
      assertThat(records.verify().breaks()).isEmpty();
    }
  }

  @Test
  void a_query_finds_one_visitor_and_a_time() throws IOException {
    ConsentRecord early = record("a");
    clock.set("2026-01-12T00:00:00Z");
    ConsentRecord middle = record("a");
    ConsentRecord other = record("b");
    clock.set("2026-01-13T00:00:00Z");
    ConsentRecord late = record("a");
    try (ConsentRecords records = open()) {
      records.append(List.of(early, middle, other, late));
      assertThat(found(records, Query.of("a"))).containsExactly(early, middle, late);
      assertThat(found(records, Query.of("nobody"))).isEmpty();
      assertThat(found(records, new Query("a", middle.at(), late.at()))).containsExactly(middle);
      assertThat(found(records, new Query(null, null, middle.at()))).containsExactly(early);
      assertThat(found(records, new Query(null, middle.at(), null)))
          .containsExactlyInAnyOrder(middle, other, late);
    }
  }

  @Test
  void a_record_that_is_there_is_not_stored_twice() throws IOException {
    ConsentRecord first = record("a");
    ConsentRecord second = record("b");
    try (ConsentRecords records = open()) {
      records.append(List.of(first));
      records.append(List.of(first, second, second));
      records.append(List.of(second, first));
      assertThat(found(records, Query.ALL)).containsExactlyInAnyOrder(first, second);
    }
    clock.set("2026-02-03T10:00:00Z");
    ConsentRecord third = record("c");
    try (ConsentRecords records = open()) {
      records.append(List.of(second, third, first));
      assertThat(found(records, Query.ALL)).containsExactlyInAnyOrder(first, second, third);
      assertThat(records.verify().breaks()).isEmpty();
      assertThat(records.verify().records()).isEqualTo(3);
    }
  }

  @Test
  void many_records_pass_in_the_order_of_their_decisions() throws IOException {
    List<ConsentRecord> many =
        IntStream.range(0, 1_234)
            .mapToObj(each -> TestRecords.given("v" + each % 7, clock.instant().plusMillis(each)))
            .toList();
    try (ConsentRecords records = open()) {
      for (int from = 0; from < many.size(); from += 100) {
        records.append(many.subList(from, Math.min(many.size(), from + 100)));
      }
      assertThat(found(records, Query.ALL)).isEqualTo(many);
      Verification verification = records.verify();
      assertThat(verification.breaks()).isEmpty();
      assertThat(verification.records()).isEqualTo(1_234);
    }
  }

  @Test
  void a_notice_is_found_by_the_beginning_of_its_identifier() throws IOException {
    String id = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";
    Notice notice =
        new Notice(
            id,
            Layer.BANNER,
            "de",
            "f3Kd0a",
            "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg",
            clock.instant(),
            "Wir fragen.\nÄöü, 日本語, 🍪",
            "<!DOCTYPE html><p>Wir fragen.</p>".repeat(2_000));
    byte[] inventory = "{\"site\":\"Ä\"}".getBytes(StandardCharsets.UTF_8);
    try (ConsentRecords records = open()) {
      records.archive(notice, inventory);
      records.archive(notice, inventory);
    }
    try (ConsentRecords records = open()) {
      assertThat(records.notice(notice.shortId())).contains(notice);
      assertThat(records.notice(id)).contains(notice);
      assertThat(records.notice("47DEQpj9")).isEmpty();
      assertThat(records.inventory(notice.policy())).hasValue(inventory);
      assertThat(records.inventory("another")).isEmpty();
    }
  }

  @Test
  void erased_records_leave_their_places() throws IOException {
    ConsentRecord other = record("b");
    try (ConsentRecords records = open()) {
      records.append(List.of(record("a"), other, record("a")));
      assertThat(records.erase("a")).isEqualTo(2);
      assertThat(records.erase("a")).isZero();
      assertThat(found(records, Query.ALL)).containsExactly(other);
      assertThat(found(records, Query.of("a"))).isEmpty();
    }
    try (ConsentRecords records = open()) {
      ConsentRecord later = record("a");
      records.append(List.of(later));
      assertThat(found(records, Query.of("a"))).containsExactly(later);
      Verification verification = records.verify();
      assertThat(verification.breaks()).isEmpty();
      assertThat(verification.erased()).isEqualTo(2);
      assertThat(verification.records()).isEqualTo(2);
    }
  }

  @Test
  void a_purge_removes_what_lapsed_and_the_rest_still_verifies() throws IOException {
    List<ConsentRecord> old = new ArrayList<>();
    try (ConsentRecords records = open()) {
      for (String day : List.of("2026-01-10", "2026-01-20", "2026-02-05")) {
        clock.set(day + "T10:00:00Z");
        ConsentRecord record = record("a");
        old.add(record);
        records.append(List.of(record));
      }
      clock.set("2026-09-01T10:00:00Z");
      ConsentRecord recent = record("a");
      records.append(List.of(recent));

      assertThat(records.purge(Instant.parse("2026-07-01T00:00:00Z"))).isZero();
      assertThat(records.purge(Instant.parse("2026-08-02T00:00:00Z"))).isEqualTo(2);
      assertThat(found(records, Query.ALL)).containsExactly(old.get(2), recent);
      assertThat(records.verify().breaks()).isEmpty();
      assertThat(records.purge(Instant.parse("2026-08-31T00:00:00Z"))).isEqualTo(1);
    }
    try (ConsentRecords records = open()) {
      clock.set("2026-09-02T10:00:00Z");
      records.append(List.of(record("b")));
      Verification verification = records.verify();
      assertThat(verification.breaks()).isEmpty();
      assertThat(verification.records()).isEqualTo(2);
    }
  }

  @Test
  void a_chain_goes_on_after_all_its_entries_were_purged() throws IOException {
    try (ConsentRecords records = open()) {
      records.append(List.of(record("a"), record("b")));
    }
    clock.set("2027-09-01T10:00:00Z");
    try (ConsentRecords records = open()) {
      assertThat(records.purge(Instant.parse("2027-08-01T00:00:00Z"))).isEqualTo(2);
      assertThat(found(records, Query.ALL)).isEmpty();
      assertThat(records.verify().breaks()).isEmpty();
    }
    try (ConsentRecords records = open()) {
      ConsentRecord next = record("c");
      records.append(List.of(next));
      assertThat(found(records, Query.ALL)).containsExactly(next);
      Verification verification = records.verify();
      assertThat(verification.breaks()).isEmpty();
      assertThat(verification.records()).isEqualTo(1);
    }
  }

  @Test
  void checkpoints_are_signed_once_a_day_and_at_the_end() throws IOException {
    try (ConsentRecords records = open()) {
      for (String time : List.of("10T10", "10T11", "11T10", "11T11")) {
        clock.set("2026-01-" + time + ":00:00Z");
        records.append(List.of(record("a")));
      }
    }
    try (ConsentRecords records = open()) {
      Verification verification = records.verify();
      assertThat(verification.breaks()).isEmpty();
      assertThat(verification.checkpoints()).isEqualTo(2);
      assertThat(verification.remarks()).isEmpty();
    }
  }

  @Test
  void nothing_is_stored_of_nothing() throws IOException {
    try (ConsentRecords records = open()) {
      records.append(List.of());
      assertThat(found(records, Query.ALL)).isEmpty();
      assertThat(records.verify().holds()).isTrue();
      assertThat(records.purge(clock.instant())).isZero();
      assertThat(records.erase(UUID.randomUUID().toString())).isZero();
    }
  }
}
