package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** What browsers show as a document, whatever its type and its beginning. */
@OnEveryContainer
class DocumentsTest {

  private static final String IMG = "<img src=\"https://www.youtube.com/a\">";
  private static final String PAGE = "<p>x</p>" + IMG;
  private static final String GUARD = "/guard";
  private static final String BANNER = "<page-panel";
  private static final String[] WINDOW = {"Sec-Fetch-Dest", "document", "Accept", "text/html"};
  private static final String SVG =
      "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\">"
          + "<image href=\"https://www.youtube.com/a\" width=\"9\" height=\"9\"/></svg>";
  private static final String FEED =
      "<rss version=\"2.0\"><channel><title>x</title><description>&lt;img"
          + " src=\"https://www.youtube.com/a\"&gt;</description></channel></rss>";

  @Parameter Containers starter;

  private TestSite site;

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private void start(TestSite prepared) throws Exception {
    site = prepared.start(starter);
  }

  private static void write(HttpServletResponse response, String type, String text)
      throws IOException {
    if (!type.isEmpty()) {
      response.setContentType(type);
    }
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a site whose page has the content type and the body of the query. */
  private static TestSite typed() {
    return new TestSite()
        .page(
            "/page",
            (request, response) -> {
              if (request.getParameter("nosniff") != null) {
                response.setHeader("X-Content-Type-Options", "nosniff");
              }
              String body = request.getParameter("body");
              write(response, request.getParameter("type"), body == null ? PAGE : body);
            });
  }

  private HttpResponse<String> page(String type, String more, String... headers) throws Exception {
    String query = java.net.URLEncoder.encode(type, StandardCharsets.UTF_8);
    return site.get("/page?type=" + query + more, headers);
  }

  private static String body(String text) {
    return "&body=" + java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  // --- content types

  @Test
  void whatever_browsers_read_as_html_is_a_page() throws Exception {
    start(typed());
    for (String type :
        List.of(
            "text/html charset=utf-8",
            "text/html,charset=utf-8",
            "text/html(x)",
            "text/plain, text/html",
            "text/plain;x=\"a,b\",text/html;charset=utf-8",
            "TEXT/HTML\t;charset=utf-8",
            "text/html; ; x=\"a;b",
            "text/html, */*",
            "text/html, html",
            "",
            "*/*",
            "unknown/unknown",
            "application/unknown",
            "html",
            "text",
            ";charset=utf-8")) {
      HttpResponse<String> page = page(type, "", WINDOW);
      assertThat(page.body()).as(type).contains("data-consent-src", GUARD, BANNER);
      assertThat(header(page, "Vary")).as(type).contains("Cookie");
    }
  }

  @Test
  void what_no_browser_reads_as_html_is_not_changed() throws Exception {
    start(typed());
    for (String type :
        List.of(
            "text/html, text/plain",
            "text/plain",
            "application/json",
            "application/pdf",
            "application/octet-stream",
            "text/htm",
            "text/html/x")) {
      assertThat(page(type, "", WINDOW).body()).as(type).isEqualTo(PAGE);
    }
    for (String type : List.of("", "*/*", "html")) {
      assertThat(page(type, "&nosniff=1", WINDOW).body()).as(type).isEqualTo(PAGE);
      String text = "x " + PAGE;
      assertThat(page(type, body(text), WINDOW).body()).as(type).isEqualTo(text);
    }
    assertThat(page("text/html charset=utf-8", "&nosniff=1", WINDOW).body())
        .contains("data-consent-src");
  }

  @Test
  void every_page_gets_the_content_policy() throws Exception {
    start(typed().policy(TestSite.policy(TestSite.REFERENCE + "csp: enforce\n")));
    for (String type : List.of("html", "text/html,x", "image/svg+xml", "text/xml")) {
      HttpResponse<String> page = page(type, body("<p>" + SVG), WINDOW);
      assertThat(header(page, "Content-Security-Policy")).as(type).contains("default-src 'self'");
    }
    assertThat(header(page("text/css", "", WINDOW), "Content-Security-Policy")).isEmpty();
  }

  // --- XML

  @Test
  void xml_is_a_page_if_a_browser_shows_it() throws Exception {
    start(typed());
    for (String type :
        List.of("image/svg+xml", "text/xml", "application/xml", "application/x+xml", "")) {
      for (String destination : List.of("document", "iframe", "frame", "embed", "object", "xslt")) {
        HttpResponse<String> page = page(type, body(SVG), "Sec-Fetch-Dest", destination);
        assertThat(page.body())
            .as(type + " " + destination)
            .contains("<image data-consent-service=\"youtube\" data-consent-href=")
            .doesNotContain(GUARD, BANNER);
      }
      if (!type.isEmpty()) {
        // Chromium sends this header by http for an XSLT style sheet.
        assertThat(page(type, body(SVG), "Accept", "text/css,*/*;q=0.1").body())
            .as(type)
            .contains("data-consent-href");
      }
      assertThat(page(type, body(SVG), "Accept", "text/html,application/xml;q=0.9").body())
          .as(type)
          .contains("data-consent-href");
    }
  }

  @Test
  void xml_that_no_browser_shows_as_a_page_is_not_changed() throws Exception {
    start(typed());
    for (String type : List.of("image/svg+xml", "text/xml", "application/rss+xml", "")) {
      for (String xml : List.of(SVG, FEED)) {
        for (String destination : List.of("image", "empty", "script", "font")) {
          HttpResponse<String> answer = page(type, body(xml), "Sec-Fetch-Dest", destination);
          assertThat(answer.body()).as(type + " " + destination).isEqualTo(xml);
          assertThat(header(answer, "Vary")).isEmpty();
        }
        assertThat(page(type, body(xml)).body()).isEqualTo(xml);
        String reader = "application/rss+xml, text/xml;q=0.9, text/html;q=0.5";
        assertThat(page(type, body(xml), "Accept", reader).body()).isEqualTo(xml);
        assertThat(page(type, body(xml), "Accept", "*/*").body()).isEqualTo(xml);
      }
    }
    assertThat(page("application/rss+xml", body(FEED), WINDOW).body()).isEqualTo(FEED);
  }

  @Test
  void a_drawing_that_a_page_uses_in_part_is_read_and_sent_unchanged_if_it_is_harmless()
      throws Exception {
    start(
        typed()
            .page(
                "/icons",
                (request, response) -> {
                  response.setHeader("Cache-Control", "max-age=600");
                  response.setHeader("ETag", "\"icons\"");
                  response.setContentLength(64);
                  write(response, "image/svg+xml", ("<svg>" + "x".repeat(53) + "</svg>"));
                }));
    String[] part = {"Sec-Fetch-Dest", "image", "Sec-Fetch-Mode", "same-origin"};
    HttpResponse<String> held = page("image/svg+xml", body(SVG), part);
    assertThat(held.body()).contains("<image data-consent-service=\"youtube\" data-consent-href=");
    assertThat(header(held, "Vary")).isEqualTo("Cookie");
    assertThat(header(held, "Content-Security-Policy")).isEmpty();
    String[] allowed = TestSite.concat(part, "Cookie", site.consent("choice=save&grant=youtube"));
    assertThat(page("image/svg+xml", body(SVG), allowed).body()).isEqualTo(SVG);
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> icons = site.get("/icons", part);
      assertThat(icons.body()).hasSize(64).startsWith("<svg>x");
      assertThat(header(icons, "Content-Length")).isEqualTo("64");
      assertThat(header(icons, "ETag")).isEqualTo("\"icons\"");
      assertThat(header(icons, "Cache-Control")).isEqualTo("max-age=600");
      assertThat(header(icons, "Vary")).isEmpty();
    }
    assertThat(page("image/png", body(SVG), part).body()).isEqualTo(SVG);
    String[] image = {"Sec-Fetch-Dest", "image", "Sec-Fetch-Mode", "no-cors"};
    assertThat(page("image/svg+xml", body(SVG), image).body()).isEqualTo(SVG);
  }

  @Test
  void the_guard_precedes_the_scripts_of_an_svg() throws Exception {
    start(typed());
    String svg = SVG.replace("<image", "<script>x</script><image");
    assertThat(page("image/svg+xml", body(svg), WINDOW).body())
        .containsSubsequence(
            "<svg", "<script xmlns=\"http://www.w3.org/1999/xhtml\" src=", GUARD, "<script>x")
        .doesNotContain(BANNER);
    String html =
        "<h:html xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head/><h:body>x</h:body></h:html>";
    assertThat(
            page("text/xml", body(html.replace("<h:head/>", "<h:head></h:head>")), WINDOW).body())
        .contains("<script xmlns=\"http://www.w3.org/1999/xhtml\" src=")
        .contains("<page-panel xmlns=\"http://www.w3.org/1999/xhtml\"");
  }

  // --- beginnings

  private static TestSite beginning() {
    return new TestSite()
        .page(
            "/script",
            (request, response) -> {
              String cache = request.getParameter("cache");
              if (cache != null) {
                response.setHeader("Cache-Control", cache);
              }
              html(
                  response,
                  "\n<script>x</script><html><head><title>t</title></head><body>y</body></html>");
            })
        .page(
            "/piece",
            (request, response) -> {
              response.setHeader("Cache-Control", "public");
              html(response, "<p>piece</p>");
            })
        .page(
            "/whole",
            (request, response) -> {
              response.setHeader("Cache-Control", "public");
              html(response, "<!-- a -->\n<!DOCTYPE html><p>whole</p>");
            });
  }

  @Test
  void the_guard_precedes_the_first_script_of_a_document() throws Exception {
    start(beginning());
    for (String destination : List.of("document", "iframe", "frame", "embed", "object")) {
      assertThat(site.get("/script", "Sec-Fetch-Dest", destination).body())
          .as(destination)
          .containsSubsequence(GUARD, "<script>x</script>");
    }
    assertThat(site.get("/script", "Accept", "text/html,*/*;q=0.8").body())
        .containsSubsequence(GUARD, "<script>x</script>", BANNER, "y</body>");
    assertThat(site.get("/piece", "Sec-Fetch-Dest", "empty").body()).isEqualTo("<p>piece</p>");
  }

  @Test
  void caches_store_fragments_and_pages_separately() throws Exception {
    start(beginning());
    for (String path : List.of("/script?cache=public", "/piece")) {
      HttpResponse<String> window = site.get(path, WINDOW);
      assertThat(window.body())
          .containsSubsequence(GUARD, path.contains("piece") ? "<p>" : ">x</script>");
      assertThat(header(window, "Cache-Control")).isEqualTo("public");
      assertThat(header(window, "Vary")).isEqualTo("Sec-Fetch-Dest");
      HttpResponse<String> fetched = site.get(path, "Sec-Fetch-Dest", "empty");
      assertThat(header(fetched, "Vary")).isEqualTo("Sec-Fetch-Dest");
    }
    assertThat(site.get("/piece", "Sec-Fetch-Dest", "empty").body()).isEqualTo("<p>piece</p>");
    HttpResponse<String> whole = site.get("/whole", WINDOW);
    assertThat(header(whole, "Vary")).isEmpty();
    assertThat(site.get("/whole", "Sec-Fetch-Dest", "empty").body()).isEqualTo(whole.body());
  }
}
