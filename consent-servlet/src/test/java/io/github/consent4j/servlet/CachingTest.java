package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.concat;
import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** What browsers and shared caches may store, and how long they may use it. */
@OnEveryContainer
class CachingTest {

  private static final String VIDEO = "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>";
  private static final String PAGE =
      "<!doctype html><html><head><title>T</title></head><body>" + VIDEO + "</body></html>";
  private static final Instant START = Instant.parse("2026-11-01T12:00:00.5Z");
  private static final String STARTED = "Sun, 01 Nov 2026 12:00:00 GMT";
  private static final String EARLIER = "Thu, 01 Oct 2026 12:00:00 GMT";
  private static final String LATER = "Tue, 10 Nov 2026 12:00:00 GMT";
  private static final String[] BROWSER = {
    "Accept", "text/html,*/*;q=0.8", "Sec-Fetch-Dest", "document"
  };

  private static final String RENDERING =
      """
      undeclared-hosts: report
      rendering:
        /forced/*: shared
        /own/*: personal
      """;

  @Parameter Containers starter;

  private TestSite site;

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  /** Returns a page that has a date and answers conditional requests. */
  private static TestSite.Page dated(String cacheControl, String lastModified) {
    return (request, response) -> {
      response.setHeader("Cache-Control", cacheControl);
      response.setHeader("Last-Modified", lastModified);
      String since = request.getHeader("If-Modified-Since");
      response.setHeader("X-Since", String.valueOf(since));
      if (since != null) {
        response.setStatus(304);
      } else {
        html(response, PAGE);
      }
    };
  }

  private void start(TestSite prepared) throws Exception {
    Clock clock = Clock.fixed(START, ZoneOffset.UTC);
    site =
        prepared
            .filter(
                ConsentFilter.builder()
                    .policy(TestSite.policy(TestSite.REFERENCE + RENDERING))
                    .clock(clock)
                    .build())
            .start(starter);
  }

  @Test
  void the_site_configures_by_path_for_whom_a_page_is_rendered() throws Exception {
    start(
        new TestSite()
            .page("/forced/x", (request, response) -> html(response, PAGE))
            .page(
                "/own/x",
                (request, response) -> {
                  response.setHeader("Cache-Control", "public, max-age=60");
                  html(response, PAGE);
                })
            .page("/x", (request, response) -> html(response, PAGE)));
    String consent = site.consent("choice=accept-all");
    HttpResponse<String> forced = site.get("/forced/x", "Cookie", consent);
    assertThat(forced.body()).isEqualTo(site.get("/forced/x").body()).contains("shared.js");
    assertThat(header(forced, "Cache-Control")).isEmpty();
    assertThat(header(forced, "Vary")).isEmpty();
    HttpResponse<String> own = site.get("/own/x", "Cookie", consent);
    assertThat(own.body()).contains(VIDEO, "tabs.js");
    assertThat(header(own, "Cache-Control")).isEqualTo("private, no-cache");
    assertThat(site.get("/x", "Cookie", consent).body()).isEqualTo(own.body());
  }

  @Test
  @SecurityItem(36)
  void a_page_for_everybody_blocks_everything_and_hides_the_banner() throws Exception {
    start(new TestSite().page("/forced/x", (request, response) -> html(response, PAGE)));
    String body = site.get("/forced/x").body();
    assertThat(body)
        .contains("data-consent-ui hidden><template", "guard.js", "page.js", "shared.js")
        .contains("data-consent-src=\"https://www.youtube.com/embed/x\"")
        .doesNotContain("data-consent-ui open>");
    for (String destination : new String[] {"iframe", "empty", "document"}) {
      assertThat(
              site.get("/forced/x", "Sec-Fetch-Dest", destination, "Accept-Language", "de").body())
          .as(destination)
          .isEqualTo(body);
    }
  }

