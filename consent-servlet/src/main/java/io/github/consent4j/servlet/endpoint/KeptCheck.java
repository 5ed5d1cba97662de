package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.page.View;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.ReturnPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a form leads when nothing tells yet that the visitor's browser keeps cookies: on to the
 * page if it has kept the decision, else to a page that says it has not.
 */
final class KeptCheck implements Endpoint {

  /** Its path below the base path. */
  static final String PATH = "/kept";

  /** The same for the page's own script. */
  static final String SCRIPT_PATH = "/kept.js";

  /**
   * Where a choice leads.
   *
   * @param language of the form that it came from; empty if it came from none of the library's
   */
  static String next(Exchange exchange, Optional<String> language, String returnTo) {
    boolean isCertain = language.isEmpty() || !exchange.cookies().headers().isEmpty();
    return isCertain || returnTo.startsWith(exchange.base())
        ? returnTo
        : exchange.base()
            + PATH
            + "?return="
            + URLEncoder.encode(returnTo, StandardCharsets.UTF_8)
            + "&lang="
            + exchange.language(language);
  }

  @Override
  public void serve(Exchange exchange, HttpServletRequest request, HttpServletResponse response)
      throws IOException, RequestRefusedException {
    FormBody query = FormBody.ofQuery(request);
    String returnTo =
        query
            .one("return")
            .flatMap(wanted -> ReturnPath.of(wanted, request))
            .orElse(exchange.base());
    if (exchange.consent().isMade()) {
      Responses.seeOther(response, returnTo);
      return;
    }
    View view =
        exchange.view(exchange.consent(), returnTo).in(exchange.language(query.one("lang")));
    Responses.page(response, exchange.compiled().pages().unkept(view));
  }

  /** Serves the script. */
  static void serveScript(
      Exchange exchange, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Responses.script(response, exchange.compiled().pages().unkeptScript());
  }
}
