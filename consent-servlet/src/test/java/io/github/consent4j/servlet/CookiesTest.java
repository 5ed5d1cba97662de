package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.cookieNames;
import static io.github.consent4j.servlet.TestSite.html;
import static io.github.consent4j.servlet.TestSite.setCookies;
import static io.github.consent4j.servlet.TestSite.text;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@OnEveryContainer
@Tag("wrapper")
class CookiesTest {

  @Parameter Containers starter;

  private TestSite site;

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private void start(TestSite prepared) throws Exception {
    site = prepared.start(starter);
  }

  private static TestSite cooperations() {
    return new TestSite()
        .page(
            "/cooperations",
            (request, response) -> {
              response.addCookie(new Cookie("WESESSION", "w"));
              response.addCookie(new Cookie("emos_jcsid", "s"));
              Cookie visitor = new Cookie("emos_jcvid", "v");
              visitor.setMaxAge(730 * 24 * 3600);
              response.addCookie(visitor);
              html(response, "<!doctype html><title>x</title><p>hello</p>");
            })
        .page("/seen", CookiesTest::tellCookies);
  }

  private static void tellCookies(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Cookie[] cookies = request.getCookies();
    String parsed =
        cookies == null
            ? "none"
            : Stream.of(cookies).map(Cookie::getName).collect(Collectors.joining(","));
    List<String> headers = Collections.list(request.getHeaders("cookie"));
    boolean named =
        Collections.list(request.getHeaderNames()).stream().anyMatch("cookie"::equalsIgnoreCase);
    text(response, parsed + "\n" + request.getHeader("COOKIE") + "\n" + headers + "\n" + named);
  }

  @Test
  void before_a_decision_only_necessary_cookies_are_sent() throws Exception {
    start(cooperations());
    assertThat(cookieNames(site.get("/cooperations"))).containsOnly("WESESSION", "emos_jcsid");
  }

  @Test
  void a_name_on_a_providers_own_domain_has_no_effect_unless_the_site_is_served_there()
      throws Exception {
    start(
        new TestSite()
            .page(
                "/page",
                (request, response) -> {
                  response.addCookie(new Cookie("PREF", "site"));
                  html(response, "<!doctype html><title>x</title><p>hello</p>");
                }));
    String here = at("www.example.org", "/page");
    assertThat(here).contains("PREF=site");
    assertThat(guard("www.example.org", here)).contains(" 200").doesNotContain("PREF");

    String there = at("www.youtube.com", "/page");
    assertThat(there).doesNotContain("PREF=site");
    assertThat(guard("www.youtube.com", there)).contains(" 200").contains("PREF");
  }

  private String guard(String host, String page) throws IOException {
    return at(host, page.replaceAll("(?s).*?<script src=\"([^\"]*/guard[^\"]*).*", "$1"));
  }

