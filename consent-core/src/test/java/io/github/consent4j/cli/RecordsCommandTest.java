package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.consent4j.record.TestRecords;
import io.github.consent4j.record.chain.CheckpointKey;
import io.github.consent4j.record.export.ProofOfInstitute;
import io.github.consent4j.record.file.FileRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsCommandTest {

  @TempDir private Path folder;

  private Path directory = Path.of("");

  @BeforeEach
  void fill() throws IOException {
    directory = folder.resolve("consent-records");
    try (FileRecords store = FileRecords.open(directory)) {
      ProofOfInstitute.in(store);
    }
  }

  private Cli.Result records(String command, Object... options) {
    return Cli.run(words(command, options));
  }

  private Object[] words(String command, Object... options) {
    List<Object> words = new ArrayList<>(List.of("records", command, "--directory", directory));
    words.addAll(List.of(options));
    return words.toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"show", "export", "verify", "stats", "erase", "purge", "key"})
  void every_command_has_a_short_help(String command) {
    Cli.Result help = Cli.run("records", command, "--help");

    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Usage: consent-cli records " + command);
    assertThat(help.out().lines()).hasSizeLessThan(40);
    assertThat(Cli.run("records", "--help").out()).contains("\n  " + command + " ");
  }

  @Test
  void without_a_command_the_help_is_shown_and_the_call_counts_as_wrong() {
    Cli.Result nothing = Cli.run("records");

    assertThat(nothing.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(nothing.err()).contains("Usage: consent-cli records", "CONSENT_DB_PASSWORD");
  }

  @Test
  void one_command_says_what_a_visitor_agreed_to_on_a_day_and_in_which_words() {
    Cli.Result shown = records("show", "--id", ProofOfInstitute.FIRST, "--at", "2026-03-03");

    assertThat(shown.err()).isEmpty();
    assertThat(shown.code()).isZero();
    assertThat(shown.out())
        .contains("Visitor nB1x0QfWq7k at 2026-03-03: a decision was in force")
        .contains("granted    econda (statistics): Statistics")
        .contains("refused    YouTube (external-media)")
        .contains("decided    2026-02-14 09:15:30 UTC (given)")
        .contains("valid to   2026-08-14 09:15:30 UTC")
        .contains("by         form, banner, save, language en")
        .contains("> 2026-02-14 09:15:30 UTC  given      granted: econda\n")
        .contains("  2026-03-10 18:00:00 UTC  withdrawn  nothing granted\n")
        .endsWith("\n\n" + ProofOfInstitute.WORDS + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-03-10", "2026-03-10T18:00:00Z", "2026-03-10T19:00+01:00", "2026-03-31"})
  void a_decision_counts_from_its_moment_on(String at) throws IOException {
    JsonNode json = show(at);

    assertThat(json.at("/record/event").asText()).isEqualTo("withdrawn");
    assertThat(json.at("/services/0/state").asText()).isEqualTo("refused");
  }

  @Test
  void a_decision_is_lapsed_after_its_validity() throws IOException {
    assertThat(show("2026-09-30").at("/state").asText()).isEqualTo("in-force");
    assertThat(show("2026-10-01").at("/state").asText()).isEqualTo("in-force");
    assertThat(show("2026-10-01T07:00:00.250Z").at("/state").asText()).isEqualTo("lapsed");

    Cli.Result lapsed = records("show", "--id", ProofOfInstitute.FIRST, "--at", "2026-10-02");

    assertThat(lapsed.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(lapsed.out()).contains("the decision had lapsed on 2026-10-01 07:00:00 UTC");
  }

  private JsonNode show(String at) throws IOException {
    return records("show", "--json", "--id", ProofOfInstitute.FIRST, "--at", at).json();
  }

  @Test
  void before_the_first_decision_and_for_strangers_nothing_was_in_force() throws IOException {
    Cli.Result early = records("show", "--id", ProofOfInstitute.FIRST, "--at", "2026-02-13");
    Cli.Result stranger = records("show", "--id", "nobody", "--at", "2026-03-03");

    assertThat(early.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(early.out()).contains("no decision yet", "2026-02-14 09:15:30 UTC  given");
    assertThat(stranger.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(stranger.out()).isEqualTo("There is no record of a visitor nobody.\n");
  }

  @Test
  void an_id_that_begins_with_a_dash_is_no_option() {
    Cli.Result shown = records("show", "--id=" + ProofOfInstitute.SECOND, "--at", "2026-03-03");

    assertThat(shown.code()).isZero();
    assertThat(shown.out())
        .contains("refused    econda (statistics)", "by         form, banner, reject-all");
  }

  @Test
  void the_notice_is_written_as_it_looked() throws IOException {
    Path file = folder.resolve("notice.html");

    records("show", "--id", ProofOfInstitute.FIRST, "--at", "2026-03-03", "--html", file);

    assertThat(file).content().startsWith("<!DOCTYPE html>").contains(ProofOfInstitute.WORDS);
  }

  @Test
  void records_are_exported_to_the_terminal_or_to_a_file() throws IOException {
    Path file = folder.resolve("records.csv");

    Cli.Result lines = records("export", "--format", "jsonl", "--until", "2026-02-20");
    Cli.Result one =
        records(
            "export", "--format", "jsonl", "--id", ProofOfInstitute.FIRST, "--from", "2026-03-01");
    Cli.Result table = records("export", "--format", "csv", "--out", file);

    assertThat(lines.out().lines()).hasSize(2);
    assertThat(one.out().lines()).hasSize(2).allMatch(line -> line.contains("nB1x0QfWq7k"));
    assertThat(table.out()).isEqualTo("Wrote 4 records to " + file + ".\n");
    assertThat(Files.readString(file).lines()).hasSize(9);
    assertThat(folder.resolve("records.csv.part")).doesNotExist();
    assertThat(records("export", "--format", "dpv").json().at("/@graph")).hasSize(4);
    assertThat(records("export", "--format", "KANTARA").json()).hasSize(2);
  }

  @Test
  void an_unknown_format_or_time_is_explained() {
    Cli.Result format = records("export", "--format", "xml");
    Cli.Result time = records("show", "--id", "x", "--at", "3 March");

    assertThat(format.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(format.err()).contains("dpv, kantara, csv, jsonl but was 'xml'");
    assertThat(time.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(time.err()).contains("'3 March' is no day such as 2026-03-03");
  }

  @Test
  void an_export_without_records_is_something_to_look_at() {
    Cli.Result nothing = records("export", "--format", "jsonl", "--id", "nobody");

    assertThat(nothing.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.err()).contains("No record was found");
  }

  @Test
  void a_chain_that_holds_is_no_finding() throws IOException {
    Cli.Result verified = records("verify");

    assertThat(verified.code()).isZero();
    assertThat(verified.out()).startsWith("4 records, 0 erased, ").contains(": the chain holds.");
    assertThat(records("verify", "--json").json().at("/holds").asBoolean()).isTrue();
  }

  @Test
  void decisions_are_counted() throws IOException {
    Cli.Result counted = records("stats");
    JsonNode json = records("stats", "--json", "--from", "2026-04-01").json();

    assertThat(counted.code()).isZero();
    assertThat(counted.out())
        .contains("2026-02-14  1 decision\n  granted: statistics 1\n")
        .contains("  action: reject-all 1\n", "  language: en 1\n")
        .doesNotContain(ProofOfInstitute.FIRST);
    assertThat(json.at("/days")).hasSize(1);
    assertThat(json.at("/days/0/event/changed").asInt()).isEqualTo(1);
  }

  @Test
  void erasing_needs_a_yes() throws IOException {
    Cli.Result piped = records("erase", "--id", ProofOfInstitute.FIRST);
    Cli.Result no = Cli.answering("n\n", words("erase", "--id", ProofOfInstitute.FIRST));
    Cli.Result yes = Cli.answering("yes\n", words("erase", "--id", ProofOfInstitute.FIRST));
    Cli.Result again = records("erase", "--yes", "--id", ProofOfInstitute.FIRST);

    assertThat(piped.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(piped.err()).contains("Erase 3 records of visitor nB1x0QfWq7k? Add --yes");
    assertThat(no.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(no.err()).contains("Nothing was changed");
    assertThat(yes.code()).isZero();
    assertThat(yes.out()).isEqualTo("Erased 3 records of visitor nB1x0QfWq7k.\n");
    assertThat(again.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(records("export", "--format", "jsonl").out().lines()).hasSize(1);
  }

  @Test
  void old_records_are_removed_after_a_yes() throws IOException {
    Path old = folder.resolve("old");
    for (String day : List.of("2026-02-14T10:00:00Z", "2026-04-01T10:00:00Z")) {
      Instant at = Instant.parse(day);
      try (FileRecords store =
          FileRecords.builder(old).clock(Clock.fixed(at, ZoneOffset.UTC)).open()) {
        store.append(List.of(TestRecords.given("visitor", at)));
      }
    }

    Cli.Result piped = Cli.run("records", "purge", "--directory", old, "--before", "2026-08-15");
    Cli.Result purged =
        Cli.run(
            "records", "purge", "--directory", old, "--before", "2026-08-15", "--yes", "--json");
    Cli.Result verified = Cli.run("records", "verify", "--directory", old);

    assertThat(piped.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(piped.err()).contains("ended before 2026-08-15? Add --yes");
    assertThat(purged.json().at("/removed").asInt()).isEqualTo(1);
    assertThat(verified.code()).isZero();
  }

  @Test
  void a_key_is_made_once() throws IOException {
    Path file = folder.resolve("key.pem");

    Cli.Result made = Cli.run("records", "key", file);
    Cli.Result again = Cli.run("records", "key", file);

    assertThat(made.code()).isZero();
    assertThat(CheckpointKey.read(file).canSign()).isTrue();
    assertThat(CheckpointKey.read(folder.resolve("key.pem.pub")).canSign()).isFalse();
    assertThat(CheckpointKey.read(folder.resolve("key.pem.pub")).id())
        .isEqualTo(CheckpointKey.read(file).id());
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    assertThat(again.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(again.err()).contains("is there already");
  }

  @Test
  void a_store_has_to_be_named_and_to_exist() {
    Cli.Result none = Cli.run("records", "verify");
    Cli.Result missing = Cli.run("records", "verify", "--directory", folder.resolve("none"));

    assertThat(none.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(none.err()).contains("Name one store: '--directory DIR'");
    assertThat(missing.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(missing.err()).contains("is no directory with records");
  }

  @Test
  void what_only_reads_works_while_a_site_writes() throws IOException {
    try (FileRecords site = FileRecords.open(directory)) {
      assertThat(records("verify").code()).isZero();
      assertThat(records("show", "--id", ProofOfInstitute.FIRST, "--at", "2026-03-03").code())
          .isZero();

      Cli.Result erased = records("erase", "--yes", "--id", ProofOfInstitute.FIRST);

      assertThat(erased.code()).isEqualTo(ExitCode.UNUSABLE);
      assertThat(erased.err()).contains("is in use", "stop", "ConsentRecords.erase");
      assertThat(site.verify().records()).isEqualTo(4);
    }
  }

  @Test
  void a_changed_record_is_found_with_its_place() throws IOException {
    Path day;
    try (Stream<Path> files = Files.list(directory)) {
      day =
          files
              .filter(file -> file.getFileName().toString().endsWith(".jsonl"))
              .filter(file -> file.getFileName().toString().startsWith("20"))
              .findFirst()
              .orElseThrow();
    }
    Files.writeString(day, Files.readString(day).replace("reject-all", "accept-all"));

    Cli.Result verified = records("verify");

    assertThat(verified.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(verified.out())
        .startsWith("The chain is broken. First at: ")
        .contains(day.getFileName() + ":2:");
    assertThat(records("verify", "--json").json().at("/breaks")).isNotEmpty();
  }

  @Test
  void signatures_are_checked_with_the_public_key() throws IOException {
    Path key = folder.resolve("key.pem");
    Cli.run("records", "key", key);
    Path signed = folder.resolve("signed");
    try (FileRecords store = FileRecords.builder(signed).key(key).open()) {
      ProofOfInstitute.in(store);
    }

    Cli.Result verified =
        Cli.run("records", "verify", "--directory", signed, "--key", folder.resolve("key.pem.pub"));

    assertThat(verified.out()).startsWith("4 records, 0 erased, 1 signed checkpoint: the chain");
    assertThat(verified.code()).isZero();
  }
}
