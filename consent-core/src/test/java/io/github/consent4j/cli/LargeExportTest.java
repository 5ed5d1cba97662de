package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.TestRecords;
import io.github.consent4j.record.file.FileRecords;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports of a large store by a process with a small heap. */
@Timeout(300)
class LargeExportTest {

  private static final int RECORDS = 60_000;
  private static final int HEAP_MEGABYTES = 32;
  private static final int AT_ONCE = 5_000;
  private static final Instant START = Instant.parse("2026-03-03T12:00:00Z");

  @TempDir private static Path folder;

  @BeforeAll
  static void fill() throws IOException {
    try (FileRecords store = FileRecords.open(folder.resolve("records"))) {
      for (int i = 0; i < RECORDS; i += AT_ONCE) {
        List<ConsentRecord> records = new ArrayList<>();
        for (int each = i; each < i + AT_ONCE; each++) {
          records.add(TestRecords.given("visitor-" + each, START.plusMillis(each)));
        }
        store.append(records);
      }
    }
    long size = Files.size(folder.resolve("records").resolve(day()));
    // Whoever kept all of it in memory would need more than there is.
    assertThat(size).isGreaterThan((long) HEAP_MEGABYTES << 20);
  }

  private static String day() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("records"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d{4}-\\d\\d-\\d\\d\\.jsonl"))
          .findFirst()
          .orElseThrow();
    }
  }

  @AfterAll
  static void leaveNothing() throws IOException {
    Files.deleteIfExists(folder.resolve("export"));
  }

  @ParameterizedTest
  @CsvSource({
    "jsonl,   '{\"version\":1,', 1",
    "csv,     '019cb', 2",
    "kantara, '{\"version\":\"KI-CR-v1.1.0\"', 1",
    "dpv,     '{\"@id\":', 1"
  })
  void a_small_heap_is_enough(String format, String start, int ofEach) throws Exception {
    Path file = folder.resolve("export");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ConsentCli.class.getName(),
                "records",
                "export",
                "--directory",
                folder.resolve("records").toString(),
                "--format",
                format,
                "--out",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();

    int code = process.waitFor();
    String said = Files.readString(folder.resolve("said"));

    assertThat(code).as(said).isZero();
    assertThat(said).contains("Wrote " + RECORDS + " records to " + file + ".\n");
    assertThat(lines(file, start)).isEqualTo(ofEach * RECORDS);
  }

  private static long lines(Path file, String start) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      return lines.lines().filter(line -> line.startsWith(start)).count();
    }
  }
}
