package io.github.consent4j.record.keep;

import io.github.consent4j.policy.RecordKeeping;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.TestRecords;
import io.github.consent4j.record.keep.Outage.Mode;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * A process that keeps records until it is killed, while its store fails, hangs and comes back. It
 * writes down each record after it was told that it is kept.
 */
final class KilledProcess {

  private static final int CALLERS = 8;

  /** Has a store fail as a database does. */
  private static final class Failing {

    private final ConsentRecords store;
    private volatile Mode mode = Mode.WORKS;
    private volatile CountDownLatch answer = new CountDownLatch(0);

    Failing(ConsentRecords store) {
      this.store = store;
    }

    void is(Mode next) {
      CountDownLatch before = answer;
      answer = new CountDownLatch(next == Mode.HANGS ? 1 : 0);
      mode = next;
      before.countDown();
    }

    ConsentRecords records() {
      return (ConsentRecords)
          Proxy.newProxyInstance(
              Failing.class.getClassLoader(),
              new Class<?>[] {ConsentRecords.class},
              (proxy, method, arguments) -> {
                if (!method.getName().equals("append")) {
                  return method.invoke(store, arguments);
                }
                Mode now = mode;
                answer.await();
                if (now == Mode.REFUSES_CONNECTIONS) {
                  throw new IOException("No connection");
                }
                try {
                  method.invoke(store, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
                if (now == Mode.COMMITS_AND_FAILS) {
                  throw new IOException("The connection was lost");
                }
                return null;
              });
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
    KilledStores kind = KilledStores.valueOf(args[2]);
    Failing store = new Failing(kind.open(directory, args[3]));
    Path spool = kind.spool(directory);
    Recorder recorder =
        Recorder.open(store.records(), spool, RecordKeeping.NONE, Clock.systemUTC(), limits());
    try (OutputStream told = new FileOutputStream(directory.resolve("told").toFile(), true)) {
      for (int i = 0; i < CALLERS; i++) {
        String visitor = args[1] + "-" + i;
        Threads.daemon("visitor-" + i, () -> keep(recorder, visitor, told)).start();
      }
      System.out.println("begun");
      changeForEver(store, spool != null, new Random(Long.parseLong(args[1])));
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

  private static void changeForEver(Failing store, boolean fails, Random random)
      throws InterruptedException {
    Mode[] modes = Mode.values();
    while (true) {
      Thread.sleep(random.nextInt(30));
      if (fails) {
        store.is(modes[random.nextInt(modes.length)]);
      }
    }
  }
}
