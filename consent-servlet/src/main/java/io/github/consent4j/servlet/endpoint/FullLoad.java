package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.servlet.exchange.Reply;
import io.github.consent4j.servlet.exchange.RequestHead;

/**
 * Makes a browser load a page as a whole. Otherwise htmx would insert only its body into the
 * current page, with the head, the scripts and the guard of that one.
 */
final class FullLoad {

  private FullLoad() {}

  /**
   * Answers a request that htmx has made.
   *
   * @param address address of the page to load
   * @return whether htmx has made the request
   */
  static boolean serve(RequestHead request, Reply response, String address) {
    if (request.header("HX-Request") == null) {
      return false;
    }
    Responses.unstored(response);
    response.setHeader("HX-Redirect", address);
    return true;
  }
}
