package io.github.consent4j.servlet.endpoint;

/** A request to the library's own pages that is answered with a 4xx status and a short text. */
final class RequestRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param message for the visitor; never holds anything that came with the request
   */
  RequestRefusedException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
