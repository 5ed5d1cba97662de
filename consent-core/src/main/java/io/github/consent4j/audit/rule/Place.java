package io.github.consent4j.audit.rule;

/**
 * A place in a file. Immutable and thread-safe.
 *
 * @param file name of the file, as in the messages of the reader
 * @param line line in the file, from 1
 * @param column column in the line in code points, from 1
 */
public record Place(String file, int line, int column) {

  /** Returns the place as compilers write it: {@code consent.yaml:12:5}. */
  @Override
  public String toString() {
    return file + ':' + line + ':' + column;
  }
}
