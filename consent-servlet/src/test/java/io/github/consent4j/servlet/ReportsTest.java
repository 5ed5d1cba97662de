package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.seen.Seen;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Browsers' reports about the content security policy, and forged reports. */
@OnEveryContainer
class ReportsTest {

  private static final String URI = "application/csp-report";
  private static final String API = "application/reports+json";
  private static final String REPORT =
      """
      {"csp-report": {"document-uri": "https://site.example/p?visitor=7", "referrer": "",
       "violated-directive": "img-src", "effective-directive": "img-src",
       "original-policy": "default-src 'self'", "disposition": "report",
       "blocked-uri": "https://pixel.example/p.gif?visitor=7", "status-code": 200}}
      """;

  @Parameter Containers starter;

  private ConsentFilter filter;
  private TestSite site;

  @BeforeEach
  void start() throws Exception {
    Clock clock = Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);
    filter =
        ConsentFilter.builder()
            .policy(TestSite.policy(TestSite.REFERENCE + "csp: report-only\n"))
            .clock(clock)
            .build();
    site =
        new TestSite()
            .page("/", (request, response) -> html(response, "<!doctype html><title>own</title>"))
            .filter(filter)
            .start(starter);
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private HttpResponse<String> report(String type, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        site.request("/consent/reports")
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return site.send(headers.length == 0 ? request : request.headers(headers));
  }

  @Test
  void both_forms_of_reports_are_counted_by_directive_and_host_and_nothing_else_is_stored()
      throws Exception {
    HttpResponse<String> taken = report(URI, REPORT, "Sec-Fetch-Site", "same-origin");
    assertThat(taken.statusCode()).isEqualTo(204);
    assertThat(header(taken, "Cache-Control")).isEqualTo("no-store");
    assertThat(TestSite.setCookies(taken)).isEmpty();
    report(
        API + "; charset=utf-8",
        """
        [{"type": "csp-violation", "age": 1, "url": "https://site.example/p", "body":
           {"blockedURL": "https://pixel.example/", "effectiveDirective": "img-src"}},
         {"type": "deprecation", "body": {"id": "x"}},
         {"type": "csp-violation", "body":
           {"effectiveDirective": "script-src-elem", "blockedURL": "https://tag.example/t.js"}},
         {"type": "csp-violation", "body":
           {"effectiveDirective": "script-src-elem", "blockedURL": "inline"}}]
        """);
    assertThat(filter.seen().reports())
        .containsExactly(
            new Seen.Report("img-src", "pixel.example", 2),
            new Seen.Report("script-src-elem", "tag.example", 1));
    report(URI, REPORT.replace("pixel.example/p.gif", "www.youtube.com/embed/x"));
    assertThat(filter.seen().items())
        .extracting(item -> item.name() + " " + item.service().orElse("?") + " " + item.count())
        .containsExactly("pixel.example ? 2", "tag.example ? 1", "youtube.com youtube 1");
    assertThat(filter.seen().items())
        .allSatisfy(
            item ->
                assertThat(item.byConsent()).isEqualTo(new Seen.ByConsent(item.count(), 0, 0, 0)));
  }

  @Test
  @SecurityItem(25)
  void a_body_that_is_no_report_is_refused_and_nothing_is_stored() throws Exception {
    assertThat(report("application/json", REPORT).statusCode()).isEqualTo(415);
    assertThat(report("text/plain", REPORT).statusCode()).isEqualTo(415);
    assertThat(report(URI, REPORT, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    for (String body :
        new String[] {
          "[".repeat(10_000),
          "{\"a\":".repeat(10_000),
          "{\"csp-report\": {\"blocked-uri\": ",
          "{\"x\": 1" + "0".repeat(1000) + "}",
          "{\"x\": \"\\ud800\", \"y\": }",
          "nonsense"
        }) {
      HttpResponse<String> refused = report(URI, body);
      assertThat(refused.statusCode()).as(body).isEqualTo(400);
      assertThat(refused.body()).isEqualTo("The report cannot be read.\n");
    }
    for (String body :
        new String[] {"", "{}", "[]", "7", "{\"a\": 1e400, \"a\": 2, \"b\": \"\\ud800\"}"}) {
      assertThat(report(URI, body).statusCode()).as(body).isEqualTo(204);
    }
    assertThat(site.get("/consent/reports").statusCode()).isEqualTo(405);
    assertThat(header(site.get("/consent/reports"), "Allow")).isEqualTo("POST");
    assertThat(filter.seen().reports()).isEmpty();
  }

  @Test
  @SecurityItem(24)
  void a_body_that_is_too_long_is_cut_however_it_is_sent() throws Exception {
    byte[] endless = " ".repeat(70_000).getBytes(StandardCharsets.US_ASCII);
    assertThat(report(URI, " ".repeat(70_000)).statusCode()).isEqualTo(413);
    HttpRequest.Builder chunked =
        site.request("/consent/reports")
            .header("Content-Type", URI)
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(endless)));
    assertThat(site.send(chunked).statusCode()).isEqualTo(413);
  }

  @Test
  @SecurityItem(31)
  void a_flood_of_reports_is_not_read() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(report(URI, REPORT.replace("pixel", "p" + i)).statusCode()).isEqualTo(204);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(report(URI, REPORT.replace("pixel", "q" + i)).statusCode()).isEqualTo(429);
    }
    assertThat(filter.seen().reports()).hasSize(100);
  }
}
