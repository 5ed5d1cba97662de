package io.github.consent4j.record.file;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.TestRecords;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that appends, erases and purges until it is killed. A day lasts {@link #DAY_MILLIS}. It
 * prints what it begins and what is done, a line each.
 */
final class KilledStore {

  static final Duration VALIDITY = Duration.ofHours(12);

  private static final int DAY_MILLIS = 60;
  private static final int APPENDERS = 2;
  private static final int LARGEST_GROUP = 12;

  private final FileRecords records;
  private final Clock clock;
  private final String run;
  private final PrintStream out;
  private final AtomicInteger done = new AtomicInteger();

  private KilledStore(FileRecords records, Clock clock, String run, PrintStream out) {
    this.records = records;
    this.clock = clock;
    this.run = run;
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    out.println("ready");
    out.flush();
    Instant begin = Instant.parse(arguments[2]);
    long since = System.nanoTime();
    InstantSource fast =
        () -> begin.plusNanos((System.nanoTime() - since) * (86_400_000 / DAY_MILLIS));
    Clock clock = fast.withZone(ZoneOffset.UTC);
    FileRecords records =
        FileRecords.builder(Path.of(arguments[0]))
            .key(Path.of(arguments[1]))
            .node("a")
            .clock(clock)
            .open();
    KilledStore store = new KilledStore(records, clock, arguments[3], out);
    for (int i = 0; i < APPENDERS; i++) {
      int appender = i;
      new Thread(() -> store.repeat(random -> store.append(appender, random))).start();
    }
    new Thread(() -> store.repeat(store::erase)).start();
    new Thread(() -> store.repeat(store::purge)).start();
  }

  @FunctionalInterface
  private interface Step {

    void take(SplittableRandom random) throws IOException, InterruptedException;
  }

  private void repeat(Step step) {
    SplittableRandom random = new SplittableRandom();
    try {
      while (true) {
        step.take(random);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      print(List.of("failed " + e));
    }
  }

  /** Appends a group of records of a visitor of its own. */
  private void append(int appender, SplittableRandom random) throws IOException {
    int number = done.get();
    String consentId = "v" + run + "-" + number + "-" + appender;
    List<ConsentRecord> group = new ArrayList<>();
    for (int i = random.nextInt(1, LARGEST_GROUP); i > 0; i--) {
      group.add(record(consentId, clock.instant()).build());
    }
    records.append(group);
    List<String> lines = new ArrayList<>();
    for (ConsentRecord each : group) {
      lines.add("appended " + each.id() + " " + consentId + " " + each.at().toEpochMilli());
    }
    print(lines);
    done.set(number + 1);
  }

  static ConsentRecord.Builder record(String consentId, Instant at) {
    return TestRecords.builder(consentId, at).validUntil(at.plus(VALIDITY));
  }

  private void erase(SplittableRandom random) throws IOException, InterruptedException {
    Thread.sleep(random.nextInt(30));
    int number = done.get() - 10;
    if (number > 0) {
      String consentId = "v" + run + "-" + random.nextInt(number) + "-" + random.nextInt(APPENDERS);
      print(List.of("erasing " + consentId));
      records.erase(consentId);
      print(List.of("erased " + consentId));
    }
  }

  private void purge(SplittableRandom random) throws IOException, InterruptedException {
    Thread.sleep(random.nextInt(500));
    Instant before = clock.instant().minus(Duration.ofDays(4));
    print(List.of("purging " + before.toEpochMilli()));
    records.purge(before);
  }

  private void print(List<String> lines) {
    synchronized (out) {
      lines.forEach(out::println);
      out.flush();
    }
  }
}
