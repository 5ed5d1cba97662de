package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.concat;
import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/**
 * A visitor who allowed everything gets the application's own bytes. Only the head of a page
 * contains a script, which follows a withdrawal in another tab.
 */
@OnEveryContainer
@Tag("wrapper")
class OwnBytesTest {

  private static final String REPORTING = TestSite.REFERENCE + "undeclared-hosts: report\n";
  private static final String START = "<!doctype html><html><head>";
  private static final String REST =
      "<title>T\u00e4st</title></head><body><iframe src=\"https://www.youtube.com/embed/x\"></iframe>"
          + "<script src='https://l.ecn-ldr.de/loader/loader.js'></script></body></html>";
  private static final String PAGE = START + REST;
  private static final String TAG =
      "<script src=\"/consent/assets/[0-9a-f]{12}/tabs\\.js\"( nonce=\"abc\")? async data-consent-ui"
          + " data-consent-choices=\"\\.\\+external-media\\+statistics\\.\"></script>";
  private static final String[] BROWSER = {
    "Accept", "text/html,*/*;q=0.8", "Sec-Fetch-Dest", "document"
  };
  private static final String[] FETCH = {
    "Accept", "text/html, application/xhtml+xml", "Sec-Fetch-Dest", "empty"
  };

  @Parameter Containers starter;

  private TestSite site;

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  /** Returns a site that blocks nothing undeclared, so that there is nothing to look for. */
  private static TestSite site() {
    return new TestSite().policy(TestSite.policy(REPORTING));
  }

  private void start(TestSite prepared) throws Exception {
    site = prepared.start(starter);
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return site.bytes(path, concat(headers, "Cookie", site.consent("choice=accept-all")));
  }

  /** Returns the page without one tag that it contains. */
  private static String without(byte[] body) {
    String page = new String(body, StandardCharsets.UTF_8);
    assertThat(page).containsPattern(TAG);
    return page.replaceFirst(TAG, "");
  }

  private static TestSite.Page sized(String page) {
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    return (request, response) -> {
      response.setContentLength(bytes.length);
      response.setHeader("Digest", "x");
      html(response, page);
    };
  }

  @Test
  void the_head_has_one_more_script_and_the_length_is_correct() throws Exception {
    start(site().page("/", sized(PAGE)));
    HttpResponse<byte[]> response = get("/", BROWSER);

    assertThat(new String(response.body(), StandardCharsets.UTF_8)).startsWith(START + "<script ");
    assertThat(without(response.body())).isEqualTo(PAGE);
    assertThat(header(response, "Content-Length")).isEqualTo("" + response.body().length);
  }

