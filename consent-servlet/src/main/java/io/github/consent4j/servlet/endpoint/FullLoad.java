package io.github.consent4j.servlet.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Has a browser load a page as a whole of which htmx would only put the body into the page that is
 * there, behind the head, the scripts and the guard of that one.
 */
final class FullLoad {

  private FullLoad() {}

  /**
   * Answers a request of htmx.
   *
   * @param address of what is to be loaded
   * @return whether the request was one
   */
  static boolean serve(HttpServletRequest request, HttpServletResponse response, String address) {
    if (request.getHeader("HX-Request") == null) {
      return false;
    }
    Responses.unstored(response);
    response.setHeader("HX-Redirect", address);
    return true;
  }

  /** The address that was asked for. */
  static String address(HttpServletRequest request) {
    String query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : '?' + query);
  }
}
