package io.github.consent4j.record.keep;

import static io.github.consent4j.record.keep.Eventually.eventually;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.RecordKeeping;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.ConsentRecords.Verification;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills a process that keeps records, at random moments. */
class KillTest {

  /** 21 kills in each build, 210 in a sweep. */
  private static final int KILLS = Boolean.getBoolean("consent.sweeps") ? 20 : 7;

  @TempDir private Path directory;

  private final Random random = new Random();

  @ParameterizedTest
  @EnumSource
  void nothing_that_was_kept_is_lost_doubled_or_out_of_order_however_often_it_is_killed(
      KilledStores kind) throws Exception {
    if (kind != KilledStores.POSTGRESQL) {
      killOften(kind, "");
      return;
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      killOften(kind, server.getJdbcUrl("postgres", "postgres"));
    }
  }

  private void killOften(KilledStores kind, String url) throws Exception {
    for (int i = 0; i < KILLS; i++) {
      runAndKill(i, kind, url);
    }
    assertThat(log()).as("what the processes say").doesNotContain("Exception in thread");
    long spooled = spoolFiles();
    ConsentRecords store = kind.open(directory, url);
    List<ConsentRecord> stored = new ArrayList<>();
    try (Recorder recorder =
        Recorder.open(
            store,
            kind.spool(directory),
            RecordKeeping.NONE,
            Clock.systemUTC(),
            KilledProcess.limits())) {
      eventually("the spool is empty", () -> recorder.health().waiting() == 0);
      assertThat(recorder.health().setAside()).isZero();
      store.forEach(Query.ALL, stored::add);
      Verification verification = store.verify();
      assertThat(verification.breaks()).isEmpty();
      if (kind != KilledStores.DISK) {
        assertThat(verification.records()).isEqualTo(stored.size());
      }
    }

    List<UUID> ids = stored.stream().map(ConsentRecord::id).toList();
    List<UUID> told = told().stream().map(UUID::fromString).toList();
    System.out.printf(
        "%s, %d kills: %d records kept, %d stored, %d files of the spool left at the end%n",
        kind, KILLS, told.size(), ids.size(), spooled);
    assertThat(told).hasSizeGreaterThan(KILLS);
    assertThat(ids).doesNotHaveDuplicates().containsAll(told);
    Map<String, List<ConsentRecord>> byVisitor =
        stored.stream().collect(groupingBy(ConsentRecord::consentId));
    assertThat(byVisitor.values())
        .allSatisfy(
            records ->
                assertThat(records.stream().map(record -> record.id().toString())).isSorted());
    assertThat(spoolFiles()).isZero();
    assertThat(directory.resolve("spool/set-aside.jsonl")).doesNotExist();
  }

  private void runAndKill(int run, KilledStores kind, String url)
      throws IOException, InterruptedException {
    long before = begun();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledProcess.class.getName(),
                directory.toString(),
                Integer.toString(run),
                kind.name(),
                url)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output()))
            .redirectError(ProcessBuilder.Redirect.appendTo(output()))
            .start();
    try {
      // Some are killed while they start. The last one has kept enough, however slow it is.
      boolean isLast = run == KILLS - 1;
      if (isLast || random.nextInt(5) > 0) {
        while (process.isAlive() && (begun() == before || isLast && told().size() <= KILLS)) {
          Thread.sleep(2);
        }
      }
      boolean isEnded = process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
      assertThat(isEnded).as(this::log).isFalse();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private List<String> told() throws IOException {
    Path file = directory.resolve("told");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private long begun() {
    return log().lines().filter("begun"::equals).count();
  }

  private File output() {
    return directory.resolve("log").toFile();
  }

  private String log() {
    try {
      return Files.readString(output().toPath());
    } catch (IOException e) {
      return e.toString();
    }
  }

  private long spoolFiles() throws IOException {
    Path spool = directory.resolve("spool");
    if (!Files.exists(spool)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(spool)) {
      return files.filter(file -> file.getFileName().toString().startsWith("spool-")).count();
    }
  }
}