  @Test
  void however_the_page_is_written() throws Exception {
    String big = PAGE + "x".repeat(100_000);
    start(
        site()
            .page(
                "/writer",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  response.setContentLength(big.getBytes(StandardCharsets.UTF_8).length);
                  response.getWriter().print(big);
                })
            .page(
                "/bit-by-bit",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  for (byte b : big.getBytes(StandardCharsets.UTF_8)) {
                    response.getOutputStream().write(b);
                  }
                })
            .page(
                "/flushed",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  response.flushBuffer();
                  PrintWriter writer = response.getWriter();
                  writer.print("<!doctype html><ht");
                  writer.flush();
                  writer.print(big.substring("<!doctype html><ht".length()));
                })
            .page(
                "/forwards",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  response.getWriter().print("lost");
                  request.getRequestDispatcher("/writer").forward(request, response);
                })
            .page(
                "/includes",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  response.getWriter().print(START);
                  request.getRequestDispatcher("/part").include(request, response);
                })
            .page(
                "/part",
                (request, response) -> response.getWriter().print(big.substring(START.length())))
            .page(
                "/async",
                (request, response) -> {
                  var async = request.startAsync();
                  async.start(
                      () -> {
                        try {
                          html((jakarta.servlet.http.HttpServletResponse) async.getResponse(), big);
                        } catch (java.io.IOException e) {
                          throw new java.io.UncheckedIOException(e);
                        }
                        async.complete();
                      });
                }));
    for (String path :
        new String[] {"/writer", "/bit-by-bit", "/flushed", "/forwards", "/includes", "/async"}) {
      assertThat(without(get(path, BROWSER).body())).as(path).isEqualTo(big);
    }
  }

  @Test
  void fragments_and_pages_without_a_head_have_the_applications_bytes() throws Exception {
    String piece = "<li><iframe src=\"https://www.youtube.com/embed/x\"></iframe></li>";
    start(site().page("/", sized(PAGE)).page("/piece", sized(piece)));

    for (String[] headers : new String[][] {FETCH, concat(FETCH, "HX-Request", "true")}) {
      HttpResponse<byte[]> whole = get("/", headers);
      assertThat(new String(whole.body(), StandardCharsets.UTF_8)).isEqualTo(PAGE);
      assertThat(header(whole, "Content-Length")).isEqualTo("" + whole.body().length);
      assertThat(new String(get("/piece", headers).body(), StandardCharsets.UTF_8))
          .isEqualTo(piece);
    }
    HttpResponse<byte[]> untold = get("/piece");
    assertThat(new String(untold.body(), StandardCharsets.UTF_8)).isEqualTo(piece);
    assertThat(header(untold, "Content-Length")).isEqualTo("" + piece.length());
    assertThat(header(untold, "Digest")).isEqualTo("x");
  }

  @Test
  void with_other_tabs_off_pages_have_the_applications_bytes() throws Exception {
    start(site().policy(TestSite.policy(REPORTING + "other-tabs: off\n")).page("/", sized(PAGE)));
    HttpResponse<byte[]> response = get("/", BROWSER);

    assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(PAGE);
    assertThat(header(response, "Content-Length")).isEqualTo("" + response.body().length);
  }

  @Test
  void the_script_is_cached_for_ever() throws Exception {
    start(site().page("/", sized(PAGE)));
    String page = new String(get("/", BROWSER).body(), StandardCharsets.UTF_8);
    HttpResponse<byte[]> script =
        site.bytes(page.replaceFirst("(?s).*src=\"([^\"]*/tabs\\.js)\".*", "$1"));

    assertThat(script.statusCode()).isEqualTo(200);
    assertThat(header(script, "Cache-Control")).contains("immutable");
  }

  @Test
  void entity_tags_lengths_and_ranges_are_those_of_the_sent_page() throws Exception {
    start(
        site()
            .page(
                "/",
                (request, response) -> {
                  response.setHeader("ETag", "\"1\"");
                  response.setHeader("Accept-Ranges", "bytes");
                  response.setHeader("Content-MD5", "x");
                  if (request.getHeader("Range") != null) {
                    response.setStatus(206);
                  } else if ("\"1\"".equals(request.getHeader("If-None-Match"))) {
                    response.setStatus(304);
                  } else {
                    sized(PAGE).serve(request, response);
                  }
                }));
    String consent = site.consent("choice=accept-all");
    String[] visitor = concat(BROWSER, "Cookie", consent);
    HttpResponse<byte[]> first = site.bytes("/", concat(visitor, "Range", "bytes=0-9"));
    String tag = header(first, "ETag");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(tag).matches("\"1--cc-[0-9a-f]{8}\"");
    assertThat(header(first, "Accept-Ranges") + header(first, "Content-MD5")).isEmpty();
    assertThat(header(first, "Cache-Control")).isEqualTo("private, no-cache");
    HttpResponse<byte[]> again = site.bytes("/", concat(visitor, "If-None-Match", tag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(header(again, "ETag")).isEqualTo(tag);
    String refused = site.consent("choice=reject-all");
    assertThat(
            site.bytes("/", concat(BROWSER, "Cookie", refused, "If-None-Match", tag)).statusCode())
        .isEqualTo(200);

    HttpRequest.Builder head =
        site.request("/").method("HEAD", HttpRequest.BodyPublishers.noBody());
    HttpResponse<String> headers = site.send(head.headers(visitor));
    assertThat(header(headers, "Content-Length")).isIn("", String.valueOf(first.body().length));
  }

  @Test
  void a_page_that_the_application_has_compressed_is_compressed_again() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(PAGE.getBytes(StandardCharsets.UTF_8));
    }
    start(
        site()
            .page(
                "/",
                (request, response) -> {
                  response.setHeader("Content-Encoding", "gzip");
                  response.setContentType("text/html;charset=utf-8");
                  response.setContentLength(packed.size());
                  response.getOutputStream().write(packed.toByteArray());
                })
            .page(
                "/unknown",
                (request, response) -> {
                  response.setHeader("Content-Encoding", "x-own");
                  response.setContentType("text/html;charset=utf-8");
                  response.getOutputStream().write(packed.toByteArray());
                }));
    HttpResponse<byte[]> response = get("/", BROWSER);

    assertThat(header(response, "Content-Encoding")).isEqualTo("gzip");
    byte[] body = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
    assertThat(without(body)).isEqualTo(PAGE);
    assertThat(get("/unknown", BROWSER).body()).isEqualTo(packed.toByteArray());
  }

  @Test
  void xml_stays_well_formed_and_utf_16_readable() throws Exception {
    String xhtml =
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title></head></html>";
    start(
        site()
            .page(
                "/xhtml",
                (request, response) -> {
                  response.setContentType("application/xhtml+xml;charset=utf-8");
                  response.getOutputStream().write(xhtml.getBytes(StandardCharsets.UTF_8));
                })
            .page(
                "/utf-16",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-16le");
                  byte[] bytes = PAGE.getBytes(StandardCharsets.UTF_16LE);
                  response.setContentLength(bytes.length);
                  response.getOutputStream().write(bytes);
                }));
    assertThat(new String(get("/xhtml", BROWSER).body(), StandardCharsets.UTF_8))
        .contains("<head><script ", " async=\"\" ", "></script><title>");
    byte[] wide = get("/utf-16", BROWSER).body();
    assertThat(
            without(new String(wide, StandardCharsets.UTF_16LE).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(PAGE);
  }

  @Test
  void the_script_has_the_nonce_of_the_page() throws Exception {
    start(
        site()
            .page(
                "/",
                (request, response) -> {
                  response.setHeader("Content-Security-Policy", "script-src 'nonce-abc'");
                  html(response, PAGE);
                }));
    byte[] body = get("/", BROWSER).body();
    assertThat(new String(body, StandardCharsets.UTF_8)).contains(" nonce=\"abc\"");
    assertThat(without(body)).isEqualTo(PAGE);
  }

  @Test
  void a_page_for_everybody_is_the_same_for_all_visitors() throws Exception {
    start(
        site()
            .page(
                "/",
                (request, response) -> {
                  response.setHeader("Cache-Control", "public, max-age=60");
                  html(response, PAGE);
                }));
    byte[] body = get("/", BROWSER).body();
    assertThat(Arrays.equals(body, site.bytes("/", BROWSER).body())).isTrue();
    assertThat(new String(body, StandardCharsets.UTF_8)).doesNotContain("consent-choices");
  }

  /** The cookie contains the choices in any order. */
  @Test
  void the_script_contains_the_choices_of_the_cookie() throws Exception {
    start(site().page("/", sized(PAGE)));
    String consent =
        site.consent("choice=accept-all")
            .replace("+external-media+statistics", "+statistics+external-media");
    HttpResponse<String> page = site.get("/", concat(BROWSER, "Cookie", consent));

    assertThat(page.body()).contains("data-consent-choices=\".+statistics+external-media.\"");
  }

  @Test
  void a_page_follows_a_decision_within_its_request() throws Exception {
    start(
        site()
            .page(
                "/",
                (request, response) -> {
                  VisitorConsent.of(request).acceptAll();
                  html(response, PAGE);
                }));
    assertThat(without(site.bytes("/", BROWSER).body())).isEqualTo(PAGE);
  }
}
