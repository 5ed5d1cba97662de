package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.format.Json;
import io.github.consent4j.format.JsonReader;
import io.github.consent4j.format.JsonReader.Token;
import io.github.consent4j.gate.RateLimit;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.MediaType;
import io.github.consent4j.servlet.exchange.Reply;
import io.github.consent4j.servlet.exchange.RequestHead;
import io.github.consent4j.servlet.exchange.SameSiteCheck;
import java.io.IOException;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * Receives the browsers' reports of violations of the content security policy, in the formats of
 * {@code report-uri} (one object) and of the Reporting API (an array). It stores only which host
 * was blocked by which directive, because reports contain addresses of pages.
 *
 * <p>If the policy says so, it also receives the reports of {@code stored.js} about the names under
 * which scripts store something. They have the format of the Reporting API.
 */
public final class ReportEndpoint implements Endpoint {

  private static final int LARGEST = 64 * 1024;
  private static final int TOO_MANY = 429;

  private final RateLimit budget;

  /**
   * @param budget limits the number of reports that are read
   */
  public ReportEndpoint(RateLimit budget) {
    this.budget = budget;
  }

  @Override
  public void serve(Exchange exchange, RequestHead request, Reply response)
      throws IOException, RequestRefusedException {
    String name = MediaType.of(request.contentType()).essence();
    if (!name.equals("application/csp-report") && !name.equals("application/reports+json")) {
      throw new RequestRefusedException(
          HttpURLConnection.HTTP_UNSUPPORTED_TYPE,
          "A report is sent as application/csp-report or application/reports+json");
    }
    String site = request.header("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin")) {
      throw new RequestRefusedException(
          HttpURLConnection.HTTP_FORBIDDEN, "Reports are only taken from pages of this site");
    }
    if (!budget.allows()) {
      throw new RequestRefusedException(TOO_MANY, "There are too many reports");
    }
    StoredNames names = new StoredNames();
    read(FormBody.bytes(request, LARGEST), new BlockedHosts(exchange, request), names);
    if (exchange.compiled().policy().settings().seenStorage() && SameSiteCheck.passes(request)) {
      names.note(exchange, request);
    }
    Responses.unstored(response);
    response.setStatus(HttpURLConnection.HTTP_NO_CONTENT);
  }

  private static void read(byte[] body, BlockedHosts hosts, StoredNames names)
      throws RequestRefusedException {
    try (JsonReader json = Json.reader(body)) {
      @Nullable String directive = null;
      @Nullable String blocked = null;
      for (Token token = json.next(); token != Token.END; token = json.next()) {
        if (token == Token.STRING && json.isElement()) {
          names.add(json.name(), json.text());
        } else if (token == Token.STRING) {
          switch (json.name()) {
            case "effective-directive", "effectiveDirective" -> directive = json.text();
            case "violated-directive" -> directive = directive == null ? json.text() : directive;
            case "blocked-uri", "blockedURL" -> blocked = json.text();
            default -> {}
          }
        } else if (token == Token.END_OBJECT && directive != null && blocked != null) {
          hosts.add(directive, blocked);
          directive = null;
          blocked = null;
        }
      }
    } catch (IOException e) {
      throw new RequestRefusedException(
          HttpURLConnection.HTTP_BAD_REQUEST, "The report cannot be read");
    }
  }
}
