package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.cookieNames;
import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static io.github.consent4j.servlet.TestSite.setCookies;
import static io.github.consent4j.servlet.TestSite.text;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Attacks on the site; see {@link SecurityItems}. */
@OnEveryContainer
class SecurityTest {

  private static final Duration LITTLE = Duration.ofSeconds(2);
  private static final String PAGE =
      "<!doctype html><html><head><title>own</title></head><body><p>page"
          + "<iframe src=\"https://www.youtube.com/embed/x\"></iframe></body></html>";
  private static final String FORM =
      "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 17\r\n"
          + "Connection: close\r\n\r\nchoice=accept-all";

  @Parameter Containers starter;

  private TestSite site;

  @BeforeEach
  void start() throws Exception {
    site =
        new TestSite("/app")
            .page("/", (request, response) -> html(response, PAGE))
            .page("/consent", (request, response) -> text(response, "shadow"))
            .page(
                "/include",
                (request, response) ->
                    request.getRequestDispatcher("/consent/state.json").include(request, response))
            .page("/fails", (request, response) -> response.sendError(404))
            .page(
                "/async",
                (request, response) -> {
                  AsyncContext async = request.startAsync();
                  async.dispatch("/consent/state.json");
                })
            .page("/sets", SecurityTest::setStrangeCookies)
            .page("/leaks", SecurityTest::leak)
            .page(
                "/seen",
                (request, response) ->
                    text(
                        response,
                        Collections.list(request.getHeaderNames()).stream()
                            .flatMap(name -> Collections.list(request.getHeaders(name)).stream())
                            .collect(Collectors.joining("\n"))));
    site.start(starter);
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private static void setStrangeCookies(
      jakarta.servlet.http.HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.addHeader("Set-Cookie", "WESESSION=\"a b,c\"; Path=/;;Odd=1;  HttpOnly");
    response.addHeader("Set-Cookie", "who-knows={\"a\":1}");
    text(response, "x");
  }

  private static void leak(
      jakarta.servlet.http.HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.addCookie(new Cookie("emos_jcvid", "1"));
    response.setHeader("SeT-cOoKiE", "emos_jcvid=2");
    response.reset();
    response.addHeader("Set-Cookie", "emos_jcvid=3");
    response.sendRedirect("/app/");
  }

  private static String post(String path, String headers) {
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + FORM;
  }

  // --- requests from other sites

  @Test
  @SecurityItem({7, 11})
  void only_the_method_post_changes_anything_whatever_a_header_says() throws Exception {
    for (String method : new String[] {"GET", "HEAD", "PUT", "QUERY", "TRACE", "OPTIONS"}) {
      String answer =
          site.raw(
              post("/app/consent", "Sec-Fetch-Site: same-origin\r\n").replaceFirst("POST", method));
      assertThat(answer).as(method).doesNotContainIgnoringCase("Set-Cookie: consent");
    }
    for (String path : new String[] {"/consent?_method=POST&choice=accept-all", "/consent"}) {
      HttpResponse<String> overridden =
          site.get(
              path,
              "X-HTTP-Method-Override",
              "POST",
              "X-Method-Override",
              "POST",
              "Sec-Fetch-Site",
              "same-origin");
      assertThat(overridden.statusCode()).isEqualTo(200);
      assertThat(setCookies(overridden)).isEmpty();
    }
  }

  @Test
  @SecurityItem(9)
  void other_sites_never_receive_anything() throws Exception {
    for (String path :
        new String[] {"/consent", "/consent/state.json", "/consent/inventory.json"}) {
      HttpRequest.Builder preflight =
          site.request(path)
              .headers(
                  "Origin",
                  "https://evil.example",
                  "Access-Control-Request-Method",
                  "POST",
                  "Sec-Fetch-Site",
                  "cross-site")
              .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
      assertThat(site.send(preflight).headers().map().keySet().toString().toLowerCase())
          .doesNotContain("access-control");
      assertThat(
              site.get(path, "Origin", "https://evil.example").headers().map().keySet().toString())
          .doesNotContainIgnoringCase("access-control");
    }
  }

  // --- reflected input

  @Test
  @SecurityItem(16)
  void no_part_of_a_query_or_a_header_is_reflected() throws Exception {
    for (String path :
        new String[] {
          "/consent?lang=%3Cevil%3E&return=%3Cevil%3E&saved=%3Cevil%3E",
          "/consent/state.json?callback=evil",
          "/consent/embed?service=%3Cevil%3E",
          "/consent/evil%3Cevil%3E"
        }) {
      HttpResponse<String> response =
          site.get(path, "Accept-Language", "<evil>,evil", "Referer", "https://evil.example/");
      assertThat(response.body()).as(path).doesNotContain("evil");
      assertThat(response.headers().map().toString()).as(path).doesNotContain("evil");
    }
  }

  @Test
  @SecurityItem({17, 32})
  void own_pages_run_only_the_librarys_files_and_cannot_be_framed_by_other_sites()
      throws Exception {
    String embed = "/consent/embed?service=youtube&url=https://www.youtube.com/embed/x";
    for (String path : new String[] {"/consent", embed}) {
      HttpResponse<String> page = site.get(path);
      assertThat(header(page, "Content-Security-Policy"))
          .startsWith("default-src 'none'; script-src 'self';")
          .contains("frame-ancestors '" + (path.equals(embed) ? "self" : "none") + "'")
          .doesNotContain("unsafe", "*");
      assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(page, "X-Frame-Options")).isIn("DENY", "SAMEORIGIN");
      assertThat(page.body())
          .doesNotContainPattern("<script(?![^>]* src=)")
          .doesNotContain("<style", " style=", " onclick");
    }
  }