  private String at(String host, String path) throws IOException {
    return site.raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  @Test
  void a_blocked_cookie_for_the_browser_session_is_not_sent() throws Exception {
    start(
        new TestSite()
            .page(
                "/cooperations",
                (request, response) -> {
                  Cookie cookie = new Cookie("emos_jckamp", "k");
                  cookie.setMaxAge(-1);
                  response.addCookie(cookie);
                  html(response, "<!doctype html><title>x</title><p>hello</p>");
                }));
    assertThat(cookieNames(site.get("/cooperations"))).isEmpty();
  }

  @Test
  void a_blocked_cookie_with_an_unusual_value_is_not_sent() throws Exception {
    start(
        new TestSite()
            .page(
                "/cooperations",
                (request, response) -> {
                  try {
                    response.addCookie(new Cookie("emos_jckamp", "\u00e4"));
                  } catch (IllegalArgumentException e) {
                    // This container cannot write such values.
                  }
                  html(response, "<!doctype html><title>x</title><p>hello</p>");
                }));
    assertThat(cookieNames(site.get("/cooperations"))).isEmpty();
  }

  @Test
  @SecurityItem(43)
  void before_a_decision_a_blocked_cookie_does_not_reach_the_application() throws Exception {
    start(cooperations());
    HttpResponse<String> seen =
        site.get("/seen", "Cookie", "WESESSION=w; emos_jcvid=v; emos_jcsid=s");
    assertThat(seen.body())
        .isEqualTo(
            """
            WESESSION,emos_jcsid
            WESESSION=w; emos_jcsid=s
            [WESESSION=w; emos_jcsid=s]
            true""");
  }

  @Test
  void a_request_with_only_blocked_cookies_has_no_cookies() throws Exception {
    start(cooperations());
    assertThat(site.get("/seen", "Cookie", "emos_jcvid=v").body())
        .isEqualTo("none\nnull\n[]\nfalse");
  }

  @Test
  void after_the_grant_cookies_pass_in_both_directions() throws Exception {
    start(cooperations());
    String consent = site.consent("choice=save&grant=statistics");
    assertThat(cookieNames(site.get("/cooperations", "Cookie", consent)))
        .containsOnly("WESESSION", "emos_jcsid", "emos_jcvid");
    assertThat(site.get("/seen", "Cookie", consent + "; emos_jcvid=v").body())
        .startsWith("consent,emos_jcvid\n" + consent + "; emos_jcvid=v\n");
  }

  @Test
  void a_withdrawal_expires_the_services_cookies_under_every_domain_and_path() throws Exception {
    start(cooperations());
    String consent = site.consent("choice=accept-all");
    HttpResponse<String> withdrawn =
        site.choose(
            "choice=withdraw&grant=statistics", "Cookie", consent + "; emos_jcvid=v; WESESSION=w");
    assertThat(withdrawn.statusCode()).isEqualTo(303);
    assertThat(setCookies(withdrawn))
        .anyMatch(cookie -> cookie.startsWith("emos_jcvid=; Path=/; Max-Age=0"))
        .noneMatch(cookie -> cookie.startsWith("WESESSION"));
  }

  @Test
  @Trap(21)
  void cookies_that_return_after_a_refusal_are_expired_with_the_next_page() throws Exception {
    start(cooperations());
    String refused = site.consent("choice=reject-all");
    assertThat(setCookies(site.get("/cooperations", "Cookie", refused + "; emos_jcvid=v")))
        .anyMatch(cookie -> cookie.startsWith("emos_jcvid=; Path=/; Max-Age=0"))
        .noneMatch(cookie -> cookie.startsWith("emos_jcvid=v"));
  }

  @Test
  void cookies_of_a_visitor_who_was_never_asked_are_expired_with_the_next_page() throws Exception {
    start(cooperations());
    assertThat(setCookies(site.get("/cooperations", "Cookie", "emos_jcvid=v; other=x")))
        .anyMatch(cookie -> cookie.startsWith("emos_jcvid=; ") && cookie.contains("Max-Age=0"))
        .noneMatch(cookie -> cookie.startsWith("other"));
    assertThat(site.get("/seen", "Cookie", "emos_jcvid=v").body()).contains("none");
  }

  @Test
  void leftovers_that_the_site_keeps_are_hidden_from_the_application() throws Exception {
    start(cooperations().policy(TestSite.policy(TestSite.REFERENCE + "leftovers: keep\n")));
    assertThat(cookieNames(site.get("/cooperations", "Cookie", "emos_jcvid=v")))
        .doesNotContain("emos_jcvid");
    assertThat(site.get("/seen", "Cookie", "emos_jcvid=v").body()).contains("none");
    String refused = site.consent("choice=reject-all");
    assertThat(cookieNames(site.get("/cooperations", "Cookie", refused + "; emos_jcvid=v")))
        .as("what was refused goes")
        .contains("emos_jcvid");
  }

  @Test
  void cookies_of_an_expired_decision_are_expired() throws Exception {
    start(cooperations());
    String lapsed = site.consent("choice=accept-all").replaceFirst("v2\\.20..", "v2.1999");
    assertThat(cookieNames(site.get("/cooperations", "Cookie", lapsed + "; emos_jcvid=v")))
        .contains("emos_jcvid")
        .doesNotContain("consent");
  }

  @Test
  void with_before_decision_block_even_necessary_cookies_wait_for_a_choice() throws Exception {
    String yaml =
        TestSite.REFERENCE.replace("required: true,", "required: true, before-decision: block,");
    start(cooperations().policy(TestSite.policy(yaml)));
    assertThat(setCookies(site.get("/cooperations"))).isEmpty();
    String refused = site.consent("choice=reject-all");
    assertThat(cookieNames(site.get("/cooperations", "Cookie", refused)))
        .containsOnly("WESESSION", "emos_jcsid");
  }

  @Test
  @SecurityItem({20, 42})
  @Trap(20)
  void every_spelling_of_set_cookie_passes_the_gate() throws Exception {
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  response.addHeader("Set-Cookie", "emos_jcvid=1");
                  response.addHeader("set-cookie", "emos_jcvid=2; Path=/");
                  response.setHeader("SET-COOKIE", " emos_jcvid = 3");
                  response.addHeader("Set-Cookie", "=emos_jcvid=4");
                  response.addHeader("Set-Cookie", "WESESSION=a,b; Path=/; Partitioned; Secure");
                  text(response, "x");
                }));
    assertThat(setCookies(site.get("/")))
        .containsExactly("WESESSION=a,b; Path=/; Partitioned; Secure");
  }

  @Test
  @Trap(20)
  void a_cookie_that_is_a_number_or_a_date_passes_the_gate() throws Exception {
    start(
        new TestSite()
            .policy(TestSite.policy(TestSite.REFERENCE + "undeclared-cookies: block\n"))
            .page(
                "/",
                (request, response) -> {
                  response.addIntHeader("Set-Cookie", 5);
                  response.setIntHeader("SET-COOKIE", 6);
                  response.addDateHeader("set-cookie", 1_700_000_000_000L);
                  response.setDateHeader("Set-Cookie", 1_700_000_000_000L);
                  text(response, "x");
                }));
    assertThat(setCookies(site.get("/"))).isEmpty();
  }

  @Test
  void a_cookie_set_by_an_inner_filter_passes_the_gate() throws Exception {
    start(
        cooperations()
            .innerFilter(
                "inner",
                (request, response, chain) -> {
                  ((HttpServletResponse) response).addCookie(new Cookie("emos_jcvid", "v"));
                  chain.doFilter(request, response);
                }));
    assertThat(cookieNames(site.get("/seen"))).isEmpty();
  }

  @Test
  void deleting_needs_no_consent() throws Exception {
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  Cookie gone = new Cookie("emos_jcvid", "");
                  gone.setMaxAge(0);
                  response.addCookie(gone);
                  response.addHeader(
                      "Set-Cookie", "emos_jckamp=; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
                  text(response, "x");
                }));
    assertThat(cookieNames(site.get("/"))).containsOnly("emos_jcvid", "emos_jckamp");
  }

  @Test
  @SecurityItem(42)
  void blocked_cookies_do_not_return_after_a_reset() throws Exception {
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  response.addCookie(new Cookie("emos_jcvid", "v"));
                  response.reset();
                  response.addCookie(new Cookie("emos_jcvid", "v"));
                  text(response, "x");
                }));
    assertThat(setCookies(site.get("/"))).isEmpty();
  }

  @Test
  @Deviation(
      on = Containers.UNDERTOW,
      how = "answers 500 by itself to a byte beyond ASCII in a cookie, before any filter")
  void a_malformed_consent_cookie_is_no_decision() throws Exception {
    start(cooperations());
    for (String value : List.of("x", "v1", "v1.%00", "\"v1.x\"", "v1..............", "é")) {
      HttpResponse<String> response = site.get("/cooperations", "Cookie", "consent=" + value);
      // Undertow's own session lookup cannot read a byte beyond ASCII in a cookie.
      if (response.statusCode() != 500 || starter != Containers.UNDERTOW) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(cookieNames(response)).containsOnly("WESESSION", "emos_jcsid");
      }
    }
  }

  @Test
  @SecurityItem(44)
  @Trap(22)
  void the_first_decision_of_two_consent_cookies_counts() throws Exception {
    start(cooperations());
    String accepted = site.consent("choice=accept-all");
    String refused = site.consent("choice=reject-all");
    assertThat(cookieNames(site.get("/cooperations", "Cookie", refused + "; " + accepted)))
        .containsOnly("WESESSION", "emos_jcsid");
    assertThat(cookieNames(site.get("/cooperations", "Cookie", "consent=x; " + accepted)))
        .contains("emos_jcvid");
  }

  @Test
  @SecurityItem({22, 23})
  @Trap(22)
  void a_cookie_header_of_64_KiB_is_read_like_any_other() throws Exception {
    start(cooperations());
    String padding =
        IntStream.range(0, 150)
            .mapToObj(i -> "p" + i + "=" + "x".repeat(435))
            .collect(Collectors.joining("; "));
    assertThat(padding.length()).isGreaterThan(64 * 1024);
    HttpResponse<String> seen = site.get("/seen", "Cookie", padding + "; emos_jcvid=v");
    assertThat(seen.statusCode()).isEqualTo(200);
    assertThat(seen.body()).contains("p149").doesNotContain("emos_jcvid");
    String consent = "consent=" + "v".repeat(64 * 1024);
    assertThat(site.get("/seen", "Cookie", consent).statusCode()).isEqualTo(200);
  }

  @Test
  void undeclared_cookies_of_a_response_pass_or_are_blocked_as_the_site_says() throws Exception {
    TestSite undeclared =
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  response.addCookie(new Cookie("who_knows", "1"));
                  text(response, "x");
                });
    start(undeclared);
    assertThat(cookieNames(site.get("/"))).containsOnly("who_knows");
    site.close();
    start(undeclared.policy(TestSite.policy(TestSite.REFERENCE + "undeclared-cookies: block\n")));
    assertThat(setCookies(site.get("/"))).isEmpty();
  }
}
