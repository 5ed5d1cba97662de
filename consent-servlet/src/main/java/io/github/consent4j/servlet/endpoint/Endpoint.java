package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.servlet.exchange.Exchange;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** One of the library's own pages. */
@FunctionalInterface
interface Endpoint {

  /**
   * Answers a request.
   *
   * @throws RequestRefusedException if the request is refused
   */
  void serve(Exchange exchange, HttpServletRequest request, HttpServletResponse response)
      throws IOException, RequestRefusedException;
}
