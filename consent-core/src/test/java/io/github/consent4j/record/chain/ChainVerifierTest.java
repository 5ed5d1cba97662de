package io.github.consent4j.record.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.record.ConsentRecords.Verification;
import io.github.consent4j.record.chain.ChainEntry.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChainVerifierTest {

  private static final Instant AT = Instant.parse("2026-03-03T10:15:30.123Z");
  private static final CheckpointKey KEY = CheckpointKey.generate();
  private static final CheckpointKey OTHER = CheckpointKey.generate();

  private record Stored(ChainEntry entry, @Nullable String content) {}

  private final List<Stored> entries = new ArrayList<>();
  private final List<Checkpoint> checkpoints = new ArrayList<>();

  private void append(Kind kind, String content) {
    String previous = entries.isEmpty() ? ChainEntry.START : last().link();
    entries.add(
        new Stored(
            new ChainEntry("a", entries.size() + 1, previous, kind, ChainEntry.digest(content)),
            content));
  }

  private ChainEntry last() {
    return entries.get(entries.size() - 1).entry();
  }

  private void records(int count) {
    for (int i = 0; i < count; i++) {
      append(Kind.RECORD, "record " + entries.size());
    }
  }

  private void checkpoint(@Nullable CheckpointKey key, long first) {
    Checkpoint checkpoint =
        Checkpoint.unsigned("a", checkpoints.size() + 1, first, entries.size(), last().link(), AT);
    checkpoints.add(key == null ? checkpoint : key.sign(checkpoint));
  }

  private void erase(int number) {
    Stored stored = entries.get(number - 1);
    entries.set(number - 1, new Stored(stored.entry(), null));
  }

  /** Makes ten records with signed checkpoints after the fourth and the eighth. */
  private void tenRecords() {
    records(4);
    checkpoint(KEY, 1);
    records(4);
    checkpoint(KEY, 1);
    records(2);
  }

  private Verification verify(@Nullable CheckpointKey key) {
    ChainVerifier verifier = new ChainVerifier("a", checkpoints, key);
    int line = 0;
    for (Stored stored : entries) {
      verifier.entry("day:" + ++line, stored.entry(), stored.content());
    }
    return verifier.result();
  }

  private String firstBreak() {
    Verification verification = verify(KEY);
    assertThat(verification.holds()).isFalse();
    return verification.breaks().get(0);
  }

  @Test
  void a_chain_that_nobody_touched_holds() {
    tenRecords();
    Verification verification = verify(KEY);
    assertThat(verification.breaks()).isEmpty();
    assertThat(verification.records()).isEqualTo(10);
    assertThat(verification.checkpoints()).isEqualTo(2);
    assertThat(verification.remarks())
        .containsExactly("No signed checkpoint covers the 2 newest entries yet");
  }

  @Test
  void nothing_at_all_holds() {
    assertThat(verify(KEY).holds()).isTrue();
    assertThat(verify(null).holds()).isTrue();
  }

  @Test
  void without_a_key_it_says_that_signatures_are_not_checked() {
    tenRecords();
    Verification verification = verify(null);
    assertThat(verification.holds()).isTrue();
    assertThat(verification.checkpoints()).isZero();
    assertThat(verification.remarks()).singleElement().asString().contains("Without a key");
  }

  @Test
  void a_changed_content_is_found() {
    tenRecords();
    entries.set(4, new Stored(entries.get(4).entry(), "another"));
    assertThat(verify(KEY).breaks()).containsExactly("day:5: the content of entry 5 was changed");
    assertThat(verify(KEY).records()).isEqualTo(9);
  }

  @Test
  void a_changed_content_with_its_digest_is_found() {
    tenRecords();
    ChainEntry old = entries.get(4).entry();
    entries.set(
        4,
        new Stored(
            new ChainEntry("a", 5, old.previous(), Kind.RECORD, ChainEntry.digest("another")),
            "another"));
    assertThat(firstBreak()).startsWith("day:6: entry 6 does not follow on the one before");
  }

  @Test
  void a_chain_that_was_rewritten_to_its_end_is_found_by_the_next_checkpoint() {
    tenRecords();
    entries.subList(4, 10).clear();
    append(Kind.RECORD, "another");
    records(5);
    assertThat(firstBreak())
        .startsWith("day:8: entry 8 is not what it was at checkpoint 2 of 2026-03-03");
    checkpoints.clear();
    assertThat(verify(KEY).holds()).isTrue();
  }

  @Test
  void an_entry_that_is_left_out_is_found() {
    tenRecords();
    entries.remove(4);
    assertThat(firstBreak()).isEqualTo("day:5: entry 6 stands where 5 should be");
  }

  @Test
  void the_first_entries_left_out_are_found() {
    tenRecords();
    entries.subList(0, 2).clear();
    assertThat(firstBreak())
        .isEqualTo(
            "day:1: the chain begins with entry 3,"
                + " but no checkpoint says that 1 to 2 were purged");
  }

  @Test
  void two_entries_in_each_others_place_are_found() {
    tenRecords();
    entries.add(5, entries.remove(4));
    assertThat(firstBreak()).isEqualTo("day:5: entry 6 stands where 5 should be");
  }

  @Test
  void an_entry_that_was_put_in_is_found() {
    tenRecords();
    ChainEntry before = entries.get(4).entry();
    entries.add(
        5,
        new Stored(
            new ChainEntry("a", 6, before.link(), Kind.RECORD, ChainEntry.digest("put in")),
            "put in"));
    assertThat(firstBreak()).isEqualTo("day:7: entry 6 stands where 7 should be");
  }

  @Test
  void the_same_entry_twice_is_found() {
    tenRecords();
    entries.add(5, entries.get(4));
    assertThat(firstBreak()).isEqualTo("day:6: entry 5 stands where 6 should be");
  }

  @Test
  void an_end_that_is_cut_off_before_a_checkpoint_is_found() {
    tenRecords();
    entries.subList(6, 10).clear();
    assertThat(firstBreak())
        .isEqualTo(
            "checkpoint 2 of 2026-03-03T10:15:30.123Z: entries 7 to 8 are missing at the end");
  }

  @Test
  void entries_that_are_all_gone_are_found() {
    tenRecords();
    entries.clear();
    assertThat(firstBreak()).contains("entries 1 to 8 are missing at the end");
  }

  @Test
  void an_end_that_is_cut_off_after_the_last_checkpoint_shows_in_the_number_of_records_alone() {
    tenRecords();
    entries.subList(8, 10).clear();
    Verification verification = verify(KEY);
    assertThat(verification.holds()).isTrue();
    assertThat(verification.records()).isEqualTo(8);
  }

  @Test
  void an_erased_record_that_an_erasure_names_holds() {
    tenRecords();
    erase(3);
    append(Kind.ERASURE, new Erasure(AT, List.of(3L)).content());
    Verification verification = verify(KEY);
    assertThat(verification.breaks()).isEmpty();
    assertThat(verification.records()).isEqualTo(9);
    assertThat(verification.erased()).isEqualTo(1);
  }

  @Test
  void an_erased_record_that_no_erasure_names_is_found() {
    tenRecords();
    erase(3);
    append(Kind.ERASURE, new Erasure(AT, List.of(4L)).content());
    assertThat(firstBreak()).isEqualTo("day:3: entry 3 is erased, but no erasure names it");
  }

  @Test
  void an_erasure_does_not_name_what_comes_after_it() {
    records(2);
    append(Kind.ERASURE, new Erasure(AT, List.of(4L)).content());
    records(1);
    erase(4);
    assertThat(firstBreak()).isEqualTo("day:4: entry 4 is erased, but no erasure names it");
  }

  @Test
  void an_erasure_that_is_erased_itself_is_found() {
    tenRecords();
    erase(3);
    append(Kind.ERASURE, new Erasure(AT, List.of(3L)).content());
    append(Kind.ERASURE, new Erasure(AT, List.of(11L)).content());
    erase(11);
    assertThat(firstBreak()).contains("entry 11 is an erasure, which cannot be erased itself");
  }

  @Test
  void an_erased_record_whose_content_came_back_is_remarked() {
    tenRecords();
    append(Kind.ERASURE, new Erasure(AT, List.of(3L)).content());
    assertThat(verify(KEY).holds()).isTrue();
    assertThat(verify(KEY).remarks())
        .contains("day:11: entry 3 was erased, but its content is there again");
  }

  @Test
  void after_a_purge_it_begins_where_the_newest_checkpoint_says() {
    tenRecords();
    checkpoint(KEY, 5);
    entries.subList(0, 4).clear();
    Verification verification = verify(KEY);
    assertThat(verification.breaks()).isEmpty();
    assertThat(verification.records()).isEqualTo(6);
    assertThat(verification.remarks()).containsExactly("Entries before 5 were purged");
  }

  @Test
  void after_a_purge_that_was_interrupted_it_begins_with_what_is_there() {
    tenRecords();
    checkpoint(KEY, 5);
    entries.subList(0, 2).clear();
    assertThat(verify(KEY).breaks()).isEmpty();
  }

  @Test
  void after_a_purge_of_everything_it_holds() {
    tenRecords();
    checkpoint(KEY, 11);
    entries.clear();
    assertThat(verify(KEY).breaks()).isEmpty();
  }

  @Test
  void a_purge_of_more_than_the_checkpoint_says_is_found() {
    tenRecords();
    checkpoint(KEY, 5);
    entries.subList(0, 5).clear();
    assertThat(firstBreak())
        .isEqualTo(
            "day:1: the chain begins with entry 6, but no checkpoint says that 5 was purged");
  }

  @Test
  void a_first_entry_that_does_not_fit_to_what_was_purged_is_found() {
    tenRecords();
    checkpoint(KEY, 5);
    ChainEntry old = entries.get(4).entry();
    entries.subList(0, 4).clear();
    entries.set(0, new Stored(new ChainEntry("a", 5, "x", Kind.RECORD, old.digest()), "record 4"));
    assertThat(firstBreak()).isEqualTo("day:1: entry 5 does not follow on what stood before it");
  }

  @Test
  void a_wrong_signature_is_found() {
    tenRecords();
    Checkpoint old = checkpoints.get(1);
    checkpoints.set(
        1, new Checkpoint("a", 2, 3, old.number(), old.link(), AT, old.key(), old.signature()));
    entries.subList(0, 2).clear();
    assertThat(firstBreak()).endsWith("its signature is wrong");
    checkpoints.set(1, new Checkpoint("a", 2, 1, 8, old.link(), AT, old.key(), "no signature"));
    assertThat(firstBreak()).endsWith("its signature is wrong");
  }

  @Test
  void a_signature_of_another_key_is_found() {
    tenRecords();
    checkpoint(OTHER, 1);
    assertThat(firstBreak())
        .isEqualTo(
            "checkpoint 3 of 2026-03-03T10:15:30.123Z: it is signed with the key "
                + OTHER.id()
                + ", not with "
                + KEY.id());
  }

  @Test
  void a_checkpoint_that_is_removed_is_found_by_the_next() {
    tenRecords();
    checkpoints.remove(0);
    assertThat(firstBreak()).endsWith("checkpoint 1 is missing or there twice");
  }

  @Test
  void a_signature_that_is_removed_is_found_unless_a_later_one_confirms_the_checkpoint() {
    tenRecords();
    checkpoint(null, 1);
    assertThat(firstBreak()).endsWith("it is not signed any more");
    checkpoint(KEY, 1);
    assertThat(verify(KEY).breaks()).isEmpty();
  }

  @Test
  void signatures_that_are_all_removed_are_found() {
    records(4);
    checkpoint(null, 1);
    assertThat(firstBreak()).endsWith("no checkpoint is signed");
    checkpoint(KEY, 1);
    assertThat(verify(KEY).breaks()).isEmpty();
  }

  @Test
  void an_entry_of_another_node_is_found() {
    records(1);
    entries.set(
        0,
        new Stored(
            new ChainEntry("b", 1, ChainEntry.START, Kind.RECORD, ChainEntry.digest("record 0")),
            "record 0"));
    assertThat(firstBreak()).isEqualTo("day:1: entry 1 is of the node b");
  }

  @Test
  void what_cannot_be_read_is_a_break() {
    ChainVerifier verifier = new ChainVerifier("a", List.of(), null);
    verifier.unreadable("day:1", "the line cannot be read");
    assertThat(verifier.result().breaks()).containsExactly("day:1: the line cannot be read");
  }
}
