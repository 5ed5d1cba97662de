package io.github.consent4j.policy;

import java.io.Serializable;

/**
 * One problem of a configuration file. Immutable and thread-safe.
 *
 * @param source name of the file
 * @param line line in the file, from 1
 * @param column column in the line, from 1
 * @param message what is wrong, what was expected and what to do
 */
public record Problem(String source, int line, int column, String message) implements Serializable {

  /** Returns the problem on one line, as compilers write it: {@code consent.yaml:12:5: ...}. */
  @Override
  public String toString() {
    return source + ':' + line + ':' + column + ": " + message;
  }
}
