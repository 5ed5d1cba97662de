package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static io.github.consent4j.servlet.TestSite.text;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Headers that make browsers load something, and headers that prevent it. */
@OnEveryContainer
@Tag("wrapper")
class HeadersTest {

  private static final String PAGE =
      "<!doctype html><html><head><title>T</title></head><body>x</body></html>";
  private static final String VIDEO = "<https://www.youtube.com>; rel=preconnect";
  private static final String STYLE = "</a.css>; rel=preload; as=style";

  @Parameter Containers starter;

  private TestSite site;

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private void start(String more, TestSite prepared) throws Exception {
    site = prepared.policy(TestSite.policy(TestSite.REFERENCE + more)).start(starter);
  }

  // --- headers that load something

  private static void linked(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String cacheControl = request.getParameter("cache");
    response.setHeader("Cache-Control", cacheControl == null ? "max-age=60" : cacheControl);
    response.addHeader("link", VIDEO);
    response.addHeader("LINK", STYLE + ", " + VIDEO);
    response.setHeader("Refresh", "9; url=https://www.youtube.com/");
    response.setHeader("Reporting-Endpoints", "a=\"https://www.youtube.com/\", b=\"/b\"");
    response.setHeader("Speculation-Rules", "\"https://www.youtube.com/rules.json\"");
    response.setHeader("X-Seen", String.join("|", response.getHeaders("Link")));
  }

  private static TestSite linking() {
    return new TestSite()
        .page(
            "/page",
            (request, response) -> {
              linked(request, response);
              html(response, PAGE);
            })
        .page(
            "/style",
            (request, response) -> {
              linked(request, response);
              response.setContentType("text/css");
              response.getWriter().print("a {}");
            })
        .page(
            "/away",
            (request, response) -> {
              linked(request, response);
              response.sendRedirect("/page");
            });
  }

  @Test
  @Trap(24)
  void headers_that_would_load_blocked_content_are_not_sent() throws Exception {
    start("", linking());
    for (String path :
        new String[] {"/page", "/style", "/away", "/page?cache=public", "/style?cache=public"}) {
      HttpResponse<String> response = site.get(path);
      assertThat(header(response, "Link")).as(path).isEqualTo(STYLE);
      assertThat(header(response, "Refresh")).as(path).isEmpty();
      assertThat(header(response, "Reporting-Endpoints")).as(path).isEqualTo("b=\"/b\"");
      assertThat(header(response, "Speculation-Rules")).as(path).isEmpty();
      assertThat(header(response, "X-Seen"))
          .as("the application goes on seeing what it wrote")
          .isEqualTo(VIDEO + "|" + STYLE + ", " + VIDEO);
    }
  }

  @Test
  @Trap(24)
  void such_headers_are_sent_to_visitors_who_allow_it_unless_caches_could_share_them()
      throws Exception {
    start("", linking());
    String consent = site.consent("choice=save&grant=youtube");
    HttpResponse<String> page = site.get("/page", "Cookie", consent);
    assertThat(page.headers().allValues("Link")).containsExactly(VIDEO, STYLE + ", " + VIDEO);
    assertThat(header(page, "Refresh")).isNotEmpty();
    for (String path : new String[] {"/style", "/page?cache=public", "/style?cache=public"}) {
      assertThat(header(site.get(path, "Cookie", consent), "Link")).as(path).isEqualTo(STYLE);
    }
  }

