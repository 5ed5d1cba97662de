package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.servlet.exchange.CompiledPolicy;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Reply;
import io.github.consent4j.servlet.exchange.RequestHead;
import java.io.IOException;
import java.time.ZoneOffset;

/**
 * States that the site follows Global Privacy Control (W3C Working Draft, section "GPC Support
 * Resource"): nothing is sent to third parties without consent, whatever the signal says. A site
 * that does not enforce one of its categories does not state that.
 */
final class GpcEndpoint implements Endpoint {

  /** The path within the application. Browsers use it only if the application is at the root. */
  static final String PATH = "/.well-known/gpc.json";

  @Override
  public void serve(Exchange exchange, RequestHead request, Reply response) throws IOException {
    CompiledPolicy compiled = exchange.compiled();
    String since = compiled.activeSince().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    JsonWriter json =
        JsonWriter.compact()
            .beginObject()
            .field("gpc", isHonoured(compiled.policy()))
            .field("lastUpdate", since)
            .endObject();
    response.setHeader("Cache-Control", "public, max-age=3600");
    Responses.body(response, "application/json", json.toBytes());
  }

  private static boolean isHonoured(Policy policy) {
    return policy.categories().stream()
        .allMatch(category -> category.required() || category.enforce() == Enforcement.ON);
  }
}
