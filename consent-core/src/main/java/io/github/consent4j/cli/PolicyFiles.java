package io.github.consent4j.cli;

import io.github.consent4j.audit.rule.FileRules;
import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.policy.Problem.Severity;
import io.github.consent4j.policy.reader.PolicyReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads policy files with the catalogue of the library. Not thread-safe. */
final class PolicyFiles {

  private final PolicyReader reader = new PolicyReader(BuiltInCatalogue.load());

  /** Checks a file. A file that cannot be read has one error. */
  PolicyCheck check(Path file) {
    try {
      return reader.check(file);
    } catch (IOException e) {
      Problem problem =
          new Problem(
              file.toString(), 1, 1, Severity.ERROR, FileRules.UNREADABLE.id(), reason(file, e));
      return new PolicyCheck(Optional.empty(), List.of(problem));
    }
  }

  /** Checks a text as if it stood in a file of that name. */
  PolicyCheck check(String name, String text) {
    return reader.check(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns whether the library has title and description of a category. */
  boolean hasTexts(String category) {
    if (category.equals(PolicyDraft.NECESSARY)) {
      return true;
    }
    String policy =
        "site: { name: x }\ncategories: { necessary: { required: true }, " + category + ": {} }";
    return check("category", policy).policy().isPresent();
  }

  /**
   * Reads a file.
   *
   * @throws UnusableException if it cannot be used; the message lists the errors
   */
  Policy read(Path file) {
    PolicyCheck check = check(file);
    return check
        .policy()
        .orElseThrow(
            () ->
                new UnusableException(
                    file
                        + " cannot be used:\n"
                        + check.problems().stream()
                            .filter(Problem::isError)
                            .map(ProblemText::line)
                            .collect(Collectors.joining("\n"))));
  }

  /**
   * Returns the places of a file that is a policy.
   *
   * @throws UnusableException if it cannot be read any longer
   */
  FilePlaces places(Path file) {
    try {
      return new FilePlaces(reader.places(file));
    } catch (IOException e) {
      throw new UnusableException(file + ": " + reason(file, e));
    }
  }

  /** Returns why a file cannot be read, and what to do. */
  static String reason(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file; '" + ConsentCli.NAME + " init' writes one";
    }
    if (Files.isDirectory(file)) {
      return "this is a folder; name a file in it";
    }
    return e instanceof AccessDeniedException
        ? "this file may not be read; change its permissions"
        : "this file cannot be read: " + e.getMessage();
  }
}
