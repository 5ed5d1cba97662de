package io.github.consent4j.cli.browser;

/** The browser or the site is not to be had. The message says what is missing and what to do. */
public final class ImpossibleAuditException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param message what is missing, and what to do
   */
  public ImpossibleAuditException(String message) {
    super(message);
  }
}
