package io.github.consent4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.audit.rule.ObservedRules;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.audit.rule.Rules;
import io.github.consent4j.record.export.ProofOfInstitute;
import io.github.consent4j.record.file.FileRecords;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What the page about the audit shows is what happens. */
class AuditPageTest {

  private static final Path PAGE = Path.of("src/docs/audit.md");
  private static final String PROMPT = "$ ";
  private static final String TOOL = "consent-cli ";
  private static final String EXIT_CODE = "echo $?";

  /** In an example, stands for any lines. */
  private static final String LEFT_OUT = "...";

  private static final Pattern FILES =
      Pattern.compile("(?:consent(?:-seen)?\\.yaml|[\\w-]+\\.(?:json|html|sarif)|consent-records)");

  @TempDir private Path folder;

  /** A command as it is typed, and the lines below it. */
  private record Typed(String command, String shown) {}

  @BeforeEach
  void write() throws IOException {
    for (String name : List.of("consent.yaml", "consent-seen.yaml")) {
      try (InputStream in = AuditPageTest.class.getResourceAsStream("auditor/" + name)) {
        Files.copy(in, folder.resolve(name));
      }
    }
  }

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  private static Stream<String> blocks(String language) throws IOException {
    return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(page())
        .results()
        .map(block -> block.group(1));
  }

  // --- the tasks of an auditor

  private static List<Typed> typed() throws IOException {
    return blocks("console")
        .flatMap(block -> Stream.of(block.split("(?m)^" + Pattern.quote(PROMPT))))
        .filter(text -> !text.isEmpty())
        .map(
            text -> {
              int end = text.indexOf('\n');
              return new Typed(text.substring(0, end), text.substring(end + 1));
            })
        .toList();
  }

  private void writeLastQuarter() throws IOException {
    String earlier =
        Files.readString(folder.resolve("consent.yaml"))
            .replace("P13M", "P6M")
            .replace("Counts page views", "Counts visits")
            .replaceFirst("    safeguard: .*\n", "");
    Path policy = Cli.file(folder, "earlier.yaml", earlier);
    Cli.run("inventory", policy, "-o", folder.resolve("inventory-2026-06.json"));
  }

  private Cli.Result run(String command) throws IOException {
    String[] parts = command.substring(TOOL.length()).split(" > ");
    Object[] words =
        Stream.of(parts[0].split(" "))
            .map(word -> FILES.matcher(word).matches() ? folder.resolve(word).toString() : word)
            .toArray();
    Cli.Result result = Cli.run(words);
    if (parts.length == 1) {
      return result;
    }
    Files.writeString(folder.resolve(parts[1]), result.out());
    return new Cli.Result(result.code(), "", result.err());
  }

  @Test
  void each_of_the_seven_tasks_takes_one_command_which_writes_what_is_shown() throws IOException {
    writeLastQuarter();
    try (FileRecords store = FileRecords.open(folder.resolve("consent-records"))) {
      ProofOfInstitute.in(store);
    }
    int tasks = 0;
    int code = -1;
    for (Typed typed : typed()) {
      if (typed.command().equals(EXIT_CODE)) {
        assertThat(typed.shown()).isEqualTo(code + "\n");
        continue;
      }
      Cli.Result result = run(typed.command());
      code = result.code();
      tasks++;
      assertThat(result.err()).as(typed.command()).isEmpty();
      compare(typed, result.out());
    }
    assertThat(tasks).isEqualTo(7);
    assertThat(Files.readString(folder.resolve("cookies.html"))).contains("<table", "30 days");
    assertThat(Files.readString(folder.resolve("consent.sarif"))).contains("\"2.1.0\"");
  }

  private void compare(Typed typed, String written) {
    String real = written.replace("\r\n", "\n").replace(folder + "/", "").replace("\uFEFF", "");
    String[] shown = typed.shown().split("(?m)^" + Pattern.quote(LEFT_OUT) + "\n", -1);
    if (shown.length == 1) {
      assertThat(real).as(typed.command()).isEqualTo(shown[0]);
    } else {
      assertThat(real).as(typed.command()).startsWith(shown[0]).endsWith(shown[shown.length - 1]);
      assertThat(real).as(typed.command()).containsSubsequence(shown);
    }
  }

  @Test
  void the_page_names_the_rules_of_observations_with_their_severity() throws IOException {
    List<String> rows = page().lines().filter(line -> line.startsWith("| `")).toList();
    List<Rule> rules =
        Rules.all().stream().filter(rule -> !Rules.ofFiles().contains(rule)).toList();
    assertThat(rules).contains(ObservedRules.NEVER_SEEN);
    for (Rule rule :
        List.of(
            ObservedRules.UNDECLARED_COOKIE,
            ObservedRules.UNDECLARED_KEY,
            ObservedRules.UNDECLARED_THIRD_PARTY,
            ObservedRules.NEVER_SEEN,
            ObservedRules.LONGER_LIVED,
            ObservedRules.WRONG_FLAGS,
            ObservedRules.SET_BEFORE_CONSENT,
            ObservedRules.CONTACTED_BEFORE_CONSENT,
            ObservedRules.NOT_ENFORCED)) {
      String severity = "| " + rule.severity().name().toLowerCase(Locale.ROOT) + " |";
      assertThat(rows)
          .anyMatch(row -> row.contains("`" + rule.id() + "`") && row.contains(severity));
    }
  }

  // --- pipelines

