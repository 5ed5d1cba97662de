package io.github.consent4j.record.keep;

import static io.github.consent4j.record.keep.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.RecordKeeping;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.TestRecords;
import io.github.consent4j.record.json.RecordJson;
import io.github.consent4j.record.keep.Health.State;
import io.github.consent4j.record.keep.Outage.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many callers at once. Times are printed; only steps are compared. */
class ThroughputTest {

  private static final int CALLERS = 64;
  private static final int EACH = 50;

  @TempDir private Path directory;

  private static Recorder recorder(ConsentRecords store, Path spool) throws IOException {
    return Recorder.open(
        store, spool, RecordKeeping.NONE, Clock.systemUTC(), RecorderTest.limits());
  }

  /** Returns how long each call has taken, in nanoseconds, in ascending order. */
  private static long[] keep(Recorder recorder, int callers, int each) throws InterruptedException {
    long[] times = new long[callers * each];
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      int first = i * each;
      List<ConsentRecord> records =
          Stream.generate(() -> TestRecords.given("visitor", Instant.EPOCH)).limit(each).toList();
      threads.add(
          new Thread(
              () -> {
                int at = first;
                for (ConsentRecord record : records) {
                  long start = System.nanoTime();
                  try {
                    recorder.keep(record);
                  } catch (NotKeptException e) {
                    throw new UncheckedIOException(e);
                  }
                  times[at++] = System.nanoTime() - start;
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    return LongStream.of(times).sorted().toArray();
  }

  private static String percentiles(long[] times) {
    return String.format(
        "median %d us, p99 %d us, most %d us",
        times[times.length / 2] / 1000,
        times[times.length * 99 / 100] / 1000,
        times[times.length - 1] / 1000);
  }

  @Test
  void records_of_many_callers_share_a_force_of_the_file() throws Exception {
    DiskRecords disk = new DiskRecords(directory.resolve("store.jsonl"));
    try (Recorder recorder = recorder(disk, null)) {
      keep(recorder, CALLERS, EACH);
      long before = disk.forces();
      long start = System.nanoTime();
      keep(recorder, CALLERS, EACH);
      double seconds = (System.nanoTime() - start) / 1e9;
      long forces = disk.forces() - before;
      int group = (int) (CALLERS * EACH / forces);
      System.out.printf(
          "%d callers: %.0f records/s, %d records a force; written and forced without a recorder in"
              + " the same groups: %.0f records/s%n",
          CALLERS, CALLERS * EACH / seconds, group, raw(group));

      assertThat(forces).isLessThan(CALLERS * EACH / 4);
    }
  }

  private double raw(int group) throws IOException {
    String line = RecordJson.write(TestRecords.given("visitor", Instant.EPOCH)) + '\n';
    byte[] lines = line.repeat(group).getBytes(StandardCharsets.UTF_8);
    try (FileChannel file =
        FileChannel.open(
            directory.resolve("raw"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long start = System.nanoTime();
      int groups = CALLERS * EACH / group;
      for (int i = 0; i < groups; i++) {
        file.write(ByteBuffer.wrap(lines));
        file.force(false);
      }
      return groups * group / ((System.nanoTime() - start) / 1e9);
    }
  }

  @Test
  void a_store_that_costs_nothing_shows_what_the_recorder_costs() throws Exception {
    Outage outage = new Outage();
    try (Recorder recorder = recorder(outage.store, null)) {
      keep(recorder, CALLERS, EACH);
      long start = System.nanoTime();
      long[] times = keep(recorder, CALLERS, 10 * EACH);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "a store in memory: %.0f records/s, %s%n",
          CALLERS * 10 * EACH / seconds, percentiles(times));

      assertThat(outage.stored()).hasSize(CALLERS * 11 * EACH);
      assertThat(outage.calls.get()).isLessThan(CALLERS * 11 * EACH / 2);
    }
  }

  @Test
  void callers_do_not_wait_for_a_store_that_is_stopped_or_hangs() throws Exception {
    Outage outage = new Outage();
    try (Recorder recorder = recorder(outage.store, directory.resolve("spool"))) {
      keep(recorder, CALLERS, EACH);
      System.out.println("store runs: " + percentiles(keep(recorder, CALLERS, 10 * EACH)));
      outage.is(Mode.REFUSES_CONNECTIONS);
      System.out.println("store is stopped: " + percentiles(keep(recorder, CALLERS, 10 * EACH)));
      outage.is(Mode.WORKS);
      eventually("the spool is empty", () -> recorder.health().state() == State.OK);
      eventually("the pause is over", () -> isStoredAtOnce(recorder, outage));

      int calls = outage.calls.get();
      outage.is(Mode.HANGS);
      System.out.println("store hangs: " + percentiles(keep(recorder, CALLERS, 10 * EACH)));
      assertThat(outage.calls.get() - calls).isLessThanOrEqualTo(1);
      assertThat(recorder.health().notKept()).isZero();
      outage.is(Mode.WORKS);
      eventually("the spool is empty", () -> recorder.health().waiting() == 0);
    }
  }

  private static boolean isStoredAtOnce(Recorder recorder, Outage outage) throws IOException {
    int before = outage.stored().size();
    recorder.keep(TestRecords.given("visitor", Instant.EPOCH));
    return recorder.health().waiting() == 0 && outage.stored().size() == before + 1;
  }
}
