package io.github.consent4j.cli.observation;

import java.io.IOException;

/** A document is not what it seemed to be. The message says what was expected. */
final class UnexpectedException extends IOException {

  private static final long serialVersionUID = 1L;

  UnexpectedException(String message) {
    super(message);
  }
}
