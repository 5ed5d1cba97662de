package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.cookieNames;
import static io.github.consent4j.servlet.TestSite.html;
import static io.github.consent4j.servlet.TestSite.setCookies;
import static io.github.consent4j.servlet.TestSite.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.seen.Seen;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What declarations say about how cookies are sent, tested with real responses. */
@OnEveryContainer
class CookiePolicyTest {

  private static final String SERVICES =
      """
      services:
        counter:
          name: Counter
          provider: { name: Counter Ltd, country: IE }
          purpose: Counts
          stores:
            - { name: plain, lifetime: P1D, purpose: Counts }
            - { name: later, lifetime: P1D, purpose: Counts, on-block: defer }
            - { name: brief, lifetime: P1D, purpose: Counts, on-block: session }
            - { name: capped, lifetime: PT1H, purpose: Counts, cap-lifetime: true }
            - { name: safe, lifetime: P1D, purpose: Counts, secure: true, http-only: true,
                same-site: lax }
      """;

  @Parameter Containers starter;

  private TestSite site;

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private void start(TestSite prepared) throws Exception {
    site = prepared.start(starter);
  }

  private static String yaml() {
    return TestSite.REFERENCE.replace("[econda]", "[econda, counter]") + SERVICES;
  }

  private static TestSite counting() {
    return new TestSite()
        .policy(TestSite.policy(yaml()))
        .page("/session", (request, response) -> text(response, request.getSession().getId()))
        .page("/set", CookiePolicyTest::setAll)
        .page("/page", (request, response) -> html(response, "<!doctype html><title>x</title>"))
        .page(
            "/public",
            (request, response) -> {
              response.setHeader("Cache-Control", "public, max-age=60");
              html(response, "<!doctype html><title>x</title>");
            });
  }

  private static void setAll(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    for (String name : List.of("plain", "later", "brief", "capped", "safe", "safe.0", "safeC1")) {
      Cookie cookie = new Cookie(name, "v");
      cookie.setMaxAge(99_999);
      cookie.setPath("/");
      response.addCookie(cookie);
    }
    text(response, String.valueOf(request.getSession(false) != null));
  }

  private String session() throws Exception {
    return setCookies(site.get("/session")).get(0).split(";")[0];
  }

  @Test
  void a_waiting_cookie_is_sent_with_the_response_to_the_consent() throws Exception {
    start(counting());
    String session = session();
    assertThat(cookieNames(site.get("/set", "Cookie", session))).containsExactly("brief");
    HttpResponse<String> agreed = site.choose("choice=accept-all", "Cookie", session);
    assertThat(setCookies(agreed))
        .anyMatch(cookie -> cookie.startsWith("later=v") && cookie.contains("99999"))
        .noneMatch(cookie -> cookie.startsWith("plain"));
    assertThat(cookieNames(site.choose("choice=accept-all", "Cookie", session)))
        .containsExactly("consent");
  }

  @Test
  void a_waiting_cookie_is_sent_with_the_next_page_if_consent_was_given_in_another_way()
      throws Exception {
    start(counting());
    String session = session();
    String consent = site.consent("choice=accept-all");
    site.get("/set", "Cookie", session);
    String cookies = consent + "; " + session;
    assertThat(cookieNames(site.get("/public", "Cookie", cookies))).isEmpty();
    assertThat(cookieNames(site.get("/page", "Cookie", cookies))).containsExactly("later");
    assertThat(cookieNames(site.get("/page", "Cookie", cookies))).isEmpty();
  }

  @Test
  void a_waiting_cookie_is_dropped_with_a_refusal() throws Exception {
    start(counting());
    String session = session();
    site.get("/set", "Cookie", session);
    site.choose("choice=reject-all", "Cookie", session);
    assertThat(cookieNames(site.choose("choice=accept-all", "Cookie", session)))
        .containsExactly("consent");
  }

  @Test
  void waiting_creates_no_session() throws Exception {
    start(counting());
    HttpResponse<String> response = site.get("/set");
    assertThat(response.body()).isEqualTo("false");
    assertThat(cookieNames(response)).containsExactly("brief");
  }

  @Test
  void without_consent_a_cookie_may_be_stored_for_the_browser_session() throws Exception {
    start(counting());
    assertThat(setCookies(site.get("/set")))
        .singleElement()
        .asString()
        .startsWith("brief=v")
        .doesNotContainIgnoringCase("max-age")
        .doesNotContainIgnoringCase("expires");
  }

