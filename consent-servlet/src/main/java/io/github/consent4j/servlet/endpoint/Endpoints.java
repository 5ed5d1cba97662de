package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.format.SitePath;
import io.github.consent4j.page.View;
import io.github.consent4j.servlet.exchange.CompiledPolicy;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Referrer;
import io.github.consent4j.servlet.exchange.Reply;
import io.github.consent4j.servlet.exchange.RequestHead;
import io.github.consent4j.servlet.exchange.ReturnPath;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and serves the library's own pages below the base path. */
public final class Endpoints {

  private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
  private static final String ASSETS = "/assets/";

  private static final Map<String, Endpoint> READ =
      Map.of(
          "",
          (exchange, request, response) -> {
            if (!FullLoad.serve(request, response, request.target())) {
              Responses.page(
                  response,
                  exchange
                      .compiled()
                      .pages()
                      .settings(settings(exchange, request), exchange.proof().isOn()));
            }
          },
          "/state.json",
          (exchange, request, response) ->
              Responses.json(response, StateJson.of(exchange.consent())),
          "/inventory.json",
          new InventoryEndpoint(),
          "/inventory.csv",
          TableEndpoint.CSV,
          "/inventory.md",
          TableEndpoint.MARKDOWN,
          "/inventory.html",
          TableEndpoint.HTML,
          "/embed",
          new EmbedEndpoint(),
          ReceiptEndpoint.PATH,
          new ReceiptEndpoint(),
          KeptCheck.PATH,
          new KeptCheck(),
          KeptCheck.SCRIPT_PATH,
          KeptCheck::serveScript);

  private static final Endpoint CHOICE = new ChoiceEndpoint();
  private static final Endpoint GPC = new GpcEndpoint();

  private Endpoints() {}

  /** Returns whether a request is one for the library's own pages. */
  public static boolean concerns(Exchange exchange) {
    String path = exchange.pathInApplication();
    return path.equals(GpcEndpoint.PATH)
        || SitePath.isWithin(path, exchange.compiled().policy().settings().basePath());
  }

  /**
   * Serves a request for one of the library's own pages. Returns false if it is another request.
   */
  public static boolean serve(Exchange exchange, RequestHead request, Reply response)
      throws IOException {
    if (!concerns(exchange)) {
      return false;
    }
    String path = exchange.pathInApplication();
    String base = exchange.compiled().policy().settings().basePath();
    try {
      endpoint(path, base, exchange, request, response).serve(exchange, request, response);
    } catch (RequestRefusedException refusal) {
      tell(refusal, exchange, request, response);
      response.flush();
      FormBody.skip(request);
    } catch (RuntimeException e) {
      LOG.error("A page of the consent library failed", e);
      if (!response.isCommitted()) {
        response.reset();
        Responses.text(response, 500, "That did not work; nothing has been changed");
      }
    }
    return true;
  }

  /** Sends a page about a refused request, in the visitor's language and with a link to go on. */
  private static void tell(
      RequestRefusedException refusal, Exchange exchange, RequestHead request, Reply response)
      throws IOException {
    if (request.headers("Accept").stream().anyMatch(types -> types.contains("text/html"))) {
      View view =
          new View(exchange.consent(), exchange.language(), exchange.base(), exchange.base());
      response.setStatus(refusal.status());
      Responses.framed(
          response,
          exchange.compiled().pages().failure(view, String.valueOf(refusal.getMessage())));
    } else {
      Responses.text(response, refusal.status(), String.valueOf(refusal.getMessage()));
    }
  }

  /**
   * Returns the view of the settings page, which returns to the page that the visitor came from, if
   * that is on this site.
   */
  private static View settings(Exchange exchange, RequestHead request) {
    String returnTo =
        Optional.ofNullable(request.parameter("return"))
            .flatMap(wanted -> ReturnPath.of(wanted, request))
            .or(() -> Referrer.of(request, exchange.base()))
            .orElse(exchange.base());
    boolean saved = request.parameter("saved") != null;
    String language = exchange.language(Optional.ofNullable(request.parameter("lang")));
    return new View(exchange.consent(), language, exchange.base(), returnTo, saved);
  }

  private static Endpoint endpoint(
      String path, String base, Exchange exchange, RequestHead request, Reply response)
      throws RequestRefusedException {
    if (path.equals(GpcEndpoint.PATH)) {
      return byMethod(GPC, null, request, response);
    }
    String below = path.substring(base.length()).replaceFirst("^/$", "");
    if (below.startsWith(ASSETS)) {
      return byMethod(new AssetEndpoint(below.substring(ASSETS.length())), null, request, response);
    }
    return switch (below) {
      case "" -> byMethod(READ.get(below), CHOICE, request, response);
      case CompiledPolicy.REPORTS -> {
        if (!exchange.compiled().takesReports()) {
          throw RequestRefusedException.notFound();
        }
        yield byMethod(
            null, new ReportEndpoint(exchange.compiled().reportLimit()), request, response);
      }
      default ->
          byMethod(
              Optional.ofNullable(READ.get(below)).orElseThrow(RequestRefusedException::notFound),
              null,
              request,
              response);
    };
  }

  private static Endpoint byMethod(
      @Nullable Endpoint read, @Nullable Endpoint write, RequestHead request, Reply response)
      throws RequestRefusedException {
    @Nullable Endpoint found =
        switch (request.method()) {
          case "GET", "HEAD" -> read;
          case "POST" -> write;
          default -> null;
        };
    if (found != null) {
      return found;
    }
    response.setHeader(
        "Allow", write == null ? "GET, HEAD" : read == null ? "POST" : "GET, HEAD, POST");
    throw new RequestRefusedException(
        HttpURLConnection.HTTP_BAD_METHOD, "This page does not take that method");
  }
}
