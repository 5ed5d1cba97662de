package io.github.consent4j.policy;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One problem of a configuration file. Immutable and thread-safe.
 *
 * @param source name of the file
 * @param line line in the file, from 1
 * @param column column in the line, from 1
 * @param severity whether the file can be used all the same
 * @param rule short name of the rule that the file breaks, such as {@code unknown-key}; it stays
 *     the same from release to release
 * @param message what is wrong, what was expected and what to do, on one line
 */
public record Problem(
    String source, int line, int column, Severity severity, String rule, String message)
    implements Serializable {

  /** The order of files and places. */
  static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::source)
          .thenComparingInt(Problem::line)
          .thenComparingInt(Problem::column);

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}]+");
  private static final Pattern LONG_WORD = Pattern.compile("'([^']{200})[^']{1000,}'");

  /** Makes a problem; the message is brought onto one line, and long quotations are shortened. */
  public Problem {
    message = CONTROL.matcher(message).replaceAll(" ");
    message = LONG_WORD.matcher(message).replaceAll("'$1…'");
  }

  /**
   * A place in a file, of a problem or of a declaration. Immutable and thread-safe.
   *
   * @param file name of the file, as the reader of the policy was given it
   * @param line line in the file, from 1
   * @param column column in the line, from 1
   */
  public record Place(String file, int line, int column) {

    /** Returns the place as compilers write it, such as {@code consent.yaml:12:5}. */
    @Override
    public String toString() {
      return file + ':' + line + ':' + column;
    }
  }

  /** What a problem means for the use of the file. */
  public enum Severity {
    /** The file cannot be used. */
    ERROR,

    /** The file can be used, but probably does not do what its author expects. */
    WARNING,

    /** Nothing is wrong, but an auditor would like to know. */
    NOTE
  }

  /** Returns where it is. */
  public Place place() {
    return new Place(source, line, column);
  }

  /** Returns the problems in the order of their files and places. */
  static Stream<Problem> sorted(List<Problem> problems) {
    return problems.stream().sorted(ORDER);
  }

  /** Returns whether the file cannot be used because of this problem. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /**
   * Returns the problem on one line, as compilers write it: {@code consent.yaml:12:5: ...}, or
   * {@code consent.yaml:12:5: warning: ...}.
   */
  @Override
  public String toString() {
    return place() + ": " + word() + message;
  }

  private String word() {
    return isError() ? "" : severity.name().toLowerCase(Locale.ROOT) + ": ";
  }
}