  /** The steps of the page's pipelines that a shell runs: of GitHub, then of GitLab. */
  @SuppressWarnings("unchecked")
  private static List<String> scripts(String host) throws IOException {
    for (Object each : blocks("yaml").map(text -> new Yaml().load(text)).toList()) {
      Map<String, Object> pipeline = (Map<String, Object>) each;
      if (host.equals("github") && pipeline.get("jobs") instanceof Map<?, ?> jobs) {
        Map<?, ?> job = (Map<?, ?>) jobs.values().iterator().next();
        return ((List<Map<String, Object>>) job.get("steps"))
            .stream().map(step -> (String) step.get("run")).filter(run -> run != null).toList();
      }
      if (host.equals("gitlab") && pipeline.get("consent") instanceof Map<?, ?> job) {
        return List.of(String.join("\n", (List<String>) job.get("script")));
      }
    }
    throw new AssertionError("the page has no pipeline of " + host);
  }

  /** Returns the variables that the pipelines of the page set themselves. */
  private static Map<String, String> variables() throws IOException {
    return Pattern.compile("^ +(POLICY|CONSENT_CLI): (\\S+)$", Pattern.MULTILINE)
        .matcher(page())
        .results()
        .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2), (a, b) -> b));
  }

  /** Writes a jar as the assembly packs it, but for its classes, which it names. */
  private static void writeJar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, ConsentCli.class.getName());
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(path -> Path.of(path).toUri().toString())
                .collect(Collectors.joining(" ")));
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
  }

  private record Ran(int code, String out) {}

  private Ran shell(String script) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", script)
            .directory(folder.resolve("site").toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    Map<String, String> environment = shell.environment();
    environment.putAll(variables());
    environment.put("GITHUB_BASE_REF", "main");
    environment.put("GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString());
    environment.put("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main");
    environment.put(
        "PATH",
        folder.resolve("bin")
            + File.pathSeparator
            + Path.of(System.getProperty("java.home"), "bin")
            + File.pathSeparator
            + environment.get("PATH"));
    int code = shell.start().waitFor();
    return new Ran(code, Files.readString(out, UTF_8));
  }

  /** Makes a site with a policy on its main branch, and a worse one in the working tree. */
  private void makeSite() throws IOException, InterruptedException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path mvn =
        Files.writeString(
            bin.resolve("mvn"),
            """
            #!/usr/bin/env bash
            # Stands for Maven: gives the jar of the command line to whoever asks for that artifact.
            [[ " $* " == *" dependency:copy "* ]] || exit 9
            for word; do
              case $word in
                -Dartifact=*) IFS=: read -r group artifact version type classifier <<< "${word#*=}" ;;
                -DoutputDirectory=*) directory=${word#*=} ;;
              esac
            done
            [[ $group:$artifact:$type:$classifier == io.github.consent4j:consent-core:jar:cli ]] || exit 8
            mkdir -p "$directory"
            cp "$(dirname "$0")/cli.jar" "$directory/$artifact-$version-$classifier.$type"
            """);
    assertThat(mvn.toFile().setExecutable(true)).isTrue();
    writeJar(bin.resolve("cli.jar"));
    Path policy = folder.resolve("site").resolve(variables().get("POLICY"));
    Files.createDirectories(policy.getParent());
    String good = Files.readString(folder.resolve("consent.yaml"));
    Files.writeString(policy, good);
    Ran made =
        shell(
            """
            git init -q -b main
            git -c user.name=x -c user.email=x@x.example add .
            git -c user.name=x -c user.email=x@x.example commit -q -m 'A policy'
            git remote add origin .
            git fetch -q origin
            """);
    assertThat(made).isEqualTo(new Ran(0, ""));
    Files.writeString(
        policy, good.replace("P13M", "P3Y").replace("Counts page views.", "Marketing purposes."));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void the_pipeline_of_github_judges_a_changed_policy() throws Exception {
    makeSite();
    List<Ran> steps = new ArrayList<>();
    for (String script : scripts("github")) {
      steps.add(shell(script));
    }

    assertThat(steps).extracting(Ran::code).containsExactly(0, 0, 0, 1);
    assertThat(steps.get(3).out())
        .contains(variables().get("POLICY") + ":29:")
        .contains("[vague-purpose]")
        .contains("[long-lifetime]");
    assertThat(Files.readString(folder.resolve("site/consent.sarif")))
        .contains("\"uri\" : \"" + variables().get("POLICY") + "\"")
        .contains("\"ruleId\" : \"long-lifetime\"");
    assertThat(Files.readString(folder.resolve("summary.md")))
        .contains("| lifetime | P13M | P3Y |")
        .contains("## Visitors are asked again about");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void the_pipeline_of_gitlab_judges_a_changed_policy() throws Exception {
    makeSite();

    Ran job = shell(scripts("gitlab").get(0));

    assertThat(job.code()).isEqualTo(1);
    assertThat(job.out()).contains("[vague-purpose]");
    assertThat(Files.readString(folder.resolve("site/consent-diff.md")))
        .contains("| lifetime | P13M | P3Y |");
    assertThat(Files.readString(folder.resolve("site/consent-audit.md")))
        .contains("`long-lifetime`");
  }

  @Test
  void the_pipelines_name_the_version_of_this_build() throws IOException {
    String pom = Files.readString(Path.of("../pom.xml"));
    String version =
        Pattern.compile("<artifactId>consent4j</artifactId>\\s*<version>([^<]+)<")
            .matcher(pom)
            .results()
            .map(found -> found.group(1))
            .findFirst()
            .orElseThrow();

    assertThat(page()).contains(":consent-core:" + version + ":jar:cli");
    assertThat(variables().get("CONSENT_CLI"))
        .isEqualTo("target/consent-core-" + version + "-cli.jar");
  }
}
