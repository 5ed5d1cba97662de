package io.github.consent4j.gate.token;

/** A document cannot be read, so that the site's {@code on-error} decides. */
public final class UnreadableDocumentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnreadableDocumentException(String reason) {
    super(reason);
  }
}
