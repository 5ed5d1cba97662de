package io.github.consent4j.record.keep;

import static io.github.consent4j.record.keep.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.github.consent4j.examples.browser.CapturedLog;
import io.github.consent4j.policy.RecordKeeping;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.TestRecords;
import io.github.consent4j.record.json.RecordJson;
import io.github.consent4j.record.keep.Health.State;
import io.github.consent4j.record.keep.Outage.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

  private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

  @TempDir private Path directory;

  private final Outage outage = new Outage();
  private int made;

  RecorderTest() throws IOException {}

  static Limits limits() {
    return new Limits(
        500,
        1000,
        Duration.ofSeconds(20),
        Duration.ofMillis(200),
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        4 << 20,
        1 << 30,
        Duration.ofSeconds(5));
  }

  /** Closing waits for nothing. */
  private static Limits hurried() {
    return new Limits(
        500,
        1000,
        Duration.ofSeconds(20),
        Duration.ofMillis(20),
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        4 << 20,
        1 << 30,
        Duration.ofMillis(20));
  }

  private Recorder spooled(Limits limits) throws IOException {
    return Recorder.open(outage.store, directory, RecordKeeping.NONE, Clock.systemUTC(), limits);
  }

  private Recorder spooled() throws IOException {
    return spooled(limits());
  }

  private Recorder direct(Limits limits) throws IOException {
    return Recorder.open(outage.store, null, RecordKeeping.NONE, Clock.systemUTC(), limits);
  }

  private ConsentRecord record() {
    made++;
    return TestRecords.given("visitor-" + made, NOON.plusSeconds(made));
  }

  private List<ConsentRecord> keep(Recorder recorder, int number) throws NotKeptException {
    List<ConsentRecord> kept = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      ConsentRecord record = record();
      recorder.keep(record);
      kept.add(record);
    }
    return kept;
  }

  /** Keeps records of one visitor. */
  private List<ConsentRecord> keepOfOne(Recorder recorder, int number) throws NotKeptException {
    List<ConsentRecord> kept = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      made++;
      kept.add(TestRecords.given("visitor", NOON.plusSeconds(made)));
      recorder.keep(kept.get(i));
    }
    return kept;
  }

  private List<Path> spoolFiles() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().startsWith("spool-")).toList();
    }
  }

  @Test
  void a_record_is_in_the_store_when_keep_returns() throws Exception {
    try (Recorder recorder = spooled()) {
      List<ConsentRecord> kept = keep(recorder, 3);

      assertThat(outage.stored()).isEqualTo(kept);
      assertThat(spoolFiles()).isEmpty();
      assertThat(recorder.health().state()).isEqualTo(State.OK);
      assertThat(recorder.health().kept()).isEqualTo(3);
      assertThat(recorder.health().lastAppend()).isPresent();
      assertThat(recorder.health().lastFailure()).isEmpty();
    }
  }

  @Test
  void records_wait_in_the_spool_while_connections_are_refused_and_reach_the_store_in_order()
      throws Exception {
    try (Recorder recorder = spooled()) {
      List<ConsentRecord> all = keepOfOne(recorder, 2);
      outage.is(Mode.REFUSES_CONNECTIONS);
      all.addAll(keepOfOne(recorder, 5));

      assertThat(recorder.health().state()).isEqualTo(State.SPOOLING);
      assertThat(recorder.health().waiting()).isEqualTo(5);
      assertThat(recorder.health().spool()).contains(directory);
      assertThat(recorder.health().lastFailure().orElseThrow()).contains("localhost:5432 refused");
      assertThat(spoolFiles()).hasSize(1);

      outage.is(Mode.WORKS);
      eventually("the spool is empty", () -> recorder.health().state() == State.OK);
      all.addAll(keepOfOne(recorder, 2));
      eventually("all are stored", () -> outage.stored().equals(all));
      eventually("no file is left", () -> spoolFiles().isEmpty());
    }
  }

  @Test
  void a_store_that_hangs_is_asked_once_and_nobody_else_waits_for_it() throws Exception {
    try (Recorder recorder = spooled()) {
      outage.is(Mode.HANGS);
      List<ConsentRecord> all = keep(recorder, 200);

      assertThat(outage.calls).hasValue(1);
      assertThat(recorder.health().waiting()).isEqualTo(200);
      assertThat(recorder.health().lastFailure().orElseThrow()).contains("within 200 ms");

      outage.is(Mode.WORKS);
      eventually("all are stored", () -> outage.stored().equals(all));
    }
  }

  @Test
  void a_record_that_was_committed_although_the_store_failed_is_stored_once() throws Exception {
    try (Recorder recorder = spooled()) {
      outage.is(Mode.COMMITS_AND_FAILS);
      List<ConsentRecord> all = keep(recorder, 3);
      eventually("it was tried again", () -> outage.calls.get() > 1);
      outage.is(Mode.WORKS);

      eventually("the spool is empty", () -> recorder.health().waiting() == 0);
      assertThat(outage.stored()).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @Test
  void what_an_earlier_process_left_in_the_spool_is_stored_without_a_new_decision()
      throws Exception {
    outage.is(Mode.REFUSES_CONNECTIONS);
    List<ConsentRecord> all = new ArrayList<>();
    try (Recorder recorder = spooled(hurried())) {
      all.addAll(keepOfOne(recorder, 3));
    }
    try (Recorder recorder = spooled(hurried())) {
      assertThat(recorder.health().waiting()).isEqualTo(3);
      all.addAll(keepOfOne(recorder, 2));
    }
    assertThat(outage.stored()).isEmpty();

    outage.is(Mode.WORKS);
    try (Recorder recorder = spooled()) {
      eventually("all are stored", () -> outage.stored().equals(all));
      assertThat(recorder.health().notKept()).isZero();
    }
    assertThat(spoolFiles()).isEmpty();
  }

  @Test
  void a_torn_last_line_is_removed_and_a_damaged_one_is_set_aside() throws Exception {
    ConsentRecord first = record();
    ConsentRecord second = record();
    String line = RecordJson.write(record());
    Files.writeString(
        directory.resolve("spool-000000000007.jsonl"),
        RecordJson.write(first)
            + "\n{\"damaged\":\n"
            + RecordJson.write(second)
            + '\n'
            + line.substring(0, line.length() / 2));

    try (Recorder recorder = spooled()) {
      eventually("both are stored", () -> outage.stored().equals(List.of(first, second)));
      eventually("the line is set aside", () -> recorder.health().setAside() == 1);
    }
    assertThat(directory.resolve("set-aside.jsonl")).hasContent("{\"damaged\":");
    assertThat(spoolFiles()).isEmpty();
  }

  @Test
  void two_recorders_share_a_directory() throws Exception {
    outage.is(Mode.REFUSES_CONNECTIONS);
    try (Recorder one = spooled();
        Recorder other = spooled()) {
      List<ConsentRecord> all = keep(one, 2);
      all.addAll(keep(other, 3));
      assertThat(one.health().waiting()).isEqualTo(2);
      assertThat(other.health().waiting()).isEqualTo(3);
      assertThat(spoolFiles()).hasSize(2);

      outage.is(Mode.WORKS);
      eventually("all are stored", () -> outage.stored().size() == 5);
      assertThat(outage.stored()).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @Test
  void a_record_that_the_store_refuses_for_ever_does_not_hold_back_the_others() throws Exception {
    Path aside = directory.resolve("set-aside.jsonl");
    ConsentRecord bad;
    try (Recorder recorder = spooled()) {
      outage.refuses(record -> record.consentId().equals("visitor-2"));
      List<ConsentRecord> all = keep(recorder, 5);
      bad = all.get(1);
      eventually("it is set aside", () -> recorder.health().setAside() == 1);

      eventually("the spool is empty", () -> recorder.health().waiting() == 0);
      assertThat(outage.stored()).hasSize(4).doesNotContain(bad);
      assertThat(aside).hasContent(RecordJson.write(bad));
    }

    outage.refuses(record -> false);
    Files.move(aside, directory.resolve("spool-000000000001.jsonl"));
    try (Recorder recorder = spooled()) {
      eventually("it is stored", () -> outage.stored().contains(bad));
      assertThat(recorder.health().setAside()).isZero();
    }
  }

  @Test
  void a_store_that_comes_back_is_not_taken_for_one_that_refuses_a_record() throws Exception {
    try (Recorder recorder = spooled()) {
      outage.refuses(record -> true);
      List<ConsentRecord> all = keep(recorder, 3);
      AtomicInteger refusals = new AtomicInteger(8);
      outage.refuses(record -> record.equals(all.get(0)) && refusals.getAndDecrement() > 0);

      eventually("all are stored", () -> outage.stored().size() == 3);
      eventually("the spool is empty", () -> recorder.health().waiting() == 0);
      assertThat(recorder.health().setAside()).isZero();
    }
  }

  @Test
  void without_a_spool_the_caller_is_told_that_the_store_has_failed() throws Exception {
    try (Recorder recorder = direct(limits())) {
      outage.is(Mode.REFUSES_CONNECTIONS);
      assertThatThrownBy(() -> recorder.keep(record()))
          .isInstanceOf(NotKeptException.class)
          .hasRootCauseMessage("Connection to localhost:5432 refused.");
      assertThat(recorder.health().state()).isEqualTo(State.NOT_KEEPING);
      assertThat(recorder.health().notKept()).isEqualTo(1);

      outage.is(Mode.WORKS);
      keep(recorder, 1);
      assertThat(recorder.health().state()).isEqualTo(State.OK);
      assertThat(recorder.health().kept()).isEqualTo(1);
    }
  }

  @Test
  void a_full_spool_is_a_state_and_ends_when_the_store_is_back() throws Exception {
    Limits small =
        new Limits(
            500,
            1000,
            Duration.ofSeconds(20),
            Duration.ofMillis(200),
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            4 << 20,
            2000,
            Duration.ofSeconds(5));
    try (Recorder recorder = spooled(small)) {
      outage.is(Mode.REFUSES_CONNECTIONS);
      keep(recorder, 2);
      assertThatThrownBy(() -> keep(recorder, 2))
          .isInstanceOf(NotKeptException.class)
          .cause()
          .hasMessageContaining("is full");
      assertThat(recorder.health().state()).isEqualTo(State.NOT_KEEPING);

      outage.is(Mode.WORKS);
      eventually("all is well", () -> recorder.health().state() == State.OK);
      keep(recorder, 1);
    }
  }

  @Test
  void the_records_of_a_visitor_are_found_in_the_store_and_in_the_spool() throws Exception {
    try (Recorder recorder = spooled()) {
      List<ConsentRecord> kept = new ArrayList<>(keepOfOne(recorder, 2));
      outage.is(Mode.REFUSES_CONNECTIONS);
      keep(recorder, 3);
      kept.addAll(keepOfOne(recorder, 2));

      assertThat(recorder.recordsOf("visitor", 10)).isEqualTo(kept);
      assertThat(recorder.recordsOf("visitor", 3)).isEqualTo(kept.subList(0, 3));
      assertThat(recorder.recordsOf("nobody", 10)).isEmpty();

      outage.is(Mode.WORKS);
      eventually("all is stored", () -> recorder.health().waiting() == 0);
      assertThat(recorder.recordsOf("visitor", 10)).isEqualTo(kept);
    }
  }

  @Test
  void more_waiting_records_than_can_be_looked_through_are_no_half_answer() throws Exception {
    try (Recorder recorder = spooled()) {
      outage.is(Mode.REFUSES_CONNECTIONS);
      long bytes = 0;
      while (bytes <= 1 << 20) {
        ConsentRecord record = keep(recorder, 1).get(0);
        bytes += RecordJson.write(record).length() + 1;
      }

      assertThatThrownBy(() -> recorder.recordsOf("visitor", 10))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Too many records wait in " + directory);
      outage.is(Mode.WORKS);
    }
  }

  @Test
  void a_spool_that_cannot_be_written_is_a_state() throws Exception {
    try (Recorder recorder = spooled()) {
      outage.is(Mode.REFUSES_CONNECTIONS);
      Files.delete(directory);
      Files.createFile(directory);
      assertThatThrownBy(() -> keep(recorder, 1)).isInstanceOf(NotKeptException.class);
      assertThat(recorder.health().state()).isEqualTo(State.NOT_KEEPING);

      Files.delete(directory);
      Files.createDirectory(directory);
      keep(recorder, 1);
      assertThat(recorder.health().state()).isEqualTo(State.SPOOLING);
      outage.is(Mode.WORKS);
      eventually("it is stored", () -> outage.stored().size() == 1);
    }
  }

  @Test
  void logs_one_line_for_each_change_and_nothing_about_visitors() throws Exception {
    String log =
        CapturedLog.of(
            () -> {
              try (Recorder recorder = spooled()) {
                outage.refuses(record -> true);
                keep(recorder, 20);
                int calls = outage.calls.get();
                eventually("it is tried", () -> outage.calls.get() > calls + 3);
                outage.refuses(record -> false);
                eventually("all is well", () -> recorder.health().state() == State.OK);
              }
            });

    assertThat(log.lines()).hasSize(2).noneMatch(line -> line.contains("visitor-"));
    assertThat(log)
        .contains("The store of consent records cannot be reached; records wait in " + directory)
        .contains("java.sql.SQLException")
        .contains("Consent records reach their store again; not kept meanwhile: 0");
  }

  @Test
  void an_interrupted_caller_waits_on_and_stays_interrupted() throws Exception {
    try (Recorder recorder = direct(limits())) {
      outage.is(Mode.HANGS);
      AtomicReference<Object> seen = new AtomicReference<>();
      ConsentRecord record = record();
      Thread caller =
          new Thread(
              () -> {
                try {
                  recorder.keep(record);
                  seen.set(Thread.currentThread().isInterrupted());
                } catch (NotKeptException e) {
                  seen.set(e);
                }
              });
      caller.start();
      eventually("the store is asked", () -> outage.calls.get() == 1);
      caller.interrupt();
      outage.is(Mode.WORKS);
      caller.join();

      assertThat(seen).hasValue(true);
      assertThat(outage.stored()).containsExactly(record);
    }
  }

  @Test
  void who_waits_too_long_is_told_so_and_later_callers_at_once() throws Exception {
    Limits impatient =
        new Limits(
            1,
            1,
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            4 << 20,
            1 << 30,
            Duration.ofMillis(1));
    try (Recorder recorder = direct(impatient)) {
      outage.is(Mode.HANGS);
      assertThatThrownBy(() -> recorder.keep(record())).hasMessageContaining("not kept in time");
      eventually("others do not wait", () -> isRefusedAtOnce(recorder));
      assertThat(outage.calls).hasValue(1);
      assertThat(recorder.health().state()).isEqualTo(State.NOT_KEEPING);
      outage.is(Mode.WORKS);
      eventually("it goes on", () -> outage.stored().size() == 1);
      eventually("it goes on", () -> isKept(recorder));
    }
  }

  private boolean isRefusedAtOnce(Recorder recorder) {
    try {
      recorder.keep(record());
      return false;
    } catch (NotKeptException e) {
      return e.getMessage().contains("has not come to its end");
    }
  }

  private boolean isKept(Recorder recorder) {
    try {
      recorder.keep(record());
      return true;
    } catch (NotKeptException e) {
      return false;
    }
  }

  @Test
  void callers_wait_for_room_in_the_queue_and_are_told_if_there_is_none() throws Exception {
    Limits narrow =
        new Limits(
            1,
            1,
            Duration.ofMillis(300),
            Duration.ofMillis(200),
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            4 << 20,
            1 << 30,
            Duration.ofMillis(1));
    try (Recorder recorder = direct(narrow)) {
      outage.is(Mode.HANGS);
      List<String> told = new ArrayList<>();
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        ConsentRecord record = record();
        callers.add(
            new Thread(
                () -> {
                  try {
                    recorder.keep(record);
                  } catch (NotKeptException e) {
                    synchronized (told) {
                      told.add(e.getMessage());
                    }
                  }
                }));
      }
      callers.forEach(Thread::start);
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(told).hasSize(4).contains("Too many decisions wait to be kept");
      outage.is(Mode.WORKS);
    }
  }

  @Test
  void many_callers_are_written_together() throws Exception {
    int callers = 64;
    int each = 20;
    try (Recorder recorder = direct(limits())) {
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        List<ConsentRecord> mine = Stream.generate(this::record).limit(each).toList();
        Thread thread =
            new Thread(
                () -> {
                  try {
                    start.await();
                    for (ConsentRecord record : mine) {
                      recorder.keep(record);
                    }
                  } catch (InterruptedException | IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
        thread.start();
        threads.add(thread);
      }
      // The first batch takes as long as the others need to gather.
      outage.is(Mode.HANGS);
      start.countDown();
      eventually("the store is asked", () -> outage.calls.get() == 1);
      eventually("the others wait", () -> threads.stream().allMatch(this::isParked));
      outage.is(Mode.WORKS);
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(outage.stored()).hasSize(callers * each);
      int first = outage.batches.get(0);
      assertThat(outage.batches.get(1)).isGreaterThanOrEqualTo(callers - first);
    }
  }

  private boolean isParked(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }

  @Test
  void closing_leaves_in_the_spool_what_the_store_does_not_take() throws Exception {
    outage.is(Mode.HANGS);
    Recorder recorder = spooled(hurried());
    List<ConsentRecord> all = keep(recorder, 3);
    recorder.close();
    assertThatThrownBy(() -> recorder.keep(record())).hasMessage("The recorder is closed");
    recorder.close();

    assertThat(Files.readAllLines(spoolFiles().get(0)))
        .isEqualTo(all.stream().map(RecordJson::write).toList());
    outage.is(Mode.WORKS);
    eventually("threads end", () -> threads().isEmpty());
  }

  @Test
  void closing_asks_a_store_again_that_was_to_be_left_alone() throws Exception {
    Limits patient =
        new Limits(
            500,
            1000,
            Duration.ofSeconds(20),
            Duration.ofMillis(200),
            Duration.ofHours(1),
            Duration.ofHours(1),
            4 << 20,
            1 << 30,
            Duration.ofSeconds(20));
    outage.is(Mode.REFUSES_CONNECTIONS);
    Recorder recorder = spooled(patient);
    List<ConsentRecord> all = keep(recorder, 3);
    outage.is(Mode.WORKS);
    recorder.close();

    assertThat(outage.stored()).isEqualTo(all);
    assertThat(spoolFiles()).isEmpty();
  }

  @Test
  void closing_asks_a_store_again_that_comes_back_meanwhile() throws Exception {
    outage.is(Mode.REFUSES_CONNECTIONS);
    Recorder recorder = spooled();
    List<ConsentRecord> all = keepOfOne(recorder, 3);
    Thread closing = new Thread(recorder::close);
    closing.start();
    int calls = outage.calls.get();
    eventually("it is tried", () -> outage.calls.get() > calls + 3);
    outage.is(Mode.WORKS);
    closing.join();

    assertThat(outage.stored()).isEqualTo(all);
    assertThat(spoolFiles()).isEmpty();
  }

  @Test
  void its_threads_are_daemons_with_names_and_end_with_it() throws Exception {
    eventually("earlier threads end", () -> threads().isEmpty());
    Recorder.off().keep(record());
    assertThat(threads()).isEmpty();

    Recorder recorder = spooled();
    keep(recorder, 1);
    assertThat(threads().stream().map(Thread::getName).collect(Collectors.toSet()))
        .isEqualTo(
            Set.of(
                "consent-records-writer", "consent-records-store", "consent-records-background"));
    assertThat(threads()).allMatch(Thread::isDaemon);
    recorder.close();

    eventually("threads end", () -> threads().isEmpty());
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("consent-records-"))
        .toList();
  }

  @Test
  void closing_closes_the_store() throws Exception {
    ConsentRecords store = mock(ConsentRecords.class);
    Recorder.open(store, directory, RecordKeeping.NONE, Clock.systemUTC()).close();
    verify(store).close();
  }

  @Test
  void a_recorder_that_is_off_keeps_nothing() throws Exception {
    try (Recorder recorder = Recorder.off()) {
      recorder.keep(record());
      assertThat(recorder.health().state()).isEqualTo(State.OFF);
      assertThat(recorder.statistics().days()).isEmpty();
      assertThat(recorder.purge()).isZero();
      assertThat(recorder.store()).isEmpty();
    }
  }

  @Test
  void the_spool_can_be_read_by_its_owner_alone() throws Exception {
    Path spool = directory.resolve("spool");
    outage.is(Mode.REFUSES_CONNECTIONS);
    try (Recorder recorder =
        Recorder.open(outage.store, spool, RecordKeeping.NONE, Clock.systemUTC(), hurried())) {
      keep(recorder, 1);
      if (Files.getFileStore(spool).supportsFileAttributeView("posix")) {
        assertThat(Files.getPosixFilePermissions(spool)).hasSize(3);
        try (Stream<Path> files = Files.list(spool)) {
          assertThat(Files.getPosixFilePermissions(files.findFirst().orElseThrow())).hasSize(2);
        }
      }
    }
  }

  @Test
  void foreign_files_in_the_directory_are_left_alone() throws Exception {
    Path file = directory.resolve("spool-notes.jsonl");
    Files.writeString(file, "mine", StandardOpenOption.CREATE_NEW);
    try (Recorder recorder = spooled()) {
      keep(recorder, 1);
    }
    assertThat(file).hasContent("mine");
  }
}
