package io.github.consent4j.cli;

/** A command cannot do its work. The message is for the person who called it. */
final class UnusableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableException(String message) {
    super(message);
  }
}
