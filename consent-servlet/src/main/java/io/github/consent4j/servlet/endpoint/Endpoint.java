package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Reply;
import io.github.consent4j.servlet.exchange.RequestHead;
import java.io.IOException;

/** One of the library's own pages. */
@FunctionalInterface
interface Endpoint {

  /**
   * Answers a request.
   *
   * @throws RequestRefusedException if the request is refused
   */
  void serve(Exchange exchange, RequestHead request, Reply response)
      throws IOException, RequestRefusedException;
}
