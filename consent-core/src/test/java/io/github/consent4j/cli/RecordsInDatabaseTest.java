package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.TestRecords;
import io.github.consent4j.record.export.ProofOfInstitute;
import io.github.consent4j.record.jdbc.JdbcRecords;
import io.github.consent4j.record.jdbc.TestDatabase;
import io.github.consent4j.record.json.RecordJson;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class RecordsInDatabaseTest {

  @Parameter TestDatabase database;

  private String url = "";

  @BeforeEach
  void fill() throws IOException {
    url = database.create();
    try (HikariDataSource pool = TestDatabase.pool(url, 2);
        ConsentRecords store = JdbcRecords.builder(pool).node("web-1").open()) {
      ProofOfInstitute.in(store);
    }
  }

  private Cli.Result records(String command, Object... options) {
    List<Object> words = new ArrayList<>(List.of("records", command, "--jdbc", url));
    words.addAll(List.of(options));
    return Cli.run(words.toArray());
  }

  @Test
  void one_command_says_what_a_visitor_agreed_to_on_a_day_and_in_which_words() {
    Cli.Result shown = records("show", "--id", ProofOfInstitute.FIRST, "--at", "2026-03-03");

    assertThat(shown.err()).isEmpty();
    assertThat(shown.code()).isZero();
    assertThat(shown.out())
        .contains("granted    econda (statistics)")
        .endsWith("\n\n" + ProofOfInstitute.WORDS + "\n");
  }

  @Test
  void records_are_exported_counted_and_verified() throws IOException {
    assertThat(records("export", "--format", "dpv").json().at("/@graph")).hasSize(4);
    assertThat(records("export", "--format", "csv").out().split("\r\n")).hasSize(9);
    assertThat(records("stats", "--json").json().at("/days")).hasSize(4);
    assertThat(records("verify").out()).startsWith("4 records, 0 erased, ");
  }

  @Test
  void an_erasure_leaves_a_chain_that_holds() {
    Cli.Result erased = records("erase", "--yes", "--id", ProofOfInstitute.FIRST);
    Cli.Result verified = records("verify");

    assertThat(erased.err()).isEmpty();
    assertThat(erased.out()).isEqualTo("Erased 3 records of visitor nB1x0QfWq7k.\n");
    assertThat(verified.out()).startsWith("1 record, 3 erased, ").contains("the chain holds");
    assertThat(verified.code()).isZero();
  }

  @Test
  void an_erasure_reaches_what_a_stopped_site_has_left_for_the_database(@TempDir Path spool)
      throws IOException {
    Path waiting = spool.resolve("spool-000000000001.jsonl");
    String other = line("another-visitor");
    Files.writeString(waiting, line(ProofOfInstitute.FIRST) + other);
    Files.writeString(spool.resolve("set-aside.jsonl"), line(ProofOfInstitute.FIRST));
    Cli.Result erased =
        records("erase", "--yes", "--spool", spool.toString(), "--id", ProofOfInstitute.FIRST);

    assertThat(erased.err()).isEmpty();
    assertThat(erased.out()).isEqualTo("Erased 5 records of visitor nB1x0QfWq7k.\n");
    assertThat(Files.readString(waiting).strip()).isEqualTo(other.strip());
    assertThat(spool.resolve("set-aside.jsonl")).isEmptyFile();
  }

  @Test
  void a_site_that_runs_keeps_what_waits(@TempDir Path spool) throws IOException {
    Path waiting = spool.resolve("spool-000000000001.jsonl");
    Files.writeString(waiting, line(ProofOfInstitute.FIRST));
    try (FileChannel site = FileChannel.open(waiting, StandardOpenOption.WRITE);
        FileLock lock = site.lock()) {
      Cli.Result erased =
          records("erase", "--yes", "--spool", spool.toString(), "--id", ProofOfInstitute.FIRST);

      assertThat(lock.isValid()).isTrue();
      assertThat(erased.code()).isEqualTo(ExitCode.UNUSABLE);
      assertThat(erased.err())
          .contains("is in use by a process that runs", "ConsentFilter.eraseRecords");
      assertThat(records("verify").out()).startsWith("4 records, 0 erased");
    }
  }

  private static String line(String visitor) {
    return RecordJson.write(TestRecords.given(visitor, Instant.parse("2026-05-01T10:00:00Z")))
        + "\n";
  }

  @Test
  void a_database_without_records_or_without_a_driver_is_explained() {
    Cli.Result empty = Cli.run("records", "verify", "--jdbc", "jdbc:h2:mem:" + UUID.randomUUID());
    Cli.Result unknown = Cli.run("records", "verify", "--jdbc", "jdbc:oracle:thin:@host");

    assertThat(empty.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(empty.err()).startsWith("consent-cli: ").doesNotContain("unexpected");
    assertThat(unknown.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(unknown.err()).contains("No driver for jdbc:oracle:thin:@host", "java -cp");
  }
}
