package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.record.export.ProofOfInstitute;
import io.github.consent4j.record.file.FileRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README shows of the commands for records is what they write. */
class RecordsReadmeTest {

  private static final String PROMPT = "$ consent-cli ";

  /** In an example, stands for any lines. */
  private static final String LEFT_OUT = "...";

  private static final Pattern PATH =
      Pattern.compile("^(consent-records|consent-key\\.pem(\\.pub)?|\\S+\\.(html|csv|jsonld))$");

  @TempDir private Path folder;

  /** A command as it is typed, and the lines below it. */
  record Example(String command, List<String> output) {

    static Example of(String text) {
      List<String> lines = text.lines().toList();
      return new Example(lines.get(0), lines.subList(1, lines.size()));
    }

    @Override
    public String toString() {
      return command;
    }
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("../README.md"));
  }

  static Stream<Example> examples() throws IOException {
    return Pattern.compile("^```console\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(readme())
        .results()
        .flatMap(block -> Stream.of(block.group(1).split(Pattern.quote(PROMPT))))
        .filter(text -> text.startsWith("records "))
        .map(Example::of);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_example_shows_the_real_output(Example example) throws IOException {
    Path key = folder.resolve("consent-key.pem");
    if (!example.command().startsWith("records key")) {
      Cli.run("records", "key", key);
    }
    if (Files.exists(key)) {
      try (FileRecords store =
          FileRecords.builder(folder.resolve("consent-records")).key(key).open()) {
        ProofOfInstitute.in(store);
      }
    }
    Object[] words =
        Stream.of(example.command().split(" "))
            .map(word -> PATH.matcher(word).matches() ? folder.resolve(word).toString() : word)
            .toArray();

    Cli.Result result = Cli.run(words);

    assertThat(result.err()).isEmpty();
    String[] shown =
        (String.join("\n", example.output()) + '\n')
            .split("(?m)^ *" + Pattern.quote(LEFT_OUT) + "\n", -1);
    String real =
        result.out().replace("\r\n", "\n").replace(folder + "/", "").replace("\uFEFF", "");
    if (shown.length == 1) {
      assertThat(real).isEqualTo(shown[0]);
    } else {
      assertThat(real).startsWith(shown[0]).endsWith(shown[shown.length - 1]);
      assertThat(real).containsSubsequence(shown);
    }
  }

  @Test
  void the_readme_has_an_example_of_every_command_that_answers() throws IOException {
    for (String command : List.of("show", "export", "verify", "stats", "erase", "key")) {
      assertThat(examples()).anyMatch(each -> each.command().startsWith("records " + command));
    }
    assertThat(readme()).contains("records purge");
  }
}