  @Test
  @SecurityItem(42)
  @Trap({24, 31})
  @Deviation(on = Containers.UNDERTOW, how = "has no interim answers: the application fails")
  void early_hints_contain_nothing_that_is_blocked() throws Exception {
    start(
        "",
        new TestSite()
            .page(
                "/hints",
                (request, response) -> {
                  response.addHeader("Link", VIDEO + ", " + STYLE);
                  response.addHeader("Set-Cookie", "emos_jcvid=v");
                  response.sendError(103);
                  html(response, PAGE);
                }));
    String answer =
        site.raw(
            "GET /hints HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "GET /error HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(answer).doesNotContain("preconnect", "emos_jcvid");
    if (starter != Containers.UNDERTOW) {
      assertThat(answer).startsWith("HTTP/1.1 103");
      String[] answers = answer.split("HTTP/1\\.1 200", 2);
      assertThat(answers[0]).contains(STYLE);
      assertThat(answers[1]).containsOnlyOnce(STYLE).contains("</body>");
    }
  }

  // --- content security policy

  private static TestSite secured() {
    return new TestSite()
        .page(
            "/",
            (request, response) -> {
              response.setHeader("Content-Security-Policy", "script-src 'nonce-Abc+/0' 'self'");
              response.setHeader("Permissions-Policy", "geolocation=(), storage-access=()");
              html(response, PAGE);
            })
        .page("/plain", (request, response) -> html(response, PAGE))
        .page(
            "/public",
            (request, response) -> {
              response.setHeader("Cache-Control", "public");
              html(response, PAGE);
            })
        .page("/text", (request, response) -> text(response, "x"))
        .page(
            "/tagged",
            (request, response) -> {
              response.setHeader("ETag", "\"abc\"");
              if (request.getParameter("nonce") != null) {
                response.setHeader(
                    "Content-Security-Policy",
                    "script-src 'nonce-" + request.getParameter("nonce") + "'");
              }
              if (request.getHeader("If-None-Match") == null) {
                html(response, PAGE);
              } else {
                response.setStatus(304);
              }
            })
        .page(
            "/late",
            (request, response) -> {
              response.setContentType("text/html;charset=utf-8");
              byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
              response.getOutputStream().write(page, 0, 9);
              response.getOutputStream().write(page, 9, page.length - 9);
              response.setHeader("Content-Security-Policy", "script-src 'nonce-Abc+/0' 'self'");
              if (request.getParameter("flushed") != null) {
                response.flushBuffer();
              }
            })
        .page(
            "/fails",
            (request, response) -> {
              html(response, PAGE);
              response.sendError(500);
            })
        .page(
            "/again",
            (request, response) -> {
              html(response, "<p>never seen");
              response.resetBuffer();
              html(response, PAGE);
            });
  }

  @Test
  void the_library_sends_no_content_policy_unless_the_site_wants_one() throws Exception {
    start("", secured());
    HttpResponse<String> page = site.get("/");
    assertThat(page.headers().allValues("Content-Security-Policy"))
        .containsExactly("script-src 'nonce-Abc+/0' 'self'");
    assertThat(header(page, "Permissions-Policy")).isEqualTo("geolocation=(), storage-access=()");
    assertThat(header(page, "Content-Security-Policy-Report-Only")).isEmpty();
    assertThat(site.get("/consent/reports").statusCode()).as("nobody reports").isEqualTo(404);
  }

  @Test
  void the_policy_is_sent_beside_the_applications_own_and_depends_on_the_visitor()
      throws Exception {
    start("csp: enforce\n", secured());
    List<String> undecided = site.get("/").headers().allValues("Content-Security-Policy");
    assertThat(undecided).hasSize(2).contains("script-src 'nonce-Abc+/0' 'self'");
    assertThat(undecided.get(1))
        .startsWith("default-src 'self' 'unsafe-inline'")
        .contains(" l.ecn-ldr.de", "; report-uri /consent/reports");
    assertThat(undecided.get(1).split(";")[0]).doesNotContain("youtube", "twitter");
    String consent = site.consent("choice=save&grant=youtube");
    assertThat(
            header(site.get("/plain", "Cookie", consent), "Content-Security-Policy").split(";")[0])
        .contains(" *.youtube.com")
        .doesNotContain("twitter");
    assertThat(header(site.get("/text"), "Content-Security-Policy")).isEmpty();
  }

  @Test
  void a_page_for_everybody_may_load_what_any_visitor_may_allow() throws Exception {
    start("csp: enforce\n", secured());
    String consent = site.consent("choice=reject-all");
    String everybody = header(site.get("/public"), "Content-Security-Policy");
    assertThat(everybody).contains(" *.youtube.com", " platform.twitter.com");
    assertThat(header(site.get("/public", "Cookie", consent), "Content-Security-Policy"))
        .isEqualTo(everybody);
  }

  @Test
  void the_policy_is_the_same_when_nothing_has_changed_and_never_there_twice() throws Exception {
    start("csp: report-only\n", secured());
    HttpResponse<String> page = site.get("/tagged", "Accept", "text/html");
    String policy = header(page, "Content-Security-Policy-Report-Only");
    HttpResponse<String> again =
        site.get("/tagged", "Accept", "text/html", "If-None-Match", header(page, "ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(header(again, "Content-Security-Policy-Report-Only")).isEqualTo(policy);
    for (String path : new String[] {"/fails", "/again"}) {
      assertThat(site.get(path).headers().allValues("Content-Security-Policy-Report-Only"))
          .as(path)
          .containsExactly(policy);
    }
  }

  @Test
  void permissions_are_merged_into_one_header() throws Exception {
    start("csp: enforce\n", secured());
    assertThat(site.get("/").headers().allValues("Permissions-Policy"))
        .containsExactly("geolocation=(), storage-access=()");
    assertThat(site.get("/plain").headers().allValues("Permissions-Policy"))
        .singleElement()
        .asString()
        .startsWith("storage-access=(self ");
  }

  @Test
  @Trap(31)
  void the_applications_nonce_is_used_for_insertions() throws Exception {
    start("", secured());
    assertThat(site.get("/").body())
        .contains(".js\" nonce=\"Abc+/0\"", "page.js\" nonce=\"Abc+/0\"")
        .contains("panel.css\" nonce=\"Abc+/0\"");
    assertThat(site.get("/plain").body()).doesNotContain("nonce");
  }

  @Test
  void the_nonce_may_come_after_the_first_bytes_of_the_page() throws Exception {
    start("", secured());
    for (String path : new String[] {"/late", "/late?flushed"}) {
      assertThat(site.get(path).body())
          .as(path)
          .contains("page.js\" nonce=\"Abc+/0\"", "panel.css\" nonce=\"Abc+/0\"")
          .containsPattern("guard[-0-9a-f]*\\.js\" nonce=\"Abc\\+/0\"");
    }
  }

  @Test
  void the_copy_of_a_page_keeps_the_nonce_that_it_came_with() throws Exception {
    start("", secured());
    HttpResponse<String> page = site.get("/tagged?nonce=first", "Accept", "text/html");
    HttpResponse<String> again =
        site.get(
            "/tagged?nonce=other", "Accept", "text/html", "If-None-Match", header(page, "ETag"));

    assertThat(page.body()).contains("nonce=\"first\"");
    assertThat(header(page, "Content-Security-Policy")).isEqualTo("script-src 'nonce-first'");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(header(again, "Content-Security-Policy")).isEmpty();
  }

  // --- Global Privacy Control

  @Test
  void the_site_states_that_it_follows_global_privacy_control() throws Exception {
    start("", new TestSite());
    HttpResponse<String> gpc = site.get("/.well-known/gpc.json");
    assertThat(gpc.statusCode()).isEqualTo(200);
    assertThat(header(gpc, "Content-Type")).isEqualTo("application/json");
    assertThat(gpc.body()).matches("\\{\"gpc\":true,\"lastUpdate\":\"\\d{4}-\\d{2}-\\d{2}\"}");
    assertThat(site.get("/.well-known/other").statusCode()).isEqualTo(404);
  }

  @Test
  void a_site_that_only_reports_does_not_state_that() throws Exception {
    site =
        new TestSite()
            .policy(
                TestSite.policy(
                    TestSite.REFERENCE.replace(
                        "services: [econda] }", "services: [econda], enforce: report }")))
            .start(starter);
    assertThat(site.get("/.well-known/gpc.json").body()).startsWith("{\"gpc\":false,");
  }
}