  @Test
  @SecurityItem(38)
  void the_library_sets_no_cookie_with_a_response_that_caches_share() throws Exception {
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  response.setHeader("Cache-Control", "public, max-age=60");
                  html(response, PAGE);
                })
            .page(
                "/decides",
                (request, response) -> {
                  response.setHeader("Cache-Control", "public, s-maxage=60");
                  VisitorConsent.of(request).grant("youtube");
                  html(response, PAGE);
                }));
    String refused = site.consent("choice=reject-all") + "; emos_jcvid=v; emos_jckamp=k";
    assertThat(TestSite.setCookies(site.get("/", concat(BROWSER, "Cookie", refused)))).isEmpty();
    HttpResponse<String> decided = site.get("/decides");
    assertThat(TestSite.setCookies(decided)).isNotEmpty();
    assertThat(header(decided, "Cache-Control")).isEqualTo("private, no-cache");
  }

  /** Returns a page that sets cookies in every way in which an application can. */
  private static TestSite.Page settingCookies(String cacheControl, String contentType) {
    return (request, response) -> {
      Cookie added = new Cookie("emos_jcvid", "added");
      added.setPath("/");
      added.setMaxAge(60);
      response.addCookie(added);
      response.addHeader("Set-Cookie", "emos_postview=header; Path=/");
      response.addCookie(new Cookie("own", "1"));
      response.setHeader("Cache-Control", cacheControl);
      response.setContentType(contentType);
      response.getOutputStream().print(PAGE);
      response.flushBuffer();
      response.addHeader("Set-Cookie", "emos_jckamp=late; Path=/");
    };
  }

  @Test
  void cookies_that_need_consent_are_not_sent_with_a_response_that_caches_share() throws Exception {
    start(
        new TestSite()
            .page("/forced/x", settingCookies("max-age=60", "text/html"))
            .page("/page", settingCookies("public, max-age=60", "text/html"))
            .page("/pixel", settingCookies("public, max-age=60", "image/gif"))
            .page(
                "/moved",
                (request, response) -> {
                  response.setHeader("Set-Cookie", "emos_jcvid=1");
                  response.setHeader("Cache-Control", "public, max-age=60");
                  response.sendRedirect("/page");
                })
            .page("/own/x", settingCookies("public, max-age=60", "text/html")));
    String accepted = site.consent("choice=accept-all");
    for (String path : new String[] {"/forced/x", "/page", "/pixel", "/moved"}) {
      assertThat(TestSite.cookieNames(site.get(path, concat(BROWSER, "Cookie", accepted))))
          .as(path)
          .isSubsetOf("own");
    }
    assertThat(TestSite.cookieNames(site.get("/own/x", concat(BROWSER, "Cookie", accepted))))
        .contains("emos_jcvid", "emos_postview", "own");
    assertThat(TestSite.cookieNames(site.get("/own/x", BROWSER))).containsExactly("own");
  }

  @Test
  void cookies_of_one_name_are_sent_in_the_order_in_which_they_were_set() throws Exception {
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  response.addHeader("Set-Cookie", "emos_jcvid=first; Path=/");
                  response.addHeader("Set-Cookie", "emos_jcvid=; Path=/; Max-Age=0");
                  html(response, PAGE);
                }));
    String accepted = site.consent("choice=accept-all");
    assertThat(TestSite.setCookies(site.get("/", concat(BROWSER, "Cookie", accepted))))
        .extracting(header -> header.split(";")[0])
        .containsExactly("emos_jcvid=first", "emos_jcvid=");
  }

  @Test
  @Trap(16)
  @SecurityItem(37)
  void the_date_of_a_page_for_everybody_is_never_older_than_the_policy() throws Exception {
    start(
        new TestSite()
            .page("/old", dated("public, max-age=60", EARLIER))
            .page("/new", dated("public, max-age=60", LATER))
            .page("/odd", dated("public, max-age=60", "yesterday"))
            .page("/own/old", dated("max-age=60", LATER)));
    assertThat(header(site.get("/old", BROWSER), "Last-Modified")).isEqualTo(STARTED);
    assertThat(header(site.get("/new", BROWSER), "Last-Modified")).isEqualTo(LATER);
    assertThat(header(site.get("/odd", BROWSER), "Last-Modified")).isEmpty();
    assertThat(header(site.get("/own/old", BROWSER), "Last-Modified")).isEmpty();
  }

  @Test
  @Trap(16)
  @SecurityItem(37)
  void a_copy_from_before_the_policy_is_never_confirmed_as_fresh_by_its_date() throws Exception {
    start(new TestSite().page("/", dated("public, max-age=60", EARLIER)));
    for (String date : new String[] {EARLIER, LATER, "nonsense"}) {
      HttpResponse<String> response = site.get("/", concat(BROWSER, "If-Modified-Since", date));
      assertThat(response.statusCode()).as(date).isEqualTo(200);
      assertThat(header(response, "X-Since")).isEqualTo("null");
    }
    HttpResponse<String> fresh = site.get("/", concat(BROWSER, "If-Modified-Since", STARTED));
    assertThat(fresh.statusCode()).isEqualTo(304);
    assertThat(header(fresh, "Last-Modified")).isEqualTo(STARTED);
    assertThat(header(fresh, "Cache-Control")).isEqualTo("public, max-age=60");
    assertThat(fresh.body()).isEmpty();
  }

  private static void tagged(HttpServletResponse response, String cacheControl) throws IOException {
    response.setHeader("ETag", "\"abc\"");
    response.setHeader("Cache-Control", cacheControl);
    response.setHeader("Link", "<https://www.youtube.com>; rel=preconnect, </a.css>; rel=preload");
    html(response, PAGE);
  }

  @Test
  @Trap(14)
  void head_gets_the_headers_of_get() throws Exception {
    start(
        new TestSite()
            .page("/public", (request, response) -> tagged(response, "public, max-age=60"))
            .page("/page", (request, response) -> tagged(response, "max-age=60")));
    for (String path : new String[] {"/public", "/page"}) {
      HttpRequest.Builder head =
          site.request(path).headers(BROWSER).method("HEAD", HttpRequest.BodyPublishers.noBody());
      HttpResponse<String> answer = site.send(head);
      assertThat(answer.body()).isEmpty();
      assertThat(headers(answer)).as(path).isEqualTo(headers(site.get(path, BROWSER)));
    }
  }

  private static Map<String, List<String>> headers(HttpResponse<?> response) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(response.headers().map());
    List.of("Date", "Content-Length", "Transfer-Encoding", "Connection").forEach(headers::remove);
    return headers;
  }

  @Test
  @Trap(32)
  void headers_that_describe_the_bytes_are_removed_only_if_the_bytes_change() throws Exception {
    TestSite.Page digested =
        (request, response) -> {
          for (String name :
              new String[] {"Digest", "Content-MD5", "Repr-Digest", "content-digest"}) {
            response.setHeader(name, "sha-256=:abc=:");
          }
          response.addHeader("Accept-Ranges", "bytes");
          html(response, PAGE);
        };
    start(new TestSite().page("/", digested).page("/forced/x", digested));
    for (String path : new String[] {"/", "/forced/x"}) {
      assertThat(headers(site.get(path)))
          .as(path)
          .doesNotContainKeys(
              "Digest", "Content-MD5", "Repr-Digest", "Content-Digest", "Accept-Ranges");
    }
    String consent = site.consent("choice=accept-all");
    assertThat(headers(site.get("/", "Cookie", consent, "Sec-Fetch-Dest", "empty")))
        .containsKeys("Digest", "Content-MD5", "Repr-Digest", "Content-Digest", "Accept-Ranges");
  }

  @Test
  @Trap(15)
  void a_slice_and_an_empty_response_stay_unchanged() throws Exception {
    start(
        new TestSite()
            .page(
                "/206",
                (request, response) -> {
                  response.setStatus(206);
                  response.setHeader("Content-Range", "bytes 0-9/1000");
                  response.setHeader("ETag", "\"abc\"");
                  response.setHeader("Content-Digest", "sha-256=:abc=:");
                  response.setContentType("text/html");
                  response.setContentLength(10);
                  response.getOutputStream().print("<p>0123456");
                })
            .page(
                "/204",
                (request, response) -> {
                  response.setStatus(204);
                  response.setHeader("ETag", "\"abc\"");
                  response.setHeader("Cache-Control", "max-age=60");
                }));
    HttpResponse<String> slice = site.get("/206", "Range", "bytes=0-9");
    assertThat(slice.statusCode()).isEqualTo(206);
    assertThat(slice.body()).isEqualTo("<p>0123456");
    assertThat(header(slice, "ETag")).isEqualTo("\"abc\"");
    assertThat(header(slice, "Content-Range")).isEqualTo("bytes 0-9/1000");
    assertThat(header(slice, "Content-Digest")).isEqualTo("sha-256=:abc=:");
    HttpResponse<String> nothing = site.get("/204");
    assertThat(nothing.statusCode()).isEqualTo(204);
    assertThat(header(nothing, "ETag")).isEqualTo("\"abc\"");
    assertThat(header(nothing, "Cache-Control")).isEqualTo("max-age=60");
  }

  @Test
  void trailers_follow_a_page_that_was_rewritten() throws Exception {
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  response.setHeader("Trailer", "X-End");
                  response.setTrailerFields(() -> Map.of("X-End", "reached"));
                  html(response, PAGE);
                  response.flushBuffer();
                }));
    String answer =
        site.raw(
            "GET / HTTP/1.1\r\nHost: localhost\r\nTE: trailers\r\n\r\n"
                + "HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(answer).contains("data-consent-src").containsIgnoringCase("\r\nX-End: reached\r\n");
    assertThat(answer.indexOf("reached")).isGreaterThan(answer.indexOf("</body>"));
  }

  @Test
  @SecurityItem(34)
  void only_host_and_address_of_a_request_get_into_a_response_that_caches_share() throws Exception {
    start(new TestSite().page("/forced/x", (request, response) -> html(response, PAGE)));
    String body = site.get("/forced/x").body();
    HttpResponse<String> poisoned =
        site.get(
            "/forced/x",
            "X-Forwarded-Host",
            "evil.example",
            "X-Forwarded-Proto",
            "evil",
            "X-Forwarded-Prefix",
            "/evil",
            "X-Original-URL",
            "/evil",
            "X-Rewrite-URL",
            "/evil",
            "Referer",
            "https://evil.example/",
            "Cookie",
            "consent=evil; evil=evil",
            "Accept-Language",
            "evil");
    assertThat(poisoned.body()).isEqualTo(body);
    assertThat(poisoned.headers().map().toString()).doesNotContain("evil");
    assertThat(
            site.raw("GET /forced/x HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .doesNotContain("evil");
  }
}