  @Test
  void lifetimes_are_reduced_and_attributes_enforced_however_the_cookie_is_set() throws Exception {
    start(
        counting()
            .page(
                "/headers",
                (request, response) -> {
                  response.addHeader("Set-Cookie", "capped=\"a, b\"; Max-Age=99999");
                  response.addHeader("set-cookie", "safe=1; Path=/a; Partitioned");
                  response.addHeader("set-cookie", "safe=2; Path=/b; SameSite=Strict");
                  text(response, "x");
                }));
    String consent = site.consent("choice=accept-all");
    assertThat(setCookies(site.get("/headers", "Cookie", consent)))
        .containsExactlyInAnyOrder(
            "capped=\"a, b\"; Max-Age=3600",
            "safe=1; Path=/a; Partitioned; Secure; HttpOnly; SameSite=Lax",
            "safe=2; Path=/b; SameSite=Strict; Secure; HttpOnly");
    List<String> cookies = setCookies(site.get("/set", "Cookie", consent));
    assertThat(cookies)
        .anyMatch(cookie -> cookie.startsWith("capped=v") && cookie.contains("Max-Age=3600"))
        .noneMatch(cookie -> cookie.startsWith("capped") && cookie.contains("99999"));
    for (String name : List.of("safe=", "safe.0=", "safeC1=")) {
      assertThat(cookies)
          .anyMatch(
              cookie ->
                  cookie.startsWith(name)
                      && cookie.contains("; Secure")
                      && cookie.contains("; HttpOnly")
                      && cookie.contains("; SameSite=Lax"));
    }
  }

  @Test
  @Trap(38)
  void the_library_sets_no_cookie_on_a_page_that_caches_share() throws Exception {
    start(counting());
    String refused = site.consent("choice=reject-all");
    assertThat(setCookies(site.get("/public", "Cookie", refused + "; plain=1"))).isEmpty();
    assertThat(cookieNames(site.get("/page", "Cookie", refused + "; plain=1"))).contains("plain");
    assertThat(setCookies(site.get("/public", "Cookie", "plain=1"))).isEmpty();
    assertThat(cookieNames(site.get("/page", "Cookie", "plain=1"))).contains("plain");
  }

  @Test
  void leftovers_are_swept_like_refused_cookies() throws Exception {
    String yaml = yaml().replace("name: plain,", "name: \"p_*\",");
    start(counting().policy(TestSite.policy(yaml)));
    StringBuilder cookies = new StringBuilder("brief=1; unknown=2");
    for (int i = 0; i < 150; i++) {
      cookies.append("; p_").append(i).append("=1");
    }
    List<String> expiries = setCookies(site.get("/page", "Cookie", "" + cookies));
    assertThat(expiries).hasSizeBetween(20, 30).allMatch(header -> header.startsWith("p_"));
    assertThat(String.join("", expiries).length()).isLessThan(3 * 1024);
    assertThat(setCookies(site.get("/set", "Cookie", "p_1=1")))
        .as("no page")
        .noneMatch(header -> header.startsWith("p_1"));
  }

  @Test
  @Trap({21, 29})
  void two_hundred_cookies_are_swept_over_several_responses() throws Exception {
    String yaml = yaml().replace("name: plain,", "name: \"p_*\",");
    start(counting().policy(TestSite.policy(yaml)));
    StringBuilder cookies = new StringBuilder(site.consent("choice=accept-all"));
    for (int i = 0; i < 150; i++) {
      cookies.append("; p_").append(i).append("=1");
    }
    List<String> expiries = setCookies(site.choose("choice=reject-all", "Cookie", "" + cookies));
    assertThat(expiries).hasSizeBetween(20, 31);
    assertThat(String.join("", expiries).length()).isLessThan(3 * 1024 + 200);
  }

  @Test
  void a_cookie_is_swept_at_the_place_where_the_application_has_set_it() throws Exception {
    start(
        counting()
            .page(
                "/deep/setter",
                (request, response) -> {
                  response.addHeader("Set-Cookie", "plain=1; Max-Age=60");
                  text(response, "x");
                }));
    String consent = site.consent("choice=accept-all");
    site.get("/deep/setter", "Cookie", consent);
    assertThat(setCookies(site.choose("choice=reject-all", "Cookie", consent)))
        .anyMatch(cookie -> cookie.startsWith("plain=; Path=/deep; Max-Age=0"));
  }

