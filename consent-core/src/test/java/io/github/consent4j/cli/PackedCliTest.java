package io.github.consent4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.export.ProofOfInstitute;
import io.github.consent4j.record.file.FileRecords;
import io.github.consent4j.record.jdbc.JdbcRecords;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.h2.Driver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars as users get them. The build runs this after it has packed them. */
@Tag("packed")
class PackedCliTest {

  /** In bytes. It was 1.43 million when this was written. */
  private static final long LARGEST = 1_625_000;

  @TempDir private Path folder;

  private record Run(int code, String out, String err) {}

  private static Path jar(boolean ofCommandLine) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("consent-core-.*\\.jar"))
          .filter(file -> file.toString().endsWith("-cli.jar") == ofCommandLine)
          .filter(file -> !file.toString().matches(".*-(tests|sources|javadoc)\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  private Run run(Object... args) throws IOException, InterruptedException {
    List<Object> words = new ArrayList<>(List.of("-jar", jar(true)));
    words.addAll(List.of(args));
    return java(words.toArray());
  }

  private Run java(Object... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (Object arg : args) {
      command.add(arg.toString());
    }
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().close();
    return new Run(process.waitFor(), Files.readString(out), Files.readString(err));
  }

  @Test
  void the_jar_runs_alone_and_logs_nothing() throws Exception {
    Path file = folder.resolve("consent.yaml");

    Run init =
        run(
            "init",
            "--name",
            "Institute",
            "--privacy-policy",
            "/privacy",
            "--service",
            "webedition",
            "-o",
            file);
    Run check = run("check", file);
    Run explain = run("explain", file, "https://cdn.example.net/a.js");
    Run cookie = run("explain", file, "nobody_knows");

    assertThat(init).isEqualTo(new Run(0, "Wrote " + file + ".\n", ""));
    assertThat(check).isEqualTo(new Run(0, "1 file checked: 0 errors, 0 warnings\n", ""));
    assertThat(explain.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(explain.err()).isEmpty();
    assertThat(cookie.err()).isEmpty();
  }

  @Test
  void records_are_asked_for_without_a_driver_and_in_a_database_with_one() throws Exception {
    Path records = folder.resolve("consent-records");
    String url = "jdbc:h2:file:" + folder.resolve("database");
    Path driver = Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (ConsentRecords files = FileRecords.open(records);
        ConsentRecords database =
            JdbcRecords.builder(new DriverConnections(url, null, null)).open()) {
      ProofOfInstitute.in(files);
      ProofOfInstitute.in(database);
    }

    Run show =
        run(
            "records",
            "show",
            "--directory",
            records,
            "--id=" + ProofOfInstitute.FIRST,
            "--at",
            "2026-03-03");
    Run verify = run("records", "verify", "--directory", records);
    Run export = run("records", "export", "--directory", records, "--format", "jsonl");
    Run none = run("records", "verify", "--jdbc", url);
    Run database =
        java(
            "-cp",
            jar(true) + File.pathSeparator + driver,
            ConsentCli.class.getName(),
            "records",
            "verify",
            "--jdbc",
            url);

    assertThat(show.err()).isEmpty();
    assertThat(show.code()).isZero();
    assertThat(show.out()).endsWith("\n\n" + ProofOfInstitute.WORDS + "\n");
    assertThat(verify.out()).startsWith("4 records, 0 erased, ");
    assertThat(export.out().lines()).hasSize(4);
    assertThat(none.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(none.err()).contains("No driver for " + url, "java -cp");
    assertThat(database.err()).isEmpty();
    assertThat(database.out()).startsWith("4 records, 0 erased, ");
  }

  @Test
  void an_audit_with_a_browser_says_what_it_needs() throws Exception {
    Run audit = run("audit", "--browser", "www.example.org", "--out", folder.resolve("evidence"));

    assertThat(audit.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(audit.out()).isEmpty();
    assertThat(audit.err())
        .contains(
            "playwright, driver, driver-bundle",
            "java -cp \"consent-cli.jar" + File.pathSeparator + "plugins/*\" ");
  }

  /** Names and constants of the classes are most of it. What grows it by much has a reason. */
  @Test
  void the_jar_for_users_is_no_larger_than_it_has_to_be() throws Exception {
    assertThat(Files.size(jar(false))).isLessThan(LARGEST);
  }

  @Test
  void the_jar_knows_its_version() throws Exception {
    assertThat(run("--version").out()).matches("consent-cli \\d+\\.\\d+\\.\\d+.*\n");
  }

  @Test
  void the_jar_of_users_has_neither_the_command_line_nor_what_it_needs() throws IOException {
    try (JarFile users = new JarFile(jar(false).toFile());
        JarFile cli = new JarFile(jar(true).toFile())) {
      assertThat(users.stream().map(entry -> entry.getName()))
          .contains("module-info.class")
          .noneMatch(name -> name.startsWith("io/github/consent4j/cli/"))
          .noneMatch(name -> name.startsWith("picocli/"));
      assertThat(cli.getEntry("picocli/CommandLine.class")).isNotNull();
      assertThat(cli.stream().map(entry -> entry.getName()))
          .contains("io/github/consent4j/cli/browser/controls.js")
          .noneMatch(name -> name.startsWith("com/microsoft/") || name.startsWith("com/google/"));
      assertThat(
              new String(
                  users.getInputStream(users.getEntry("module-info.class")).readAllBytes(), UTF_8))
          .doesNotContain("picocli")
          .doesNotContain("java.net.http");
    }
  }
}
