package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.examples.browser.RestInSweeps;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A proxy that removes unknown cookies. Only then it is logged. */
class StrippedCookiesTest {

  private static HttpRequest.Builder request(int port, String path, String agent) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .header("Accept", "text/html")
        .header("User-Agent", agent);
  }

  /** Sends cookies back as they were set, which the JDK's client does not. */
  private static final class Visitor {

    private final HttpClient client = HttpClient.newHttpClient();
    private String cookie = "";

    void send(HttpRequest.Builder request) throws Exception {
      if (!cookie.isEmpty()) {
        request.header("Cookie", cookie);
      }
      client
          .send(request.build(), HttpResponse.BodyHandlers.ofString())
          .headers()
          .firstValue("Set-Cookie")
          .ifPresent(set -> cookie = set.split(";")[0]);
    }
  }

  @RestInSweeps(after = 2)
  @ParameterizedTest
  @CsvSource({"VARNISH_WITHOUT_COOKIES, 1", "VARNISH, 0", "NGINX, 0", "APACHE, 0"})
  void missing_decisions_are_logged_once(CacheKind kind, int times) throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    TestSite site =
        new TestSite()
            .page("/page/*", (request, response) -> html(response, "<!DOCTYPE html><p>A page"))
            .start(Containers.TOMCAT);
    try (CachingProxy proxy = new CachingProxy(kind, List.of(site.port()))) {
      System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
      int port = proxy.port();
      for (int i = 0; i < 3; i++) {
        Visitor decided = new Visitor();
        decided.send(
            request(port, "/consent", "Browser " + i)
                .headers(
                    "Sec-Fetch-Site",
                    "same-origin",
                    "Content-Type",
                    "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("choice=accept-all&return=/page/x")));
        for (int j = 0; j < 4; j++) {
          // Other visitors, who have not decided, prove nothing.
          new Visitor().send(request(port, "/page/" + i + j, "Another"));
          decided.send(request(port, "/page/x" + i + j, "Browser " + i));
        }
      }
    } finally {
      System.setErr(before);
      site.close();
    }
    assertThat(log.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> line.contains("Decisions do not come back"))
        .hasSize(times);
  }
}
