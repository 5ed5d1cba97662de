package io.github.consent4j.servlet;

import io.github.consent4j.page.View;
import io.github.consent4j.policy.Service;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Serves the document that stands in a frame for content that is held back. */
final class EmbedPage implements Endpoint {

  @Override
  public void serve(Visit visit, HttpServletRequest request, HttpServletResponse response)
      throws IOException, Refusal {
    FormBody query = FormBody.ofQuery(request);
    Service service =
        query
            .one("service")
            .flatMap(visit.compiled().policy()::service)
            .orElseThrow(() -> bad("There is no such service"));
    String url =
        query
            .one("url")
            .filter(address -> belongs(visit.compiled(), service, address))
            .orElseThrow(() -> bad("The address is not one of that service"));
    Optional<String> wanted = query.one("return");
    String returnTo =
        wanted.isEmpty()
            ? visit.base()
            : ReturnPath.ofAddress(wanted.get())
                .orElseThrow(() -> bad("The address to return to is no path on this site"));
    View view = visit.view(visit.consent(), returnTo).in(visit.language(query.one("lang")));
    Answer.framed(response, visit.compiled().pages().placeholder(view, service, url));
  }

  private static boolean belongs(CompiledPolicy compiled, Service service, String address) {
    return compiled.urls().belongs(compiled.policy().indexOf(service.id()), address);
  }

  private static Refusal bad(String message) {
    return new Refusal(HttpServletResponse.SC_BAD_REQUEST, message);
  }
}
