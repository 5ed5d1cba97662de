package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.PolicyCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Grades the messages about operators' mistakes: position, cause, and what to do. */
class MistakesTest {

  private static final PolicyReader READER = new PolicyReader(BuiltInCatalogue.load());
  private static final String COLLECTED = "collected-mistakes.txt";

  /** The share of messages that have to be right, in percent. */
  private static final int RIGHT = 95;

  static List<Mistake> mistakes() {
    return Mistake.all();
  }

  @Test
  void there_are_many_mistakes() {
    assertThat(mistakes()).hasSizeGreaterThan(240);
    assertThat(mistakes()).extracting(Mistake::title).doesNotHaveDuplicates();
  }

  @Test
  void the_file_without_a_mistake_is_clean() {
    assertThat(check("consent.yaml", Mistake.good().getBytes(StandardCharsets.UTF_8)).problems())
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void a_mistake_is_explained(Mistake mistake) {
    Mistake.Grade grade =
        mistake.grade(check("consent.yaml", mistake.file().getBytes(StandardCharsets.UTF_8)));

    assertThat(grade.isRight())
        .as(
            "%s, at %s, because of '%s', and what to do: '%s'%n%s%nin%n%s",
            mistake.title(),
            mistake.place(),
            mistake.cause(),
            mistake.fix(),
            grade.told(),
            mistake.file())
        .isTrue();
  }

  @Test
  void messages_about_collected_mistakes_are_right() throws IOException {
    Path folder =
        Path.of(System.getProperty("consent.root", ".."), "..", "shared/cases/policies/mistakes");
    assumeTrue(Files.isDirectory(folder), () -> "skipped: no mistakes in " + folder);
    Map<String, List<String>> table = collected();
    StringBuilder grades = new StringBuilder("| file | right | told |\n| --- | --- | --- |\n");
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, List<String>> row : table.entrySet()) {
      PolicyCheck check = check(row.getKey(), Files.readAllBytes(folder.resolve(row.getKey())));
      boolean right = isRight(row.getValue(), check);
      String told = check.problems().stream().map(Object::toString).findFirst().orElse("clean");
      grades.append("| %s | %s | %s |%n".formatted(row.getKey(), right ? "yes" : "no", told));
      if (!right) {
        wrong.add(row.getKey() + " " + check.problems());
      }
    }
    Files.writeString(Path.of("target", "mistakes.md"), grades);

    assertThat(table).hasSizeGreaterThan(120);
    assertThat(wrong).hasSizeLessThanOrEqualTo(table.size() * (100 - RIGHT) / 100);
  }

  private static Map<String, List<String>> collected() throws IOException {
    Map<String, List<String>> table = new LinkedHashMap<>();
    try (InputStream in = MistakesTest.class.getResourceAsStream(COLLECTED)) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split(" *\\| *")))
          .forEach(columns -> table.put(columns.get(0), columns.subList(1, columns.size())));
    }
    return table;
  }

  private static boolean isRight(List<String> expected, PolicyCheck check) {
    boolean usable = check.policy().isPresent();
    if (expected.get(0).equals("ok")) {
      return usable;
    }
    boolean mayBeUsed = expected.get(0).equals("ok-or");
    List<String> words = expected.subList(mayBeUsed ? 1 : 0, expected.size());
    // Of errors, the first two are read; a warning may stand anywhere.
    boolean told =
        check.problems().stream()
            .filter(each -> usable || each.isError())
            .limit(usable ? Long.MAX_VALUE : 2)
            .anyMatch(
                each ->
                    (each.line() + ":" + each.column()).equals(words.get(0))
                        && words.stream().skip(1).allMatch(each.message()::contains));
    return told || (mayBeUsed && usable);
  }

  private static PolicyCheck check(String name, byte[] file) {
    return READER.check(name, new ByteArrayInputStream(file));
  }
}
