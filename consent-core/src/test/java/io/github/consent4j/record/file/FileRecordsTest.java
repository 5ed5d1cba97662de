package io.github.consent4j.record.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.ConsentRecords.Verification;
import io.github.consent4j.record.Notice;
import io.github.consent4j.record.TestRecords;
import io.github.consent4j.record.chain.CheckpointKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRecordsTest {

  private final TestClock clock = new TestClock("2026-03-03T10:00:00Z");
  private final FullDisk disk = new FullDisk();

  @TempDir Path temp;
  private Path directory;
  private Path key;
  private FileRecords records;

  @BeforeEach
  void open() throws IOException {
    directory = temp.resolve("consent-records");
    key = temp.resolve("key.pem");
    if (!Files.exists(key)) {
      Files.writeString(key, CheckpointKey.generate().privatePem());
    }
    records =
        FileRecords.builder(directory)
            .node("a")
            .key(key)
            .clock(clock)
            .opener(disk)
            .untended()
            .open();
    records.tend();
  }

  @AfterEach
  void close() throws IOException {
    records.close();
  }

  private void reopen() throws IOException {
    records.close();
    open();
  }

  /** Leaves the files as a killed process would. */
  private void crash() throws IOException {
    Path copy = temp.resolve("copy");
    Files.createDirectory(copy);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    records.close();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    try (Stream<Path> files = Files.list(copy)) {
      for (Path file : files.toList()) {
        Files.move(file, directory.resolve(file.getFileName()));
      }
    }
    Files.delete(copy);
  }

  private ConsentRecord given(String consentId) {
    return TestRecords.given(consentId, clock.instant());
  }

  private ConsentRecord append(String consentId) throws IOException {
    ConsentRecord record = given(consentId);
    records.append(List.of(record));
    return record;
  }

  private void nextDay() {
    clock.advance(Duration.ofDays(1));
    records.tend();
  }

  private List<ConsentRecord> all() throws IOException {
    return found(Query.ALL);
  }

  private List<ConsentRecord> found(Query query) throws IOException {
    List<ConsentRecord> found = new ArrayList<>();
    records.forEach(query, found::add);
    return found;
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void assertHolds(long records, long erased) throws IOException {
    Verification verification = this.records.verify();
    assertThat(verification.breaks()).isEmpty();
    assertThat(verification.records()).isEqualTo(records);
    assertThat(verification.erased()).isEqualTo(erased);
  }

  @Test
  void records_are_found_again_in_order() throws IOException {
    ConsentRecord one = append("one");
    ConsentRecord two = append("two");
    clock.advance(Duration.ofHours(1));
    ConsentRecord three = append("one");
    assertThat(all()).containsExactly(one, two, three);
    assertThat(found(Query.of("one"))).containsExactly(one, three);
    assertThat(found(Query.of("three"))).isEmpty();
    assertThat(found(new Query("one", clock.instant(), null))).containsExactly(three);
    assertThat(found(new Query(null, null, clock.instant()))).containsExactly(one, two);
    reopen();
    assertThat(all()).containsExactly(one, two, three);
    assertThat(found(Query.of("one"))).containsExactly(one, three);
    assertHolds(3, 0);
  }

  @Test
  void a_line_has_the_place_in_the_chain_and_the_record() throws IOException {
    ConsentRecord record = append("one");
    assertThat(Files.readString(file("2026-03-03.jsonl")))
        .matches(
            "\\{\"node\":\"a\",\"number\":1,\"previous\":\"\",\"digest\":\"[\\w-]{43}\","
                + "\"record\":\\{\"version\":1,\"id\":\""
                + record.id()
                + "\",\"consentId\":\"one\".*\\}\\}\n");
  }

  @Test
  void a_consent_identifier_with_any_characters_is_found() throws IOException {
    ConsentRecord record = append("\"ü\\ \u2028\n");
    nextDay();
    assertThat(found(Query.of("\"ü\\ \u2028\n"))).containsExactly(record);
    assertHolds(1, 0);
  }

  @Test
  void each_day_has_a_file_and_closed_ones_are_compressed() throws IOException {
    ConsentRecord one = append("one");
    clock.advance(Duration.ofDays(1));
    ConsentRecord two = append("two");
    records.tend();
    ConsentRecord three = append("one");
    assertThat(names())
        .containsExactly(
            "2026-03-03.index",
            "2026-03-03.jsonl.gz",
            "2026-03-04.jsonl",
            "checkpoints.jsonl",
            "lock");
    assertThat(all()).containsExactly(one, two, three);
    assertThat(found(Query.of("one"))).containsExactly(one, three);
    reopen();
    assertThat(all()).containsExactly(one, two, three);
    assertThat(found(Query.of("one"))).containsExactly(one, three);
    assertHolds(3, 0);
  }

  @Test
  void a_compressed_day_of_many_blocks_is_read_by_every_tool_for_gzip() throws IOException {
    List<ConsentRecord> batch = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      batch.add(given("visitor " + i % 300));
    }
    records.append(batch);
    nextDay();
    assertThat(all()).isEqualTo(batch);
    assertThat(found(Query.of("visitor 299")))
        .containsExactly(batch.get(299), batch.get(599), batch.get(899));
    assertThat(found(Query.of("visitor 7"))).hasSize(4);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file("2026-03-03.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      assertThat(lines.lines()).hasSize(1000).allMatch(line -> line.contains("\"record\":{"));
    }
    assertHolds(1000, 0);
  }

  @Test
  void an_index_that_is_missing_or_of_another_file_is_made_again() throws IOException {
    ConsentRecord one = append("one");
    nextDay();
    append("two");
    byte[] index = Files.readAllBytes(file("2026-03-03.index"));
    for (byte[] wrong : new byte[][] {new byte[0], new byte[200], {1, 2, 3}}) {
      records.close();
      Files.write(file("2026-03-03.index"), wrong);
      open();
      assertThat(found(Query.of("one"))).containsExactly(one);
      assertThat(Files.readAllBytes(file("2026-03-03.index"))).isEqualTo(index);
    }
    Files.delete(file("2026-03-03.index"));
    assertThat(found(Query.of("one"))).containsExactly(one);
  }

  @Test
  void a_record_that_is_there_is_not_appended_again() throws IOException {
    ConsentRecord one = given("one");
    records.append(List.of(one, one));
    records.append(List.of(one));
    reopen();
    ConsentRecord two = given("two");
    records.append(List.of(one, two));
    assertThat(all()).containsExactly(one, two);
    nextDay();
    records.append(List.of(two, one));
    reopen();
    records.append(List.of(two, one));
    assertThat(all()).containsExactly(one, two);
    assertHolds(2, 0);
  }

  @Test
  void a_record_with_the_time_of_others_that_is_not_there_is_appended() throws IOException {
    append("one");
    ConsentRecord late = given("two");
    append("three");
    nextDay();
    reopen();
    records.append(List.of(late));
    assertThat(found(Query.of("two"))).containsExactly(late);
  }

  @Test
  void a_second_store_in_the_same_directory_is_an_error() {
    assertThatThrownBy(() -> FileRecords.open(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is in use by another store")
        .hasMessageContaining("Give each node a directory of its own");
  }

  @Test
  void the_directory_of_another_node_is_an_error() throws IOException {
    append("one");
    records.close();
    assertThatThrownBy(() -> FileRecords.builder(directory).node("b").open())
        .hasMessageEndingWith(
            "has the records of the node 'a'. Give the node 'b' a directory of its own.");
    try (FileRecords same = FileRecords.open(directory)) {
      same.append(List.of(given("two")));
    }
    open();
    assertHolds(2, 0);
  }

  @Test
  void a_store_can_be_read_while_another_process_writes_to_it() throws IOException {
    ConsentRecord one = append("one");
    nextDay();
    ConsentRecord two = append("two");
    Files.write(file("2026-03-04.jsonl"), "{\"no".getBytes(), StandardOpenOption.APPEND);
    List<String> before = names();
    try (FileRecords reader = FileRecords.builder(directory).key(key).readOnly(true).open()) {
      List<ConsentRecord> found = new ArrayList<>();
      reader.forEach(Query.ALL, found::add);
      reader.forEach(Query.of("one"), found::add);
      assertThat(found).containsExactly(one, two, one);
      assertThat(reader.verify().breaks()).isEmpty();
      assertThatThrownBy(() -> reader.append(List.of(one))).hasMessageContaining("for reading");
      assertThatThrownBy(() -> reader.erase("one")).hasMessageContaining("for reading");
      assertThatThrownBy(() -> reader.purge(Instant.MAX)).hasMessageContaining("for reading");
    }
    assertThat(names()).isEqualTo(before);
    assertThat(Files.readString(file("2026-03-04.jsonl"))).endsWith("{\"no");
  }

  @Test
  void reading_what_is_not_there_is_an_error() {
    assertThatThrownBy(() -> FileRecords.builder(temp.resolve("nowhere")).readOnly(true).open())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void a_torn_last_line_is_cut_off() throws IOException {
    ConsentRecord one = append("one");
    crash();
    Path file = file("2026-03-03.jsonl");
    String whole = Files.readString(file);
    for (int end : new int[] {1, whole.length() / 2, whole.length() - 1}) {
      Files.writeString(file, whole + whole.substring(0, end));
      open();
      assertThat(Files.readString(file)).isEqualTo(whole);
      assertThat(all()).containsExactly(one);
      crash();
    }
    Files.writeString(file, whole + "\0\0\0\0\n\0\0");
    open();
    assertThat(Files.readString(file)).isEqualTo(whole);
    append("two");
    assertHolds(2, 0);
  }

  @Test
  void a_file_that_holds_a_torn_line_alone_becomes_empty() throws IOException {
    append("one");
    crash();
    Files.writeString(file("2026-03-03.jsonl"), "{\"node\":\"a\"");
    open();
    assertThat(all()).isEmpty();
    append("two");
    assertHolds(1, 0);
  }

  @Test
  void a_day_without_entries_leaves_no_file() throws IOException {
    append("one");
    crash();
    Files.writeString(file("2026-03-03.jsonl"), "");
    open();
    nextDay();
    assertThat(names()).containsExactly("lock");
    append("two");
    assertHolds(1, 0);
  }

  @Test
  void a_broken_line_in_the_middle_hides_no_other() throws IOException {
    ConsentRecord one = append("one");
    append("two");
    ConsentRecord three = append("three");
    crash();
    Path file = file("2026-03-03.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(1, "{\"number\":2,broken");
    Files.write(file, lines);
    open();
    assertThat(all()).containsExactly(one, three);
    assertThat(records.verify().breaks().get(0))
        .isEqualTo("2026-03-03.jsonl:2: the line is not an entry as JSON");
    nextDay();
    assertThat(all()).containsExactly(one, three);
    assertThat(found(Query.of("three"))).containsExactly(three);
    assertThat(records.verify().breaks().get(0)).startsWith("2026-03-03.jsonl.gz:2: ");
  }

  @Test
  void a_broken_block_of_a_compressed_day_hides_no_other() throws IOException {
    List<ConsentRecord> batch = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      batch.add(given("visitor " + i));
    }
    records.append(batch);
    nextDay();
    Path file = file("2026-03-03.jsonl.gz");
    byte[] bytes = Files.readAllBytes(file);
    for (int at : new int[] {0, 100, bytes.length / 2, bytes.length - 1}) {
      byte[] changed = bytes.clone();
      changed[at] ^= 0x10;
      Files.write(file, changed);
      assertThat(all().size()).isBetween(350, 499);
      assertThat(records.verify().holds()).isFalse();
      Files.write(file, Arrays.copyOf(bytes, at));
      assertThat(all().size()).isLessThan(500);
      assertThat(records.verify().holds()).isFalse();
    }
    Files.write(file, bytes);
    assertHolds(500, 0);
  }

  @Test
  void a_changed_record_is_found() throws IOException {
    append("one");
    append("two");
    append("three");
    records.close();
    Path file = file("2026-03-03.jsonl");
    Files.writeString(file, Files.readString(file).replaceFirst("granted", "refused"));
    open();
    assertThat(records.verify().breaks())
        .containsExactly("2026-03-03.jsonl:1: the content of entry 1 was changed");
  }

  @Test
  void a_day_that_is_missing_is_found() throws IOException {
    append("one");
    nextDay();
    append("two");
    nextDay();
    append("three");
    records.close();
    Files.delete(file("2026-03-04.jsonl.gz"));
    open();
    assertThat(records.verify().breaks().get(0))
        .isEqualTo("2026-03-05.jsonl:1: entry 3 stands where 2 should be");
  }

  @Test
  void a_checkpoint_is_made_each_day_and_at_the_end() throws IOException {
    append("one");
    append("two");
    nextDay();
    append("three");
    assertThat(records.verify().checkpoints()).isEqualTo(1);
    records.tend();
    assertThat(records.verify().checkpoints()).isEqualTo(1);
    reopen();
    assertThat(records.verify().checkpoints()).isEqualTo(2);
    assertThat(records.verify().remarks()).isEmpty();
    reopen();
    nextDay();
    nextDay();
    assertThat(records.verify().checkpoints()).isEqualTo(2);
  }

  @Test
  void a_checkpoint_that_a_crash_prevented_is_made_at_the_start() throws IOException {
    append("one");
    crash();
    assertThat(names()).doesNotContain("checkpoints.jsonl");
    Files.writeString(file("checkpoints.jsonl"), "{\"version\":1,\"no");
    open();
    assertThat(records.verify().checkpoints()).isEqualTo(1);
    assertHolds(1, 0);
  }

  @Test
  void a_changed_checkpoint_is_found() throws IOException {
    append("one");
    records.close();
    Path file = file("checkpoints.jsonl");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"first\":1", "\"first\":2"));
    open();
    assertThat(records.verify().breaks().get(0)).endsWith("its signature is wrong");
    records.close();
    Files.writeString(file, "{}\n" + text);
    open();
    assertThat(records.verify().breaks())
        .contains("checkpoints.jsonl:1: the checkpoint cannot be read");
  }

  @Test
  void without_a_key_checkpoints_are_not_signed_and_with_one_they_are() throws IOException {
    append("one");
    records.close();
    Files.delete(file("checkpoints.jsonl"));
    try (FileRecords without = FileRecords.builder(directory).clock(clock).open()) {
      without.append(List.of(given("two")));
    }
    assertThat(Files.readString(file("checkpoints.jsonl"))).doesNotContain("signature");
    open();
    assertThat(records.verify().checkpoints()).isEqualTo(1);
    assertHolds(2, 0);
  }

  @Test
  void erasing_a_visitor_leaves_the_places_in_the_chain() throws IOException {
    append("one");
    ConsentRecord two = append("two");
    nextDay();
    append("one");
    ConsentRecord three = append("three");
    nextDay();
    append("one");
    assertThat(records.erase("one")).isEqualTo(3);
    assertThat(records.erase("one")).isZero();
    assertThat(records.erase("nobody")).isZero();
    ConsentRecord four = append("four");
    assertThat(all()).containsExactly(two, three, four);
    assertThat(found(Query.of("one"))).isEmpty();
    assertThat(found(Query.of("two"))).containsExactly(two);
    assertHolds(3, 3);
    reopen();
    assertThat(all()).containsExactly(two, three, four);
    assertHolds(3, 3);
    nextDay();
    assertHolds(3, 3);
    for (String name : names()) {
      assertThat(new String(Files.readAllBytes(file(name)), StandardCharsets.ISO_8859_1))
          .doesNotContain("\"one\"");
    }
    assertThat(names()).doesNotContain(Upkeep.ERASURE);
  }

  @Test
  void an_erasure_keeps_a_broken_block_of_a_compressed_day_as_it_is() throws IOException {
    List<ConsentRecord> batch = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Duration validity = Duration.ofDays(150 <= i && i < 350 ? 400 : 100);
      Instant at = clock.instant();
      batch.add(TestRecords.builder("visitor " + i, at).validUntil(at.plus(validity)).build());
    }
    records.append(batch);
    nextDay();
    append("another");
    Path file = file("2026-03-03.jsonl.gz");
    byte[] bytes = Files.readAllBytes(file);
    int broken = bytes.length / 2;
    bytes[broken] ^= 0x10;
    Files.write(file, bytes);
    final int readable = all().size();

    assertThat(records.erase("visitor 0")).isEqualTo(1);

    assertThat(all()).hasSize(readable - 1);
    assertThat(records.verify().holds()).isFalse();
    reopen();
    // The newest records of the day stand in the broken block, and have not lapsed.
    assertThat(records.purge(clock.instant().plus(Duration.ofDays(200)))).isZero();
    repair(file, Arrays.copyOfRange(bytes, broken - 50, broken + 50));
    assertThat(all()).hasSize(500).noneMatch(record -> record.consentId().equals("visitor 0"));
    assertHolds(500, 1);
  }

  /** Turns round a bit in the middle of some bytes of a file. */
  private static void repair(Path file, byte[] part) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    int at = text.indexOf(new String(part, StandardCharsets.ISO_8859_1));
    assertThat(at).isPositive();
    byte[] bytes = Files.readAllBytes(file);
    bytes[at + part.length / 2] ^= 0x10;
    Files.write(file, bytes);
  }

  @Test
  void an_erased_record_does_not_come_back() throws IOException {
    ConsentRecord today = append("one");
    records.erase("one");
    records.append(List.of(today));
    reopen();
    records.append(List.of(today));
    assertThat(all()).isEmpty();
    nextDay();
    reopen();
    records.append(List.of(today));
    assertThat(all()).isEmpty();
    ConsentRecord later = append("one");
    assertThat(all()).containsExactly(later);
  }

  @Test
  void a_tombstone_that_nobody_ordered_is_found() throws IOException {
    append("one");
    append("two");
    records.close();
    Path file = file("2026-03-03.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(0, lines.get(0).replaceFirst("\"record\":.*", "\"erased\":true}"));
    Files.write(file, lines);
    open();
    assertThat(records.verify().breaks())
        .containsExactly("2026-03-03.jsonl:1: entry 1 is erased, but no erasure names it");
  }

  @Test
  void an_erasure_that_a_crash_interrupted_is_finished() throws IOException {
    append("one");
    ConsentRecord two = append("two");
    nextDay();
    append("one");
    crash();
    Path pending = file(Upkeep.ERASURE);
    String erasure = "{\"version\":1,\"at\":\"2026-03-04T10:00:00Z\",\"entries\":[1,3]}";
    Files.writeString(pending, erasure); // before it was in the chain
    open();
    assertThat(all()).containsExactly(two);
    assertHolds(1, 2);
    crash();
    Files.writeString(pending, erasure); // after all was done
    open();
    assertThat(all()).containsExactly(two);
    assertHolds(1, 2);
    assertThat(names()).doesNotContain(Upkeep.ERASURE);
    assertThat(Files.readString(file("2026-03-04.jsonl"))).containsOnlyOnce("erasure");
  }

  @Test
  void a_compression_that_a_crash_interrupted_is_done_again() throws IOException {
    ConsentRecord one = append("one");
    byte[] plain = Files.readAllBytes(file("2026-03-03.jsonl"));
    nextDay();
    ConsentRecord two = append("two");
    crash();
    Files.write(file("2026-03-03.jsonl"), plain); // not yet deleted
    Files.writeString(file("2026-03-04.jsonl.gz.tmp"), "unfinished");
    open();
    assertThat(all()).containsExactly(one, two);
    assertHolds(2, 0);
    assertThat(names()).doesNotContain("2026-03-03.jsonl", "2026-03-04.jsonl.gz.tmp");
  }

  @Test
  void a_purge_removes_whole_days_whose_records_have_all_lapsed() throws IOException {
    append("one");
    append("two");
    nextDay();
    append("three");
    records.erase("two");
    nextDay();
    ConsentRecord four = append("four");
    nextDay();
    assertThat(records.purge(Instant.parse("2026-09-03T10:00:00Z"))).isZero();
    assertThat(records.purge(Instant.parse("2026-09-04T10:00:01Z"))).isEqualTo(2);
    assertThat(all()).containsExactly(four);
    assertThat(names())
        .containsExactly("2026-03-05.index", "2026-03-05.jsonl.gz", "checkpoints.jsonl", "lock");
    assertHolds(1, 0);
    reopen();
    assertHolds(1, 0);
    records.close();
    Files.delete(file("2026-03-05.jsonl.gz"));
    open();
    assertThat(records.verify().holds()).isFalse();
  }

  @Test
  void a_purge_that_a_crash_interrupted_leaves_a_chain_that_verifies() throws IOException {
    append("one");
    nextDay();
    append("two");
    nextDay();
    byte[] one = Files.readAllBytes(file("2026-03-03.jsonl.gz"));
    assertThat(records.purge(Instant.parse("2026-09-04T00:00:00Z"))).isEqualTo(1);
    crash();
    Files.write(file("2026-03-03.jsonl.gz"), one); // not yet deleted
    open();
    append("three");
    nextDay();
    assertHolds(3, 0);
    assertThat(records.purge(Instant.parse("2026-09-04T00:00:00Z"))).isEqualTo(1);
    assertHolds(2, 0);
  }

  @Test
  void after_a_purge_of_everything_the_chain_goes_on() throws IOException {
    append("one");
    clock.advance(Duration.ofDays(400));
    assertThat(found(new Query(null, Instant.MIN, Instant.MAX))).hasSize(1);
    assertThat(records.purge(Instant.MIN)).isZero();
    assertThat(records.purge(Instant.MAX)).isEqualTo(1);
    assertThat(names()).containsExactly("checkpoints.jsonl", "lock");
    assertHolds(0, 0);
    reopen();
    append("two");
    assertThat(Files.readString(file("2027-04-07.jsonl"))).contains("\"number\":2,");
    assertHolds(1, 0);
  }

  @Test
  void a_disk_that_is_full_leaves_what_was_there() throws IOException {
    ConsentRecord one = append("one");
    String before = Files.readString(file("2026-03-03.jsonl"));
    ConsentRecord two = given("two");
    for (long room : new long[] {0, 1, 300}) {
      disk.room = room;
      assertThatThrownBy(() -> records.append(List.of(two)))
          .isInstanceOf(IOException.class)
          .hasMessage("No space left on device");
      assertThat(Files.readString(file("2026-03-03.jsonl"))).isEqualTo(before);
      assertThat(all()).containsExactly(one);
    }
    disk.room = Long.MAX_VALUE;
    records.append(List.of(two));
    assertThat(all()).containsExactly(one, two);
    reopen();
    assertThat(all()).containsExactly(one, two);
    assertHolds(2, 0);
  }

  @Test
  void a_disk_that_fails_to_force_leaves_what_was_there() throws IOException {
    ConsentRecord one = append("one");
    ConsentRecord two = given("two");
    disk.broken = true;
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> records.append(List.of(two))).hasMessage("Input/output error");
      assertThat(all()).containsExactly(one);
    }
    disk.broken = false;
    records.append(List.of(two));
    assertThat(all()).containsExactly(one, two);
    assertHolds(2, 0);
  }

  @Test
  void an_erasure_for_which_the_disk_has_no_room_is_finished_later() throws IOException {
    append("one");
    ConsentRecord two = append("two");
    disk.room = 10;
    assertThatThrownBy(() -> records.erase("one")).hasMessage("No space left on device");
    reopen();
    assertThat(all()).hasSize(2);
    assertHolds(2, 0);
    disk.room = Long.MAX_VALUE;
    records.tend();
    assertThat(all()).containsExactly(two);
    assertHolds(1, 1);
  }

  @Test
  void an_interrupted_thread_harms_no_later_append() throws IOException {
    ConsentRecord one = append("one");
    ConsentRecord two = given("two");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> records.append(List.of(two))).isInstanceOf(IOException.class);
    assertThat(Thread.interrupted()).isTrue();
    records.append(List.of(two));
    assertThat(all()).containsExactly(one, two);
    assertHolds(2, 0);
  }

  @Test
  void a_clock_that_is_put_back_changes_no_day_that_has_ended() throws IOException {
    ConsentRecord one = append("one");
    nextDay();
    clock.advance(Duration.ofDays(-1));
    ConsentRecord two = append("two");
    clock.advance(Duration.ofDays(-1));
    ConsentRecord three = append("three");
    assertThat(names()).contains("2026-03-03.jsonl.gz", "2026-03-04.jsonl");
    reopen();
    ConsentRecord four = append("four");
    assertThat(all()).containsExactly(one, two, three, four);
    assertHolds(4, 0);
  }

  @Test
  void notices_and_inventories_are_kept_once() throws IOException {
    Notice notice =
        new Notice(
            "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
            Layer.BANNER,
            "de",
            "f3Kd0a",
            "n4bQgYhMfWWaL-qg",
            clock.instant(),
            "Wir fragen.\nJa \"oder\" nein?",
            "<!doctype html><p>Wir fragen. Ü");
    records.archive(notice, "{}".getBytes());
    records.archive(notice, "{\"other\":1}".getBytes());
    reopen();
    assertThat(records.notice("47DEQpj8")).contains(notice);
    assertThat(records.notice(notice.id())).contains(notice);
    assertThat(records.notice("47DEQpj")).isEmpty();
    assertThat(records.notice("47DEQpj9")).isEmpty();
    assertThat(records.notice("*.DEQpj8")).isEmpty();
    assertThat(records.inventory("n4bQgYhMfWWaL-qg")).contains("{}".getBytes());
    assertThat(records.inventory("unknown")).isEmpty();
    assertThatThrownBy(() -> records.inventory("../lock")).isInstanceOf(IOException.class);
    assertThat(Files.readString(file("notices").resolve(notice.id() + ".html")))
        .isEqualTo(notice.html());
  }

  @Test
  void files_and_directories_are_the_owners_alone() throws IOException {
    append("one");
    nextDay();
    append("two");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    for (String name : names()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(name))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void nothing_changes_the_files_once_the_store_is_closed() throws IOException {
    Path old = temp.resolve("old");
    for (int i = 0; i < 20; i++) {
      Instant day = clock.instant().plus(Duration.ofDays(i));
      TestClock then = new TestClock(day.toString());
      try (FileRecords store = FileRecords.builder(old).clock(then).open()) {
        store.append(List.of(TestRecords.given("visitor", day)));
      }

      assertThat(tending()).as("threads after the end").isEmpty();
    }
  }

  private static List<String> tending() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().equals("consent-records"))
        .flatMap(thread -> Arrays.stream(thread.getValue()))
        .map(StackTraceElement::toString)
        .filter(frame -> frame.contains("Upkeep"))
        .toList();
  }

  @Test
  void a_closed_store_takes_nothing() throws IOException {
    records.close();
    records.close();
    assertThatThrownBy(() -> append("one")).hasMessageContaining("is closed");
  }
}
