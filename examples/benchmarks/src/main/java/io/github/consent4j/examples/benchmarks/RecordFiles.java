package io.github.consent4j.examples.benchmarks;

import io.github.consent4j.consent.ConsentEvent.Action;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecord.Choice;
import io.github.consent4j.record.ConsentRecord.Event;
import io.github.consent4j.record.ConsentRecord.State;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.file.FileRecords;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Measures records in files: durable appends against a bare loop of {@code FileChannel.write} and
 * {@code force} with the same bytes, in turns, and reading from a large store.
 */
public final class RecordFiles {

  private static final int WARMING = 40;
  private static final int ROUNDS = 201;
  private static final int[] GROUPS = {1, 16, 64};
  private static final int GROUPS_PER_ROUND = 4;
  private static final int LONGEST_LINE = 1000;
  private static final int DAYS = 60;
  private static final int BATCH = 500;
  private static final int LOOKUPS = 1000;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Path directory;
  private final PrintStream out;
  private final SplittableRandom random = new SplittableRandom(1);
  private volatile Instant now = BEGIN;
  private long count;

  private RecordFiles(Path directory, PrintStream out) {
    this.directory = directory;
    this.out = out;
  }

  /**
   * @param args the number of records of the large store, 0 for none, and a directory on the disk
   *     to measure; one million and a temporary directory by default
   */
  public static void main(String[] args) throws IOException {
    String[] given = String.join(" ", args).strip().split("\\s+");
    int records = given[0].isEmpty() ? 1_000_000 : Integer.parseInt(given[0]);
    Path directory =
        given.length > 1
            ? Files.createTempDirectory(Path.of(given[1]), "record-files")
            : Files.createTempDirectory("record-files");
    try {
      RecordFiles files = new RecordFiles(directory, System.out);
      files.appends();
      if (records > 0) {
        files.largeStore(records);
      }
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  private ConsentRecord record(String consentId) {
    long high = (now.toEpochMilli() << 16) | 0x7000L | (count++ & 0xFFFL);
    return ConsentRecord.builder()
        .id(new UUID(high, random.nextLong()))
        .consentId(consentId)
        .at(now)
        .event(Event.GIVEN)
        .choices(
            List.of(
                new Choice("econda", "statistics", State.GRANTED),
                new Choice("youtube", "external-media", State.REFUSED),
                new Choice("twitter", "external-media", State.REFUSED)))
        .action(Action.SAVE)
        .language("en")
        .notice("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU")
        .revision("f3Kd0a")
        .policy("n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg")
        .validUntil(now.plus(Duration.ofDays(182)))
        .site("www.example.org")
        .build();
  }

  /**
   * Compares the store with the bare loop, and the bare loop with a second one, which shows how
   * much of the difference is chance.
   */
  private void appends() throws IOException {
    out.printf(
        "| records a group | store, records/s | bare loop, records/s | ratio | half of all ratios"
            + " | a second bare loop |%n|---|---|---|---|---|---|%n");
    Path place = directory.resolve("appends");
    try (FileRecords store = FileRecords.builder(place).open();
        FileChannel bare = bare("bare");
        FileChannel second = bare("second")) {
      for (int i = 0; i < WARMING; i++) {
        store(store, groups(BATCH));
      }
      for (int group : GROUPS) {
        measure(group, place, store, bare, second);
      }
    }
  }

  private FileChannel bare(String name) throws IOException {
    return FileChannel.open(
        directory.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private void measure(
      int group, Path place, FileRecords store, FileChannel bare, FileChannel second)
      throws IOException {
    double[] stored = new double[ROUNDS];
    double[] written = new double[ROUNDS];
    double[] ratios = new double[ROUNDS];
    double[] chance = new double[ROUNDS];
    store(store, groups(group));
    for (int round = -ROUNDS / 4; round < ROUNDS; round++) {
      List<List<ConsentRecord>> groups = groups(group);
      List<byte[]> bytes = newest(place, group);
      List<Work> works =
          List.of(() -> store(store, groups), () -> write(bare, bytes), () -> write(second, bytes));
      double[] seconds = new double[works.size()];
      for (int turn = 0; turn < seconds.length; turn++) {
        int next = Math.floorMod(round + turn, seconds.length);
        seconds[next] = seconds(works.get(next));
      }
      if (round >= 0) { // the first rounds warm up
        stored[round] = group * GROUPS_PER_ROUND / seconds[0];
        written[round] = group * GROUPS_PER_ROUND / seconds[1];
        ratios[round] = seconds[1] / seconds[0];
        chance[round] = seconds[1] / seconds[2];
      }
    }
    Arrays.sort(ratios);
    out.printf(
        Locale.ROOT,
        "| %d | %.0f | %.0f | %.2f | %.2f to %.2f | %.2f |%n",
        group,
        median(stored),
        median(written),
        median(ratios),
        ratios[ROUNDS / 4],
        ratios[ROUNDS * 3 / 4],
        median(chance));
  }

  /** Returns the bytes of the groups that were stored last, each group's together. */
  private static List<byte[]> newest(Path place, int group) throws IOException {
    Path day;
    try (Stream<Path> files = Files.list(place)) {
      day =
          files
              .filter(file -> file.toString().matches(".*-\\d\\d\\.jsonl"))
              .max(Comparator.naturalOrder())
              .orElseThrow();
    }
    List<byte[]> groups = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(day, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer end =
          ByteBuffer.allocate((int) Math.min(size, 2L * LONGEST_LINE * group * GROUPS_PER_ROUND));
      channel.read(end, size - end.capacity());
      byte[] bytes = end.array();
      int to = bytes.length;
      int lines = 0;
      for (int i = bytes.length - 2; groups.size() < GROUPS_PER_ROUND && i >= -1; i--) {
        if ((i < 0 || bytes[i] == '\n') && ++lines == group) {
          groups.add(Arrays.copyOfRange(bytes, i + 1, to));
          to = i + 1;
          lines = 0;
        }
      }
    }
    return groups;
  }

  private List<List<ConsentRecord>> groups(int size) {
    now = Instant.now(); // the time in identifiers goes on, as that of visitors does
    List<List<ConsentRecord>> groups = new ArrayList<>();
    for (int i = 0; i < GROUPS_PER_ROUND; i++) {
      List<ConsentRecord> records = new ArrayList<>(size);
      for (int j = 0; j < size; j++) {
        records.add(record("v" + random.nextInt(1_000_000)));
      }
      groups.add(records);
    }
    return groups;
  }

  private static void store(FileRecords store, List<List<ConsentRecord>> groups)
      throws IOException {
    for (List<ConsentRecord> group : groups) {
      store.append(group);
    }
  }

  private static void write(FileChannel channel, List<byte[]> groups) throws IOException {
    for (byte[] group : groups) {
      channel.write(ByteBuffer.wrap(group));
      channel.force(false);
    }
  }

  private void largeStore(int records) throws IOException {
    Path place = directory.resolve("large");
    int visitors = Math.max(1, records / 3);
    double seconds =
        seconds(
            () -> {
              try (FileRecords store = FileRecords.builder(place).clock(clock()).open()) {
                for (int day = 0; day < DAYS; day++) {
                  now = BEGIN.plus(Duration.ofDays(day));
                  for (int left = records / DAYS; left > 0; left -= BATCH) {
                    List<ConsentRecord> batch = new ArrayList<>(BATCH);
                    for (int i = Math.min(left, BATCH); i > 0; i--) {
                      batch.add(record("v" + random.nextInt(visitors)));
                    }
                    store.append(batch);
                  }
                }
              }
            });
    out.printf(Locale.ROOT, "%n%d records on %d days, in %.1f s%n", records, DAYS, seconds);
    try (FileRecords store = FileRecords.builder(place).clock(clock()).open()) {
      lookups(store, visitors);
      long[] seen = new long[2];
      double all =
          seconds(
              () ->
                  store.forEach(
                      Query.ALL,
                      record -> {
                        if (++seen[0] % (records / 10) == 0) {
                          System.gc();
                          seen[1] = Math.max(seen[1], used());
                        }
                      }));
      out.printf(
          Locale.ROOT,
          "all %d records read in %.1f s, with at most %.1f MB in use after a collection%n",
          seen[0],
          all,
          seen[1] / 1e6);
      double verified = seconds(() -> out.println("holds: " + store.verify().holds()));
      out.printf(Locale.ROOT, "verified in %.1f s%n", verified);
    }
  }

  private void lookups(FileRecords store, int visitors) throws IOException {
    double[] times = new double[LOOKUPS];
    double[] busy = new double[LOOKUPS];
    long[] found = new long[1];
    for (int i = -LOOKUPS; i < LOOKUPS; i++) {
      String consentId = "v" + random.nextInt(visitors);
      long before = THREADS.getCurrentThreadCpuTime();
      double time = seconds(() -> store.forEach(Query.of(consentId), record -> found[0]++));
      if (i >= 0) { // the first half warms up
        times[i] = time * 1000;
        busy[i] = (THREADS.getCurrentThreadCpuTime() - before) / 1e6;
      }
    }
    Arrays.sort(times);
    Arrays.sort(busy);
    out.printf(
        Locale.ROOT,
        "records of one visitor: %.1f on average, median %.2f ms, p99 %.2f ms;"
            + " of these the processor worked %.2f ms and %.2f ms%n",
        found[0] / (2.0 * LOOKUPS),
        times[LOOKUPS / 2],
        times[LOOKUPS * 99 / 100],
        busy[LOOKUPS / 2],
        busy[LOOKUPS * 99 / 100]);
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @FunctionalInterface
  private interface Work {

    void run() throws IOException;
  }

  private static double seconds(Work work) throws IOException {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
