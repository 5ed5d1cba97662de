package io.github.consent4j.examples.comparison;

import java.util.List;
import java.util.regex.Pattern;

/** What an application has logged. */
final class Log {

  /** The pattern that the application has to log with. */
  static final String PATTERN = "[%level] %logger %msg%n%throwable";

  private static final Pattern TROUBLE =
      Pattern.compile(
          "\\[(WARN|ERROR)\\] .*|(Caused by: |Suppressed: )?[\\w.$]+(Exception|Error)\\b.*");

  private Log() {}

  /** Returns all warnings, errors and exceptions. */
  static List<String> trouble(String output) {
    return output.lines().filter(line -> TROUBLE.matcher(line).matches()).sorted().toList();
  }
}
