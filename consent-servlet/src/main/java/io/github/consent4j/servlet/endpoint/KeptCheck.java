package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.page.View;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Reply;
import io.github.consent4j.servlet.exchange.RequestHead;
import io.github.consent4j.servlet.exchange.ReturnPath;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The redirect target of a form if it is not known yet whether the visitor's browser stores
 * cookies. It redirects to the page if the browser has stored the decision, and otherwise shows a
 * page that says it has not.
 */
final class KeptCheck implements Endpoint {

  /** The path below the base path. */
  static final String PATH = "/kept";

  /** The same for the page's own script. */
  static final String SCRIPT_PATH = "/kept.js";

  /**
   * Returns the path that a choice redirects to.
   *
   * @param language language of the form; empty if the form is not one of the library's
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
  public void serve(Exchange exchange, RequestHead request, Reply response)
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
  static void serveScript(Exchange exchange, RequestHead request, Reply response)
      throws IOException {
    Responses.script(response, exchange.compiled().pages().unkeptScript());
  }
}
