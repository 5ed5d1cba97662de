package io.github.consent4j.gate;

/** A document cannot be read, so that the site's {@code on-error} decides. */
final class UnreadableDocumentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableDocumentException(String reason) {
    super(reason);
  }
}
