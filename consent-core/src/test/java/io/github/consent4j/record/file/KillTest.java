package io.github.consent4j.record.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.ConsentRecords.Verification;
import io.github.consent4j.record.TestRecords;
import io.github.consent4j.record.chain.CheckpointKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A process that writes is killed at random moments: while it opens the store, appends, compresses,
 * erases and purges. Nothing that it acknowledged is lost.
 */
class KillTest {

  private static final int KILLS = Boolean.getBoolean("consent.sweeps") ? 200 : 20;
  private static final int KILLS_PER_STORE = 5;
  private static final int MOST_LINES = 500;
  private static final long LONGEST_MOMENT = TimeUnit.MILLISECONDS.toNanos(20);

  /** A record that the process has acknowledged. */
  private record Acknowledged(UUID id, String consentId, Instant at) {

    ConsentRecord record() {
      return KilledStore.record(consentId, at).id(id).build();
    }
  }

  @TempDir Path temp;

  @Test
  void nothing_that_was_acknowledged_is_lost() throws Exception {
    Path key = temp.resolve("key.pem");
    Files.writeString(key, CheckpointKey.generate().privatePem());
    List<Callable<Long>> lives = new ArrayList<>();
    for (int first = 0; first < KILLS; first += KILLS_PER_STORE) {
      lives.add(new Life(temp.resolve("store-" + first), key, first));
    }
    ExecutorService twoAtOnce = Executors.newFixedThreadPool(2);
    long total = 0;
    try {
      for (Future<Long> life : twoAtOnce.invokeAll(lives)) {
        total += life.get();
      }
    } finally {
      twoAtOnce.shutdownNow();
    }
    assertThat(total).isGreaterThan(KILLS * 20L);
  }

  /** One store, whose process is killed and started again. */
  private static final class Life implements Callable<Long> {

    private final SplittableRandom random = new SplittableRandom();
    private final Map<UUID, Acknowledged> acknowledged = new HashMap<>();
    private final Set<String> erasing = new HashSet<>();
    private final Set<String> erased = new HashSet<>();
    private final Path temp;
    private final Path key;
    private final int first;
    private Instant purged = Instant.MIN;
    private long total;

    Life(Path temp, Path key, int first) {
      this.temp = temp;
      this.key = key;
      this.first = first;
    }

    @Override
    public Long call() throws IOException, InterruptedException {
      Files.createDirectory(temp);
      Path directory = temp.resolve("records");
      for (int kill = first; kill < first + KILLS_PER_STORE; kill++) {
        Instant begin = Instant.parse("2026-03-03T00:00:00Z").plus(Duration.ofDays(100L * kill));
        runAndKill(directory, key, begin, kill);
        check(directory, key, begin.plus(Duration.ofDays(50)));
      }
      return total;
    }

    private void runAndKill(Path directory, Path key, Instant begin, int kill)
        throws IOException, InterruptedException {
      Path errors = temp.resolve("errors");
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-Xshare:auto",
                  "-XX:+UseSerialGC",
                  "-Xmx64m",
                  "-cp",
                  classPath(),
                  KilledStore.class.getName(),
                  directory.toString(),
                  key.toString(),
                  begin.toString(),
                  Integer.toString(kill))
              .redirectError(errors.toFile())
              .start();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).isEqualTo("ready");
        // At times it is killed while it opens the store, before it has appended anything.
        int least = Math.max(0, random.nextInt(-MOST_LINES / 4, MOST_LINES));
        int read = 0;
        killIf(read >= least, process);
        StringBuilder line = new StringBuilder();
        for (int c = lines.read(); c >= 0; c = lines.read()) {
          if (c == '\n') {
            take(line.toString());
            line.setLength(0);
            killIf(++read == least, process);
          } else {
            line.append((char) c);
          }
        }
      } finally {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(Files.readString(errors)).doesNotContain("Exception", "Error");
    }

    /** Kills a process a moment later, while its output is read. */
    private void killIf(boolean kill, Process process) {
      if (kill) {
        long moment = random.nextLong(LONGEST_MOMENT);
        CompletableFuture.delayedExecutor(moment, TimeUnit.NANOSECONDS)
            // The process itself would close its output, which has not been read yet.
            .execute(process.toHandle()::destroyForcibly);
      }
    }

    private void take(String line) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "appended" -> {
          UUID id = UUID.fromString(words[1]);
          Instant at = Instant.ofEpochMilli(Long.parseLong(words[3]));
          acknowledged.put(id, new Acknowledged(id, words[2], at));
          total++;
        }
        case "erasing" -> erasing.add(words[1]);
        case "erased" -> erased.add(words[1]);
        case "purging" -> {
          // A slow run may have gone further than the next one begins.
          Instant before = Instant.ofEpochMilli(Long.parseLong(words[1]));
          purged = before.isAfter(purged) ? before : purged;
        }
        default -> throw new AssertionError(line);
      }
    }

    private void check(Path directory, Path key, Instant now) throws IOException {
      try (FileRecords records =
          FileRecords.builder(directory).key(key).clock(Clock.fixed(now, ZoneOffset.UTC)).open()) {
        records.tend();
        Verification verification = records.verify();
        assertThat(verification.breaks()).isEmpty();
        Map<UUID, ConsentRecord> found = new HashMap<>();
        records.forEach(Query.ALL, record -> assertThat(found.put(record.id(), record)).isNull());
        assertThat(verification.records()).isEqualTo(found.size());
        List<Acknowledged> lost =
            acknowledged.values().stream()
                .filter(
                    each ->
                        !found.containsKey(each.id())
                            && !erasing.contains(each.consentId())
                            && !each.at().plus(KilledStore.VALIDITY).isBefore(purged))
                .toList();
        assertThat(lost).isEmpty();
        assertThat(found.values()).noneMatch(record -> erased.contains(record.consentId()));
        // What was acknowledged and comes again, as after a crash of the caller, is not there
        // twice.
        records.append(
            acknowledged.values().stream()
                .filter(each -> found.containsKey(each.id()))
                .limit(20)
                .map(Acknowledged::record)
                .toList());
        assertThat(records.verify().records()).isEqualTo(found.size());
      }
      assertEveryFileIsReadable(directory);
    }
  }

  private static void assertEveryFileIsReadable(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(directory)) {
      all.forEach(files::add);
    }
    for (Path file : files) {
      assertThat(file.toString()).doesNotEndWith(".tmp");
      if (file.toString().endsWith(".gz")) {
        try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
          assertThat(lines.lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        }
      }
    }
  }

  /** The class path without a library that logs, because its start takes long. */
  private static String classPath() {
    return Stream.of(
            FileRecords.class,
            TestRecords.class,
            ConsentEvent.class,
            JsonFactory.class,
            LoggerFactory.class)
        .map(type -> type.getProtectionDomain().getCodeSource())
        .map(CodeSource::getLocation)
        .map(location -> Path.of(location.getPath()).toString())
        .distinct()
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }
}
