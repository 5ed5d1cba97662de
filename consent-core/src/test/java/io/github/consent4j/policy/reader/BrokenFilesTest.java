package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Problem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a file, it is a policy or its problems are listed. */
@Timeout(900)
class BrokenFilesTest {

  /** The number of files that are read in about two seconds. */
  private static final int FEW = 1_000;

  /** The number of files that are read in about a minute. */
  private static final int MANY = 18_000;

  private static final PolicyReader READER = new PolicyReader(BuiltInCatalogue.load());
  private static final PolicyMutations MUTATIONS = new PolicyMutations();

  @Test
  void a_broken_file_is_a_policy_or_its_problems_are_listed() {
    checkFiles(0, FEW);
  }

  @Test
  @Tag("sweep")
  void many_broken_files_are_policies_or_their_problems_are_listed() {
    checkFiles(FEW, MANY);
  }

  /** Files that take long with a parser that looks at a part of them again and again. */
  static List<String> largeFiles() {
    int size = 200_000;
    return List.of(
        "\n".repeat(size) + "site: [",
        "a".repeat(size) + ": b",
        "site: { name: " + "<a".repeat(size) + " }",
        "site: { name: " + "a b ".repeat(size) + ": }",
        "site: \"" + "\\\\".repeat(size) + "x",
        "site: '" + "''".repeat(size) + "x\nname: y",
        "site: { name: X }\nlanguages: [" + "x,".repeat(size) + "]\ncategories: {}",
        "site: { name: X }\ncategories: { a: { services: [" + "y".repeat(size) + "] } }",
        "site: { name: X }\ncategories: { a: { required: true, services: [s] } }\n"
            + "services: { s: { name: S, purpose: "
            + "<b".repeat(size)
            + ", loads: { inline: [\""
            + "<".repeat(size)
            + "\"], hosts: [\""
            + "a.".repeat(size)
            + "\"], scripts: [\""
            + "[a".repeat(size)
            + "\"] } } }",
        "? " + "k".repeat(size) + "\n: v",
        "- \n".repeat(size),
        "[a]\n".repeat(size) + "b = c",
        "a: b\n".repeat(size / 10),
        "# ".repeat(size) + "\nsite = x");
  }

  @ParameterizedTest
  @MethodSource("largeFiles")
  void a_large_file_is_a_policy_or_its_problems_are_listed(String file) {
    check(file.getBytes(StandardCharsets.UTF_8), "a large file");
  }

  @Test
  void a_file_that_refers_to_itself_is_refused() {
    PolicyCheck check =
        READER.check(
            "consent.yaml",
            new ByteArrayInputStream(
                "site: &s { name: X, more: *s }\n".getBytes(StandardCharsets.UTF_8)));

    assertThat(check.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "consent.yaml:1:7: '*' refers to the place in which it stands itself; remove it");
  }

  private static void checkFiles(int from, int to) {
    for (int seed = from; seed < to; seed++) {
      check(MUTATIONS.file(seed), "the file of seed " + seed);
    }
  }

  private static void check(byte[] file, String name) {
    PolicyCheck check;
    Optional<Policy> policy;
    try {
      check = READER.check("consent.yaml", new ByteArrayInputStream(file));
      policy = read(file);
    } catch (RuntimeException | StackOverflowError e) {
      fail(name + " makes the reader fail:\n" + shortened(file), e);
      return;
    }
    assertThat(check.policy().isPresent()).as(name).isEqualTo(policy.isPresent());
    assertThat(check.problems().stream().noneMatch(Problem::isError))
        .as(name)
        .isEqualTo(policy.isPresent());
    for (Problem problem : check.problems()) {
      boolean told =
          problem.line() > 0
              && problem.column() > 0
              && problem.message().indexOf('\n') < 0
              && !problem.message().contains("while parsing")
              && !problem.message().contains("expected <");
      if (!told) {
        fail(name + " is not explained: " + problem + "\n" + shortened(file));
      }
    }
  }

  private static Optional<Policy> read(byte[] file) {
    try {
      return Optional.of(READER.read("consent.yaml", new ByteArrayInputStream(file)));
    } catch (PolicyException e) {
      return Optional.empty();
    }
  }

  private static String shortened(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    return text.substring(0, Math.min(text.length(), 3_000));
  }
}
