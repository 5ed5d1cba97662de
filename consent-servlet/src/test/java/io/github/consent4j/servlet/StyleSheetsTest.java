package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEveryContainer
class StyleSheetsTest {

  private static final String HELD = "about:invalid#consent-youtube:";
  private static final String CSS =
      "@import url(¶//www.youtube.com/css);\np{background:url(own.png)}";
  private static final String LIVE = CSS.replace("¶", "");
  private static final String STRICT = CSS.replace("¶", HELD);
  private static final String PLAIN = "/* t\u00e4st */p{background:url(own.png)}\n".repeat(2000);
  private static final String[] STYLE = {
    "Accept", "text/css,*/*;q=0.1", "Sec-Fetch-Dest", "style", "Accept-Encoding", "gzip, br"
  };

  @Parameter Containers starter;

  private TestSite site;

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private void start(TestSite prepared) throws Exception {
    site = prepared.start(starter);
  }

  private static void css(jakarta.servlet.http.HttpServletResponse response, String css)
      throws IOException {
    response.setContentType("text/css;charset=utf-8");
    response.getOutputStream().write(css.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String[] with(String... headers) {
    return TestSite.concat(STYLE, headers);
  }

  // --- bytes

  @Test
  void a_style_sheet_is_rewritten_however_it_is_written() throws Exception {
    byte[] bytes = LIVE.getBytes(StandardCharsets.UTF_8);
    Map<String, TestSite.Page> ways =
        Map.of(
            "/stream", (request, response) -> css(response, LIVE),
            "/writer",
                (request, response) -> {
                  response.setContentType("text/css");
                  response.getWriter().print(LIVE);
                },
            "/bytewise",
                (request, response) -> {
                  response.setContentType("text/css");
                  for (byte b : bytes) {
                    response.getOutputStream().write(b);
                  }
                },
            "/flushed",
                (request, response) -> {
                  response.setContentType("text/css");
                  response.getOutputStream().write(bytes, 0, 20);
                  response.flushBuffer();
                  response.getOutputStream().write(bytes, 20, bytes.length - 20);
                },
            "/flushed-first",
                (request, response) -> {
                  response.setContentType("text/css");
                  PrintWriter writer = response.getWriter();
                  writer.flush();
                  writer.print(LIVE);
                },
            "/known-length",
                (request, response) -> {
                  response.setContentLength(bytes.length);
                  css(response, LIVE);
                },
            "/no-type", (request, response) -> response.getOutputStream().write(bytes),
            "/other-type",
                (request, response) -> {
                  response.setContentType("text/plain");
                  response.getOutputStream().write(bytes);
                });
    TestSite prepared = new TestSite();
    ways.forEach(prepared::page);
    start(prepared);
    for (String path : ways.keySet()) {
      for (int i = 0; i < 2; i++) {
        HttpResponse<String> response = site.get(path, STYLE);
        assertThat(response.body()).as(path).isEqualTo(STRICT);
        assertThat(header(response, "Content-Security-Policy")).isEmpty();
      }
    }
  }

  @Test
  void a_style_sheet_that_a_script_fetches_is_rewritten() throws Exception {
    start(new TestSite().page("/own.css", (request, response) -> css(response, LIVE)));
    assertThat(site.get("/own.css", "Sec-Fetch-Dest", "empty").body()).isEqualTo(STRICT);
    assertThat(site.get("/own.css").body()).isEqualTo(STRICT);
  }

  @Test
  void what_no_page_uses_as_a_style_sheet_is_not_changed() throws Exception {
    start(
        new TestSite()
            .page(
                "/text",
                (request, response) -> {
                  response.setContentType("text/plain");
                  response.setHeader("X-Content-Type-Options", "nosniff");
                  response.getOutputStream().write(LIVE.getBytes(StandardCharsets.UTF_8));
                })
            .page(
                "/download",
                (request, response) -> {
                  response.setHeader("Content-Disposition", "attachment");
                  css(response, LIVE);
                }));
    assertThat(site.get("/text", STYLE).body()).isEqualTo(LIVE);
    assertThat(site.get("/download").body()).isEqualTo(LIVE);
  }

  @Test
  void a_compressed_style_sheet_is_read_and_sent_unchanged_if_it_is_harmless() throws Exception {
    byte[] plain = gzip(PLAIN);
    byte[] live = gzip(LIVE);
    start(
        new TestSite()
            .page("/plain", (request, response) -> zipped(response, plain))
            .page("/live", (request, response) -> zipped(response, live))
            .page(
                "/asked.css",
                (request, response) -> css(response, request.getHeader("Accept-Encoding"))));
    for (int i = 0; i < 2; i++) {
      HttpResponse<byte[]> harmless = site.bytes("/plain", STYLE);
      assertThat(harmless.body()).isEqualTo(plain);
      assertThat(header(harmless, "Content-Length")).isEqualTo("" + plain.length);
    }
    byte[] body = site.bytes("/live", STYLE).body();
    assertThat(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(STRICT);
    assertThat(site.get("/asked.css", STYLE).body()).startsWith("gzip");
    assertThat(site.get("/asked.css", "Accept-Encoding", "x-no, gzip;q=0.5").body())
        .isEqualTo("gzip;q=0.5");
  }

  private static void zipped(jakarta.servlet.http.HttpServletResponse response, byte[] bytes)
      throws IOException {
    response.setContentType("text/css");
    response.setHeader("Content-Encoding", "gzip");
    response.setHeader("ETag", "\"zipped\"");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  // --- headers

  private static TestSite.Page cached(String css, String cacheControl) {
    return (request, response) -> {
      response.setHeader("ETag", "\"abc\"");
      response.setHeader("Last-Modified", "Tue, 14 Nov 2023 22:13:20 GMT");
      if (!cacheControl.isEmpty()) {
        response.setHeader("Cache-Control", cacheControl);
      }
      if ("\"abc\"".equals(request.getHeader("If-None-Match"))
          || request.getHeader("If-Modified-Since") != null) {
        response.setStatus(304);
        return;
      }
      response.setContentLength(css.getBytes(StandardCharsets.UTF_8).length);
      css(response, css);
    };
  }

  @Test
  void a_style_sheet_in_which_nothing_can_be_blocked_is_sent_unchanged() throws Exception {
    start(
        new TestSite()
            .page("/plain.css", cached(PLAIN, "public, max-age=600"))
            .page("/static.css", cached(PLAIN, "")));
    String consent = site.consent("choice=accept-all");
    for (String path : new String[] {"/plain.css", "/static.css"}) {
      for (String cookie : new String[] {"a=b", consent, "a=c"}) {
        HttpResponse<byte[]> sheet = site.bytes(path, with("Cookie", cookie));
        assertThat(sheet.body()).isEqualTo(PLAIN.getBytes(StandardCharsets.UTF_8));
        assertThat(header(sheet, "Content-Length")).isEqualTo("" + sheet.body().length);
        assertThat(header(sheet, "ETag")).isEqualTo("\"abc\"");
        assertThat(header(sheet, "Last-Modified")).isEqualTo("Tue, 14 Nov 2023 22:13:20 GMT");
        assertThat(header(sheet, "Cache-Control"))
            .isEqualTo(path.contains("static") ? "" : "public, max-age=600");
        assertThat(header(sheet, "Vary")).isEmpty();
        assertThat(TestSite.setCookies(sheet)).isEmpty();
      }
      assertThat(site.get(path, with("If-None-Match", "\"abc\"")).statusCode()).isEqualTo(304);
      String date = "Tue, 14 Nov 2023 22:13:20 GMT";
      assertThat(site.get(path, with("If-Modified-Since", date)).statusCode()).isEqualTo(304);
    }
  }

  @Test
  void visitors_who_have_allowed_nothing_share_a_style_sheet_and_others_get_their_own()
      throws Exception {
    start(
        new TestSite()
            .page("/own.css", cached(LIVE, "public, max-age=600"))
            .page("/static.css", cached(LIVE, "")));
    String refused = site.consent("choice=reject-all");
    String allowed = site.consent("choice=accept-all");
    String granted = site.consent("choice=save&grant=youtube");
    for (String path : new String[] {"/own.css", "/static.css"}) {
      HttpResponse<String> first = site.get(path, STYLE);
      HttpResponse<String> second = site.get(path, with("Cookie", refused));
      for (HttpResponse<String> strict : java.util.List.of(first, second)) {
        assertThat(strict.body()).isEqualTo(STRICT);
        assertThat(header(strict, "ETag")).isEqualTo(header(first, "ETag")).isNotEqualTo("\"abc\"");
        assertThat(header(strict, "Cache-Control"))
            .isEqualTo(
                path.contains("static")
                    ? "no-cache"
                    : "public, max-age=0, must-revalidate, s-maxage=600");
        assertThat(header(strict, "Vary")).isEqualTo("Cookie");
        assertThat(header(strict, "Last-Modified")).isEmpty();
        assertThat(TestSite.setCookies(strict)).isEmpty();
      }
      for (String cookie : new String[] {allowed, granted}) {
        HttpResponse<String> open = site.get(path, with("Cookie", cookie));
        assertThat(open.body()).isEqualTo(LIVE);
        assertThat(header(open, "ETag")).isNotEqualTo(header(first, "ETag"));
        assertThat(header(open, "Cache-Control")).isEqualTo("private, no-cache");
        assertThat(header(open, "Vary")).isEqualTo("Cookie");
        assertThat(header(open, "Last-Modified")).isEmpty();
        String[] again = with("Cookie", cookie, "If-None-Match", header(open, "ETag"));
        HttpResponse<String> fresh = site.get(path, again);
        assertThat(fresh.statusCode()).isEqualTo(304);
        assertThat(header(fresh, "ETag")).isEqualTo(header(open, "ETag"));
        assertThat(header(fresh, "Cache-Control")).isEqualTo("private, no-cache");
        // A withdrawn style sheet is not fresh.
        String[] withdrawn = with("Cookie", refused, "If-None-Match", header(open, "ETag"));
        assertThat(site.get(path, withdrawn).body()).isEqualTo(STRICT);
      }
      HttpResponse<String> fresh =
          site.get(path, with("If-None-Match", header(first, "ETag"), "Cookie", refused));
      assertThat(fresh.statusCode()).isEqualTo(304);
      assertThat(header(fresh, "Vary")).isEqualTo("Cookie");
    }
  }

  @Test
  void a_style_sheet_from_before_the_policy_is_never_fresh() throws Exception {
    start(new TestSite().page("/own.css", cached(LIVE, "")));
    assertThat(site.get("/own.css", with("If-None-Match", "\"abc\"")).body()).isEqualTo(STRICT);
    String date = "Tue, 14 Nov 2023 22:13:20 GMT";
    assertThat(site.get("/own.css", with("If-Modified-Since", date)).body()).isEqualTo(STRICT);
    assertThat(site.get("/own.css", "If-Modified-Since", date).body()).isEqualTo(STRICT);
  }

  @Test
  void a_path_that_is_rendered_for_everybody_has_one_style_sheet() throws Exception {
    String policy = TestSite.REFERENCE + "rendering: shared\n";
    start(
        new TestSite()
            .policy(TestSite.policy(policy))
            .page("/own.css", cached(LIVE, "max-age=600")));
    HttpResponse<String> undecided = site.get("/own.css", STYLE);
    assertThat(undecided.body()).isEqualTo(STRICT);
    HttpResponse<String> allowed =
        site.get("/own.css", with("Cookie", site.consent("choice=accept-all")));
    assertThat(allowed.body()).isEqualTo(STRICT);
    assertThat(header(allowed, "ETag")).isEqualTo(header(undecided, "ETag"));
    assertThat(header(allowed, "Cache-Control")).isEqualTo("max-age=600");
    assertThat(header(allowed, "Vary")).isEmpty();
  }

  @Test
  void an_analysis_of_other_bytes_allows_nothing() throws Exception {
    start(
        new TestSite()
            .page(
                "/own.css",
                (request, response) -> {
                  response.setHeader("ETag", "\"same\"");
                  css(response, request.getHeader("X-Live") == null ? PLAIN : PLAIN + LIVE);
                }));
    assertThat(site.get("/own.css", STYLE).body()).isNotEmpty();
    try {
      assertThat(site.get("/own.css", with("X-Live", "1")).body()).doesNotContain("youtube.com/c");
    } catch (IOException e) {
      // The style sheet is cut.
    }
    assertThat(site.get("/own.css", with("X-Live", "1")).body()).endsWith(STRICT);
  }

  @Test
  void a_large_style_sheet_does_not_wait_for_its_end() throws Exception {
    String large = PLAIN.repeat(5) + LIVE;
    String harmless = PLAIN.repeat(10);
    start(
        new TestSite()
            .page("/large.css", cached(large, "max-age=600"))
            .page("/harmless.css", cached(harmless, "max-age=600")));
    HttpResponse<String> response = site.get("/large.css", STYLE);
    assertThat(response.body()).endsWith(STRICT).hasSizeGreaterThan(large.length());
    assertThat(header(response, "Vary")).isEqualTo("Cookie");
    HttpResponse<byte[]> unknown = site.bytes("/harmless.css", STYLE);
    assertThat(unknown.body()).isEqualTo(harmless.getBytes(StandardCharsets.UTF_8));
  }

  // --- files

  @Test
  void files_of_the_container_are_read(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("live.css"), PLAIN + LIVE);
    Files.writeString(folder.resolve("plain.css"), PLAIN);
    start(new TestSite().files(folder));
    assertThat(site.get("/live.css", STYLE).body()).endsWith(STRICT);
    byte[] plain = PLAIN.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 2; i++) {
      HttpResponse<byte[]> response = site.bytes("/plain.css", STYLE);
      assertThat(response.body()).isEqualTo(plain);
      assertThat(header(response, "Content-Length")).isEqualTo("" + plain.length);
      assertThat(header(response, "Last-Modified")).isNotEmpty();
      assertThat(header(response, "Vary")).doesNotContain("Cookie");
    }
    HttpResponse<byte[]> plainAgain = site.bytes("/plain.css", STYLE);
    String modified = header(plainAgain, "Last-Modified");
    assertThat(site.bytes("/plain.css", with("If-Modified-Since", modified)).statusCode())
        .isEqualTo(304);
    String tag = header(plainAgain, "ETag");
    HttpRequest.Builder head =
        site.request("/plain.css").method("HEAD", HttpRequest.BodyPublishers.noBody());
    assertThat(header(site.send(head), "Last-Modified")).isEqualTo(modified);
    assumeThat(tag).as("the container tags files").isNotEmpty();
    assertThat(site.bytes("/plain.css", with("If-None-Match", tag)).statusCode()).isEqualTo(304);
  }
}
