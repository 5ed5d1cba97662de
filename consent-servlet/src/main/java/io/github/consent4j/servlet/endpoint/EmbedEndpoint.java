package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.gate.rule.UrlMatcher;
import io.github.consent4j.page.View;
import io.github.consent4j.policy.Service;
import io.github.consent4j.servlet.exchange.CompiledPolicy;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.FetchDestination;
import io.github.consent4j.servlet.exchange.Reply;
import io.github.consent4j.servlet.exchange.RequestHead;
import io.github.consent4j.servlet.exchange.ReturnPath;
import io.github.consent4j.servlet.exchange.SameSiteCheck;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * Serves the placeholder document of a frame whose content is blocked. If the visitor allows the
 * content by now, it redirects to the content.
 *
 * <p>A page of another site cannot show the document itself, so that it cannot make visitors click
 * in it. It can show a page of this site that contains the document; browsers then store no choice.
 */
public final class EmbedEndpoint implements Endpoint {

  @Override
  public void serve(Exchange exchange, RequestHead request, Reply response)
      throws IOException, RequestRefusedException {
    FormBody query = FormBody.ofQuery(request);
    Optional<String> id = query.one("service").filter(named -> !named.isEmpty());
    boolean isInOwnPage = isInOwnPage(request);
    if (id.isEmpty() && isInOwnPage) {
      undeclared(exchange, query, response);
      return;
    }
    Service service =
        id.flatMap(exchange.compiled().policy()::service)
            .orElseThrow(() -> bad("There is no such service"));
    int index = exchange.compiled().policy().indexOf(service.id());
    String url =
        query
            .one("url")
            .filter(address -> exchange.compiled().urls().belongs(index, address, exchange.page()))
            .flatMap(UrlMatcher::href)
            .orElseThrow(() -> bad("The address is not one of that service"));
    Optional<String> wanted = query.one("return");
    String returnTo =
        wanted.isEmpty()
            ? exchange.base()
            : ReturnPath.ofAddress(wanted.get())
                .orElseThrow(() -> bad("The address to return to is no path on this site"));
    if (isInOwnPage && query.one(Exchange.SHARED).isEmpty() && exchange.allowed().allows(index)) {
      Responses.content(response, url);
      return;
    }
    View view =
        exchange.view(exchange.consent(), returnTo).in(exchange.language(query.one("lang")));
    String page = exchange.compiled().pages().placeholder(view, service, url);
    if (isInOwnPage) {
      Responses.nested(response, page);
    } else {
      Responses.framed(response, page);
    }
  }

  /**
   * Serves the placeholder of content that no service declares. A frame without a valid address
   * stays blank.
   */
  private static void undeclared(Exchange exchange, FormBody query, Reply response)
      throws IOException, RequestRefusedException {
    CompiledPolicy compiled = exchange.compiled();
    Optional<String> url =
        query.one("url").filter(exchange::blocksUndeclared).flatMap(UrlMatcher::href);
    if (url.isEmpty()) {
      response.setStatus(HttpURLConnection.HTTP_NO_CONTENT);
      return;
    }
    View view =
        exchange.view(exchange.consent(), exchange.base()).in(exchange.language(query.one("lang")));
    Responses.nested(response, compiled.pages().undeclaredPlaceholder(view, url.get()));
  }

  /**
   * Returns whether the document is in a frame of a page of this site, as far as the browser says
   * so.
   */
  private static boolean isInOwnPage(RequestHead request) {
    return (request.header("Sec-Fetch-Dest") == null
            || FetchDestination.of(request) == FetchDestination.FRAME)
        && SameSiteCheck.passes(request);
  }

  private static RequestRefusedException bad(String message) {
    return new RequestRefusedException(HttpURLConnection.HTTP_BAD_REQUEST, message);
  }
}
