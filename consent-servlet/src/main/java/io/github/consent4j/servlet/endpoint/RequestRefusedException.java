package io.github.consent4j.servlet.endpoint;

import jakarta.servlet.http.HttpServletResponse;

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

  /** The address is none of the library's. */
  static RequestRefusedException notFound() {
    return new RequestRefusedException(HttpServletResponse.SC_NOT_FOUND, "There is no such page");
  }
}
