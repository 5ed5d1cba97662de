package io.github.consent4j.cli;

/** The exit codes of all commands. */
final class ExitCode {

  /** There is nothing to report. */
  static final int CLEAN = 0;

  /** There is something to look at. */
  static final int FINDINGS = 1;

  /** The file or the arguments cannot be used. */
  static final int UNUSABLE = 2;

  private ExitCode() {}
}