  @Test
  void visitors_can_delete_everything_if_the_site_offers_it() throws Exception {
    start(counting().policy(TestSite.policy(yaml() + "clear-site-data: true\n")));
    String consent = site.consent("choice=accept-all");
    HttpResponse<String> wiped = site.choose("choice=delete-everything", "Cookie", consent);
    assertThat(wiped.statusCode()).isEqualTo(303);
    assertThat(wiped.headers().firstValue("Clear-Site-Data")).contains("\"cookies\", \"storage\"");
    assertThat(setCookies(wiped)).isEmpty();
  }

  @Test
  void visitors_cannot_delete_everything_if_the_site_does_not_offer_it() throws Exception {
    start(counting());
    HttpResponse<String> refused = site.choose("choice=delete-everything");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("Clear-Site-Data")).isEmpty();
  }

  @Test
  void report_mode_blocks_no_cookie_and_counts_what_it_would_block() throws Exception {
    String yaml = yaml().replace("statistics:     {", "statistics:     { enforce: report,");
    ConsentFilter filter = new ConsentFilter(TestSite.policy(yaml));
    start(counting().filter(filter));
    assertThat(cookieNames(site.get("/set")))
        .contains("plain", "later", "brief", "capped", "safe", "safe.0");
    site.get("/set", "Cookie", "plain=1; plain=2");
    site.get("/set", "Cookie", site.consent("choice=grant&grant=statistics"));
    assertThat(filter.seen().cookies())
        .contains(new Seen.Cookie("later", "counter", 0, 2))
        .anyMatch(cookie -> cookie.name().equals("plain") && cookie.responses() == 2)
        .noneMatch(cookie -> cookie.name().equals("WESESSION"));
  }

  @Test
  void a_cookie_of_a_request_counts_once_however_often_the_application_reads_it() throws Exception {
    String yaml = yaml().replace("statistics:     {", "statistics:     { enforce: report,");
    ConsentFilter filter = new ConsentFilter(TestSite.policy(yaml));
    start(
        new TestSite()
            .filter(filter)
            .page(
                "/look",
                (request, response) -> {
                  for (int i = 0; i < 3; i++) {
                    request.getCookies();
                    request.getHeader("Cookie");
                    Collections.list(request.getHeaders("Cookie"));
                    Collections.list(request.getHeaderNames());
                  }
                  TestSite.text(response, String.valueOf(request.getCookies().length));
                }));

    assertThat(site.get("/look", "Cookie", "plain=1").body()).isEqualTo("1");

    assertThat(filter.seen().cookies())
        .filteredOn(cookie -> cookie.name().equals("plain"))
        .containsExactly(new Seen.Cookie("plain", "counter", 1, 0));
  }

  @Test
  void counts_at_several_hosts_are_reported_together() throws Exception {
    String yaml = yaml().replace("statistics:     {", "statistics:     { enforce: report,");
    ConsentFilter filter = new ConsentFilter(TestSite.policy(yaml));
    start(counting().filter(filter));
    for (String host : List.of("www.example.org", "www.youtube.com")) {
      site.raw("GET /set HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }
    assertThat(filter.seen().cookies())
        .filteredOn(cookie -> cookie.name().equals("later"))
        .containsExactly(new Seen.Cookie("later", "counter", 0, 2));
  }

  @Test
  void a_page_of_xml_stays_well_formed() throws Exception {
    String page =
        "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title>"
            + "</head><body><p>x<br/></p><iframe src=\"https://www.youtube.com/embed/x\"></iframe>"
            + "<blockquote class=\"twitter-tweet\"><p>x</p></blockquote></body></html>";
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  response.setContentType("application/xhtml+xml;charset=utf-8");
                  response.getWriter().write(page);
                }));
    String gated = site.get("/").body();
    assertThat(gated)
        .contains("/guard-", "data-consent-src=\"https://www.youtube.com/embed/x\"", "accept-all");
    Document read =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(gated)));
    assertThat(read.getElementsByTagName("script").getLength()).isPositive();
  }
}
