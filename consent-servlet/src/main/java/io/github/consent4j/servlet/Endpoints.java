package io.github.consent4j.servlet;

import io.github.consent4j.page.View;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and serves the library's own pages below the base path. */
final class Endpoints {

  private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
  private static final String ASSETS = "/assets/";

  private static final Map<String, Endpoint> READ =
      Map.of(
          "",
          (visit, request, response) ->
              Answer.page(response, visit.compiled().pages().settings(settings(visit, request))),
          "/state.json",
          (visit, request, response) -> Answer.json(response, StateJson.of(visit.consent())),
          "/inventory.json",
          (visit, request, response) -> Answer.json(response, visit.compiled().inventory()),
          "/embed",
          new EmbedPage());

  private static final Endpoint CHOICE = new ChoiceEndpoint();

  private Endpoints() {}

  /** Serves a request that is the library's own; whether it was. */
  static boolean serve(Visit visit, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = below(visit.compiled().policy().settings().basePath(), request);
    if (path == null) {
      return false;
    }
    try {
      endpoint(path, request, response).serve(visit, request, response);
    } catch (Refusal refusal) {
      FormBody.skip(request);
      Answer.text(response, refusal.status(), String.valueOf(refusal.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("A page of the consent library failed", e);
      if (!response.isCommitted()) {
        response.reset();
        Answer.text(response, 500, "That did not work; nothing has been changed");
      }
    }
    return true;
  }

  /** The settings page comes back to where the visitor came from, if that is on this site. */
  private static View settings(Visit visit, HttpServletRequest request) {
    String returnTo =
        Optional.ofNullable(request.getParameter("return"))
            .flatMap(ReturnPath::of)
            .orElse(visit.base());
    boolean saved = request.getParameter("saved") != null;
    String language = visit.language(Optional.ofNullable(request.getParameter("lang")));
    return new View(visit.consent(), language, visit.base(), returnTo, saved);
  }

  /** The container has taken parameters and dots out of this path, and decoded it once. */
  private static @Nullable String below(String base, HttpServletRequest request) {
    String info = request.getPathInfo();
    String path = request.getServletPath() + (info == null ? "" : info);
    if (path.equals(base) || path.equals(base + "/")) {
      return "";
    }
    return path.startsWith(base + "/") ? path.substring(base.length()) : null;
  }

  private static Endpoint endpoint(
      String path, HttpServletRequest request, HttpServletResponse response) throws Refusal {
    Endpoint reading =
        path.startsWith(ASSETS)
            ? new AssetFile(path.substring(ASSETS.length()))
            : Optional.ofNullable(READ.get(path)).orElseThrow(Endpoints::notFound);
    boolean takesChoices = path.isEmpty();
    return switch (request.getMethod()) {
      case "GET", "HEAD" -> reading;
      case "POST" -> {
        if (!takesChoices) {
          throw notAllowed(response, false);
        }
        yield CHOICE;
      }
      default -> throw notAllowed(response, takesChoices);
    };
  }

  static Refusal notFound() {
    return new Refusal(HttpServletResponse.SC_NOT_FOUND, "There is no such page");
  }

  private static Refusal notAllowed(HttpServletResponse response, boolean takesChoices) {
    response.setHeader("Allow", takesChoices ? "GET, HEAD, POST" : "GET, HEAD");
    return new Refusal(
        HttpServletResponse.SC_METHOD_NOT_ALLOWED, "This page does not take that method");
  }
}
