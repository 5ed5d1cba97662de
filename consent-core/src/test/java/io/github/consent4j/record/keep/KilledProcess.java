package io.github.consent4j.record.keep;

import io.github.consent4j.policy.RecordKeeping;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.TestRecords;
import io.github.consent4j.record.keep.Outage.Mode;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * A process that keeps records until it is killed, while its store fails, hangs and comes back. It
 * writes down each record after it was told that it is kept.
 */
final class KilledProcess {

  private static final int CALLERS = 8;

  /** A store that fails as a database does. */
  private static final class FailingRecords extends DiskRecords {

    private volatile Mode mode = Mode.WORKS;
    private volatile CountDownLatch answer = new CountDownLatch(0);

    FailingRecords(Path path) throws IOException {
      super(path);
    }

    void is(Mode next) {
      CountDownLatch before = answer;
      answer = new CountDownLatch(next == Mode.HANGS ? 1 : 0);
      mode = next;
      before.countDown();
    }

    @Override
    public void append(Collection<ConsentRecord> records) throws IOException {
      Mode now = mode;
      try {
        answer.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (now == Mode.REFUSES_CONNECTIONS) {
        throw new IOException("No connection");
      }
      super.append(records);
      if (now == Mode.COMMITS_AND_FAILS) {
        throw new IOException("The connection was lost");
      }
    }
  }

  private KilledProcess() {}

  static Limits limits() {
    return new Limits(
        50,
        1000,
        Duration.ofSeconds(20),
        Duration.ofMillis(5),
        Duration.ofMillis(1),
        Duration.ofMillis(4),
        20_000,
        1 << 30,
        Duration.ofSeconds(5));
  }

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    FailingRecords store = new FailingRecords(directory.resolve("store.jsonl"));
    Recorder recorder =
        Recorder.open(
            store, directory.resolve("spool"), RecordKeeping.NONE, Clock.systemUTC(), limits());
    try (OutputStream told = new FileOutputStream(directory.resolve("told").toFile(), true)) {
      for (int i = 0; i < CALLERS; i++) {
        String visitor = args[1] + "-" + i;
        Threads.daemon("visitor-" + i, () -> keep(recorder, visitor, told)).start();
      }
      System.out.println("begun");
      changeForEver(store, new Random(Long.parseLong(args[1])));
    }
  }

  private static void keep(Recorder recorder, String visitor, OutputStream told) {
    RecordIds ids = new RecordIds(Clock.systemUTC());
    try {
      while (true) {
        ConsentRecord record =
            TestRecords.builder(visitor, Clock.systemUTC().instant()).id(ids.next()).build();
        recorder.keep(record);
        synchronized (told) {
          told.write((record.id() + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(3);
    }
  }

  private static void changeForEver(FailingRecords store, Random random)
      throws InterruptedException {
    Mode[] modes = Mode.values();
    while (true) {
      Thread.sleep(random.nextInt(30));
      store.is(modes[random.nextInt(modes.length)]);
    }
  }
}
