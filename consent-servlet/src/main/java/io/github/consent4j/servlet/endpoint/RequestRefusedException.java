package io.github.consent4j.servlet.endpoint;

import java.net.HttpURLConnection;

/** A request to the library's own pages is refused with a 4xx status and a short text. */
final class RequestRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param message message for the visitor; never contains anything from the request
   */
  RequestRefusedException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }

  /** Returns the exception for an unknown address. */
  static RequestRefusedException notFound() {
    return new RequestRefusedException(HttpURLConnection.HTTP_NOT_FOUND, "There is no such page");
  }
}