  // --- floods

  @Test
  @SecurityItem({22, 23})
  void a_flood_of_cookies_costs_little_and_decides_nothing() throws Exception {
    String many =
        IntStream.range(0, 10_000).mapToObj(i -> "a" + i + "=1").collect(Collectors.joining("; "));
    String consent = site.consent("choice=accept-all");
    for (String cookie :
        new String[] {
          many,
          "consent=" + "v".repeat(100_000),
          consent + ".".repeat(90_000),
          "; ".repeat(45_000) + "=;".repeat(5_000)
        }) {
      long begin = System.nanoTime();
      HttpResponse<String> response = site.get("/", "Cookie", cookie);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LITTLE);
      // Containers have limits of their own.
      assertThat(response.statusCode()).isIn(200, 400, 413, 431, 500);
      assertThat(response.body()).doesNotContain(" src=\"https://www.youtube.com");
    }
  }

  @Test
  @SecurityItem(24)
  void a_body_with_a_wrong_length_decides_nothing() throws Exception {
    String form = post("/app/consent", "Sec-Fetch-Site: same-origin\r\n");
    for (String request :
        new String[] {
          form.replace("Content-Length: 17", "Content-Length: 1"),
          form.replace("Content-Length: 17", "Content-Length: 1000"),
          form.replace("Content-Length: 17", "Transfer-Encoding: chunked")
              .replace("choice=accept-all", "11\r\nchoice=accept-all\r\nzz\r\n"),
          form.replace("Content-Length: 17", "Transfer-Encoding: chunked")
              .replace("choice=accept-all", "11\r\nchoice=accept-all\r\n")
        }) {
      assertThat(site.hangUpAfter(request)).as(request).doesNotContain("consent=v2");
    }
  }

  @Test
  @SecurityItem(26)
  void names_of_one_hash_code_cost_no_more_than_others() throws Exception {
    StringBuilder form = new StringBuilder("choice=reject-all");
    for (int i = 0; i < 1 << 8; i++) {
      form.append('&');
      for (int bit = 0; bit < 15; bit++) {
        form.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      form.append('=');
    }
    long begin = System.nanoTime();
    assertThat(site.choose(form.toString()).statusCode()).isEqualTo(303);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LITTLE);
  }

  @Test
  @SecurityItem(27)
  void a_long_url_costs_little() throws Exception {
    for (String piece : new String[] {"www.youtube.com/", "*", ".", "%25", "https://"}) {
      String url = "https://www.youtube.com/" + piece.repeat(60_000 / piece.length());
      long begin = System.nanoTime();
      HttpResponse<String> response = site.get("/consent/embed?service=youtube&url=" + url);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(piece).isLessThan(LITTLE);
      assertThat(response.statusCode()).as(piece).isIn(200, 400, 414, 431);
    }
  }

  @Test
  @SecurityItem(29)
  void a_withdrawal_with_many_cookies_still_fits_into_the_headers() throws Exception {
    String consent = site.consent("choice=accept-all");
    String left =
        IntStream.range(0, 190)
            .mapToObj(i -> "emos_c" + i + "=1; emos_jcvid=" + i)
            .collect(Collectors.joining("; "));
    HttpResponse<String> withdrawn =
        site.choose("choice=reject-all", "Cookie", consent + "; " + left.substring(0, 2000));
    assertThat(withdrawn.statusCode()).isEqualTo(303);
    int size = setCookies(withdrawn).stream().mapToInt(c -> c.length() + 14).sum();
    assertThat(size).isBetween(1, 3 * 1024 + 300);
  }

  // --- frames, caches, paths

  @Test
  @SecurityItem(33)
  void a_page_in_a_frame_does_not_ask() throws Exception {
    String framed =
        site.get("/", "Sec-Fetch-Dest", "iframe", "Sec-Fetch-Site", "cross-site").body();
    assertThat(framed).contains("/guard", "data-consent-src").doesNotContain("<page-panel");
  }

  @Test
  @SecurityItem(35)
  void own_pages_are_not_stored() throws Exception {
    for (String path :
        new String[] {
          "/consent",
          "/consent/state.json",
          "/consent/embed?service=youtube&url=https://www.youtube.com/embed/x",
          "/consent/embed?service=evil",
          "/consent/nothing",
          "/consent/reports"
        }) {
      assertThat(header(site.get(path), "Cache-Control")).as(path).isEqualTo("no-store");
    }
  }

  @Test
  @SecurityItem(39)
  void no_spelling_of_a_path_avoids_the_checks() throws Exception {
    for (String path :
        new String[] {
          "/app/consent",
          "/app/consent/",
          "/app/consent;jsessionid=x",
          "/app/consent;x=1/",
          "/app;x=1/consent",
          "/app/%63onsent",
          "/app/./consent",
          "/app/x/../consent",
          "/app//consent",
          "/app/x/%2e%2e/consent",
          "/app/consent%2f",
          "/app/consent%5c",
          "/app/consent%00",
          "/app/consent%3bx",
          "/app/CONSENT",
          "/app/consent/.",
          "//app/consent",
          "/app/../app/consent",
          "/APP/consent",
          "/consent"
        }) {
      String refused = site.raw(post(path, "Sec-Fetch-Site: cross-site\r\n"));
      assertThat(refused).as(path).doesNotContainIgnoringCase("Set-Cookie: consent");
      String served =
          site.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      if (served.contains("data-consent-page")) {
        assertThat(served).as(path).contains("frame-ancestors 'none'", "no-store");
      }
    }
  }

  @Test
  @SecurityItem({40, 41})
  void own_pages_are_served_only_to_requests_from_outside_and_cannot_be_shadowed()
      throws Exception {
    assertThat(site.get("/consent").body()).contains("data-consent-page").doesNotContain("shadow");
    assertThat(site.get("/include").body()).doesNotContain("\"categories\"");
    assertThat(site.get("/async").body()).doesNotContain("\"categories\"");
  }

  // --- leaks

  @Test
  @SecurityItem(20)
  void unusual_cookies_of_the_application_pass_unchanged() throws Exception {
    assertThat(setCookies(site.get("/sets")))
        .containsExactly("WESESSION=\"a b,c\"; Path=/;;Odd=1;  HttpOnly", "who-knows={\"a\":1}");
  }

  @Test
  @SecurityItem(42)
  void a_blocked_cookie_is_not_sent_in_any_way() throws Exception {
    HttpResponse<String> response = site.get("/leaks");
    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(cookieNames(response)).doesNotContain("emos_jcvid");
  }

  @Test
  @SecurityItem(43)
  void a_hidden_cookie_is_not_visible_in_any_way() throws Exception {
    String seen = site.get("/seen", "Cookie", "emos_jcvid=secret; a=b").body();
    assertThat(seen).contains("a=b").doesNotContain("secret");
    assertThat(site.get("/seen", "Cookie", "emos_jcvid=secret").body()).doesNotContain("secret");
    String trace =
        site.raw(
            "TRACE /app/ HTTP/1.1\r\nHost: localhost\r\nCookie: emos_jcvid=secret\r\n"
                + "Connection: close\r\n\r\n");
    assertThat(trace).doesNotContain("secret");
  }

  @Test
  @SecurityItem(44)
  void a_second_consent_cookie_does_not_count() throws Exception {
    String accepted = site.consent("choice=accept-all");
    String refused = site.consent("choice=reject-all");
    assertThat(site.get("/", "Cookie", accepted).body()).contains(" src=\"https://www.youtube.com");
    for (String both :
        List.of(refused + "; " + accepted, "consent=x; " + refused + "; " + accepted)) {
      assertThat(site.get("/", "Cookie", both).body())
          .as(both)
          .doesNotContain(" src=\"https://www.youtube.com");
    }
  }
}
