package io.github.consent4j.record.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.ConsentRecords.Verification;
import io.github.consent4j.record.Notice;
import io.github.consent4j.record.TestRecords;
import io.github.consent4j.record.disk.OwnerFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a file system of its own that is really full. Only root can make one, on Linux. */
class RealFullDiskTest {

  private static final int BALLAST = 1 << 20;
  private static final int GROUP = 7;

  private final TestClock clock = new TestClock("2026-03-03T10:00:00Z");
  private final List<UUID> acknowledged = new ArrayList<>();

  @TempDir Path temp;
  private Path disk;
  private Path directory;
  private boolean mounted;
  private FileRecords records;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = Files.createDirectory(temp.resolve("disk"));
    directory = disk.resolve("consent-records");
    mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=2m", "consent-records", disk.toString());
    assumeTrue(mounted, "This process may not mount a file system");
    Files.write(disk.resolve("ballast"), new byte[BALLAST]);
    open();
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (mounted) {
      try {
        records.close();
      } finally {
        assertThat(succeeds("umount", disk.toString())).isTrue();
      }
    }
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return false; // the system has no such command
    }
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  private void open() throws IOException {
    records = FileRecords.builder(directory).node("a").clock(clock).untended().open();
  }

  private void append() throws IOException {
    List<ConsentRecord> group = new ArrayList<>();
    for (int i = 0; i < GROUP; i++) {
      group.add(TestRecords.given("v" + i, clock.instant()));
    }
    records.append(group);
    group.forEach(record -> acknowledged.add(record.id()));
  }

  private void fill() {
    assertThatThrownBy(
            () -> {
              while (true) {
                append();
              }
            })
        .isInstanceOf(IOException.class);
  }

  private void assertHolds() throws IOException {
    List<UUID> found = new ArrayList<>();
    records.forEach(Query.ALL, record -> found.add(record.id()));
    assertThat(found).isEqualTo(acknowledged);
    Verification verification = records.verify();
    assertThat(verification.breaks()).isEmpty();
    assertThat(verification.records()).isEqualTo(acknowledged.size());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(disk)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void makeRoom() throws IOException {
    Files.delete(disk.resolve("ballast"));
  }

  @Test
  void appends_fail_without_harm_until_there_is_room() throws IOException {
    fill();
    assertThat(acknowledged).hasSizeGreaterThan(500);
    fill();
    assertHolds();
    String day = Files.readString(directory.resolve("2026-03-03.jsonl"));
    assertThat(day.lines()).hasSize(acknowledged.size()).allMatch(line -> line.endsWith("}"));
    assertThat(day).endsWith("}\n");

    makeRoom();
    append();
    assertHolds();
    records.close();
    open();
    append();
    assertHolds();
  }

  @Test
  void a_store_on_a_full_disk_is_closed_and_opened_without_loss() throws IOException {
    fill();
    records.tend();
    try {
      records.close();
    } catch (IOException e) {
      // The checkpoint has no room; the next store makes it.
    }
    open();
    assertHolds();
    makeRoom();
    records.tend();
    append();
    assertHolds();
    assertThat(records.verify().checkpoints()).isZero(); // nobody signs
    assertThat(names()).contains(CheckpointFile.NAME);
  }

  @Test
  void a_full_disk_puts_off_compression_and_erasure() throws IOException {
    fill();
    clock.advance(Duration.ofDays(1));
    records.tend();
    assertHolds();
    assertThatThrownBy(() -> records.erase("v1")).isInstanceOf(IOException.class);
    assertHolds();
    assertThat(names())
        .contains("2026-03-03.jsonl")
        .noneMatch(name -> name.endsWith(OwnerFiles.UNFINISHED));

    makeRoom();
    records.tend();
    assertThat(names()).contains("2026-03-03.jsonl.gz").doesNotContain("2026-03-03.jsonl");
    assertHolds();
    int before = acknowledged.size();
    assertThat(records.erase("v1")).isEqualTo(before / GROUP);
    assertThat(records.verify().breaks()).isEmpty();
    assertThat(records.verify().erased()).isEqualTo(before / GROUP);
  }

  @Test
  void a_notice_that_has_no_room_is_archived_later() throws IOException {
    fill();
    String text = "x".repeat(20_000);
    Notice notice =
        new Notice(
            "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
            Layer.BANNER,
            "en",
            "f3Kd0a",
            "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg",
            clock.instant(),
            text,
            "<p>" + text + "</p>");
    byte[] inventory = ("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> records.archive(notice, inventory)).isInstanceOf(IOException.class);
    assertThat(records.notice(notice.id())).isEmpty();
    assertThat(records.inventory(notice.policy())).isEmpty();
    assertThat(names()).noneMatch(name -> name.endsWith(OwnerFiles.UNFINISHED));

    makeRoom();
    records.archive(notice, inventory);
    assertThat(records.notice(notice.id())).contains(notice);
    assertThat(records.inventory(notice.policy())).hasValue(inventory);
    assertHolds();
  }
}
