package io.github.consent4j.examples.proxy;

import java.util.List;
import java.util.stream.Collectors;

/** The settings cannot be used. Contains everything that is wrong with them. */
final class InvalidSettingsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /**
   * One thing that is wrong.
   *
   * @param key the full name of the property
   * @param what what is wrong with it
   * @param action what the operator can do
   */
  record Problem(String key, String what, String action) {}

  InvalidSettingsException(List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.key() + ": " + problem.what() + "; " + problem.action())
            .collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  List<Problem> problems() {
    return problems;
  }
}
