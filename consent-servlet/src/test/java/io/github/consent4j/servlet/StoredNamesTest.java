package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.RecordingServer;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.CatalogueIndex;
import io.github.consent4j.seen.journal.Proposal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts store in browsers, where the site wants to know the names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoredNamesTest {

  private static final String HOST = "www.institute.example";

  private static final String POLICY =
      """
      site: { name: Institute }
      seen: { storage: true }
      undeclared-cookies: report
      categories:
        necessary: { required: true, services: [webedition, own] }
        statistics: { services: [counter] }
      services:
        own:
          name: Own
          purpose: Remembers the font
          stores:
            - { name: font, kind: local-storage, lifetime: persistent, purpose: The font }
            - { name: look*, lifetime: session, purpose: The look }
        counter:
          name: Counter
          purpose: Counts visits
          stores: [{ name: _count, lifetime: session, purpose: Counts }]
      """;

  private static final String STORING =
      """
      <script>
        document.cookie = 'basket_20817=secret; path=/';
        document.cookie = 'lookDark=secret';
        document.cookie = '_count=secret';
        document.cookie = 'gone=; max-age=0';
        document.cookie = 'past=; expires=Thu, 01 Jan 1970 00:00:00 GMT';
        self.cookieStore?.set('stored', 'secret');
        localStorage.font = 'secret';
        localStorage['persist:cart'] = 'secret';
        localStorage.setItem('hjActiveViewportIds', 'secret');
        sessionStorage.step = 'secret';
      </script>
      """;

  private RecordingServer web;
  private TestSite site;
  private Chromium browser;

  @BeforeAll
  void start() throws Exception {
    web = new RecordingServer();
  }

  @BeforeEach
  void startSite() throws Exception {
    stopSite();
    site = site(POLICY);
    browser = new Chromium(Map.of(HOST, site.port()), web.port());
  }

  private static TestSite site(String policy) throws Exception {
    return new TestSite()
        .policy(TestSite.policy(policy))
        .page(
            "/shop/4711",
            (request, response) -> {
              if (request.getParameter("shared") != null) {
                response.setHeader("Cache-Control", "public, max-age=60");
              }
              html(
                  response,
                  "<!DOCTYPE html><html lang=en><head><title>P</title></head><body>"
                      + STORING
                      + "</body></html>");
            })
        .start(Containers.TOMCAT);
  }

  @AfterAll
  void stop() throws Exception {
    stopSite();
    web.close();
  }

  private void stopSite() throws Exception {
    if (browser != null) {
      browser.close();
      site.close();
    }
  }

  private List<Seen.Item> items() {
    return site.consentFilter().seen().items();
  }

  private List<String> names() {
    return items().stream().map(item -> item.kind() + " " + item.name()).toList();
  }

  private Page open(BrowserContext visitor, String address, double chance) {
    visitor.addInitScript("Math.random = () => " + chance);
    Page page = visitor.newPage();
    page.navigate("http://" + HOST + address);
    page.evaluate("self.cookieStore?.getAll()");
    return page;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/shop/4711?q=secret", "/shop/4711?shared"})
  void names_are_seen_with_their_page_and_service_and_whether_they_are_held_back(String address)
      throws Exception {
    try (BrowserContext visitor = browser.visitor(true)) {
      open(visitor, address, 0).navigate("http://" + HOST + "/consent");
      long last = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (names().size() < 8 && System.nanoTime() < last) {
        Thread.sleep(50);
      }
    }

    assertThat(names())
        .containsExactly(
            "COOKIE _count",
            "COOKIE basket_*",
            "COOKIE look*",
            "COOKIE stored",
            "LOCAL_STORAGE font",
            "LOCAL_STORAGE hjActiveViewportIds",
            "LOCAL_STORAGE persist:cart",
            "SESSION_STORAGE step");
    assertThat(items())
        .allSatisfy(item -> assertThat(item.pages()).containsExactly("/shop/*"))
        .extracting(item -> item.name() + " " + item.service().orElse("?"))
        .contains("_count counter", "look* own", "font own", "stored ?", "step ?");
    assertThat(items())
        .allSatisfy(
            item -> {
              long held = item.name().equals("_count") ? 1 : 0;
              assertThat(item.byConsent()).isEqualTo(new Seen.ByConsent(item.count(), 0, 0, held));
            });
    assertThat(new Proposal(items(), new CatalogueIndex()).toString())
        .contains("# add hotjar to statistics")
        .contains("- { name: \"basket_*\", lifetime: session")
        .contains("- { name: \"persist:cart\", kind: local-storage, lifetime: persistent")
        .contains("- { name: \"step\", kind: session-storage, lifetime: session")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0.0999, 1", "0.1, 0", "0.9, 0"})
  void one_page_in_ten_tells_once(double chance, int reports) {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = open(visitor, "/shop/4711", chance);

      Object sent =
          page.evaluate(
              """
              () => {
                let sent = 0;
                navigator.sendBeacon = () => sent++;
                dispatchEvent(new Event('pagehide'));
                dispatchEvent(new Event('pagehide'));
                return sent;
              }
              """);

      assertThat(sent).isEqualTo(reports);
    }
  }

  @Test
  void without_the_key_there_is_no_script_and_nobody_listens() throws Exception {
    assertThat(site.get("/shop/4711").body()).contains("/stored.js");
    TestSite other = site(POLICY.replace("seen: { storage: true }\n", ""));
    try {
      assertThat(other.get("/shop/4711").body()).doesNotContain("/stored.js");
      HttpRequest.Builder report = report(other, "[]").header("Sec-Fetch-Site", "same-origin");
      assertThat(other.send(report).statusCode()).isEqualTo(404);
    } finally {
      other.close();
    }
  }

  private static HttpRequest.Builder report(TestSite site, String body) {
    return site.request("/consent/reports")
        .header("Content-Type", "application/reports+json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static String report(String kind, String name) {
    return "[{\"type\":\"stored-names\",\"body\":{\"" + kind + "\":[\"" + name + "\"]}}]";
  }

  private int send(String body, String... headers) throws Exception {
    HttpResponse<String> response = site.send(report(site, body).headers(headers));
    return response.statusCode();
  }

  @Test
  void a_report_counts_only_if_it_comes_from_a_page_of_the_site() throws Exception {
    String body = report("local-storage", "basket");

    assertThat(send(body, "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
    assertThat(send(body, "Origin", "https://other.example")).isEqualTo(204);
    assertThat(send(body, "Accept", "*/*")).isEqualTo(204);
    assertThat(names()).isEmpty();
    assertThat(send(body, "Sec-Fetch-Site", "same-origin")).isEqualTo(204);
    assertThat(names()).containsExactly("LOCAL_STORAGE basket");
  }

  @Test
  void forged_names_are_refused_and_their_number_is_limited() throws Exception {
    for (String name :
        List.of("", "a b", "<b>", "a\\u0000b", "a\\nb", "\\u00e4", "x".repeat(201))) {
      send(report("local-storage", name), "Sec-Fetch-Site", "same-origin");
    }
    send(report("cookie", "a;b"), "Sec-Fetch-Site", "same-origin");
    send(report("host", "www.evil.example"), "Sec-Fetch-Site", "same-origin");
    assertThat(names()).isEmpty();

    for (int i = 0; i < 30; i++) {
      int first = i * 60;
      String many =
          String.join(
              "\",\"", IntStream.range(first, first + 60).mapToObj(n -> "k" + letters(n)).toList());
      send(report("session-storage", many), "Sec-Fetch-Site", "same-origin");
    }
    assertThat(names()).hasSize(200);
    site.get("/shop/4711", "Cookie", "came=1");
    assertThat(names()).as("what requests say has its own room").contains("COOKIE came");
  }

  private static String letters(int number) {
    return Integer.toString(number, 26)
        .chars()
        .mapToObj(c -> String.valueOf((char) (c <= '9' ? c - '0' + 'q' : c)))
        .reduce("", String::concat);
  }
}
