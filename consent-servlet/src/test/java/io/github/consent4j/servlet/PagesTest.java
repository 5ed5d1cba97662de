package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static io.github.consent4j.servlet.TestSite.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.consent4j.seen.Seen;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@OnEveryContainer
@Tag("wrapper")
class PagesTest {

  private static final String VIDEO = "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>";
  private static final String PAGE =
      "<!doctype html><html><head><title>T\u00e4st</title></head><body><p>before</p>"
          + VIDEO
          + "<p>after</p></body></html>";
  private static final String[] BROWSER = {
    "Accept", "text/html,*/*;q=0.8", "Sec-Fetch-Dest", "document", "Accept-Encoding", "gzip"
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

  private static void assertGated(String body) {
    assertThat(body)
        .contains("data-consent-src=\"https://www.youtube.com/embed/x\"")
        .doesNotContain(" src=\"https://www.youtube.com")
        .contains("before")
        .endsWith("<p>after</p></body></html>");
  }

  private static void assertOpen(String body) {
    assertThat(body).contains(VIDEO).doesNotContain("data-consent-src");
  }

  private static String body(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse<?> response, String name) {
    return String.join(", ", response.headers().allValues(name));
  }

  // --- how an application may write a page

  @Test
  @Trap({4, 28})
  void a_page_is_rewritten_however_it_is_written() throws Exception {
    byte[] bytes = PAGE.getBytes(StandardCharsets.UTF_8);
    Map<String, TestSite.Page> ways =
        Map.of(
            "/stream", (request, response) -> html(response, PAGE),
            "/writer",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  response.getWriter().print(PAGE);
                },
            "/closed-writer",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  try (PrintWriter writer = response.getWriter()) {
                    writer.print(PAGE);
                  }
                },
            "/closed-stream",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  try (OutputStream out = response.getOutputStream()) {
                    out.write(bytes);
                  }
                },
            "/bytewise",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  for (byte b : bytes) {
                    response.getOutputStream().write(b);
                  }
                },
            "/type-after-stream",
                (request, response) -> {
                  OutputStream out = response.getOutputStream();
                  response.setHeader("content-type", "text/html;charset=utf-8");
                  out.write(bytes);
                },
            "/type-after-writer",
                (request, response) -> {
                  response.setCharacterEncoding("utf-8");
                  PrintWriter writer = response.getWriter();
                  response.setContentType("text/html");
                  writer.print(PAGE);
                },
            "/no-type", (request, response) -> response.getOutputStream().write(bytes),
            "/xhtml",
                (request, response) -> {
                  response.setContentType("application/xhtml+xml;charset=utf-8");
                  response.getOutputStream().write(bytes);
                },
            "/known-length",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  response.setContentLength(bytes.length);
                  response.getOutputStream().write(bytes);
                });
    TestSite prepared = new TestSite();
    ways.forEach(prepared::page);
    start(prepared);
    for (String path : ways.keySet()) {
      HttpResponse<byte[]> response = site.bytes(path);
      assertThat(response.statusCode()).as(path).isEqualTo(200);
      assertGated(body(response));
      assertThat(body(response)).as(path).contains("T\u00e4st");
    }
  }

  @Test
  @Trap({5, 7})
  void a_length_that_the_application_sets_in_any_spelling_does_not_cut_the_page() throws Exception {
    byte[] bytes = PAGE.getBytes(StandardCharsets.UTF_8);
    Map<String, TestSite.Page> ways =
        Map.of(
            "/1", (request, response) -> response.setContentLength(bytes.length),
            "/2", (request, response) -> response.setContentLengthLong(bytes.length),
            "/3", (request, response) -> response.setHeader("content-length", "" + bytes.length),
            "/4", (request, response) -> response.addHeader("CONTENT-LENGTH", "" + bytes.length),
            "/5", (request, response) -> response.setIntHeader("Content-Length", bytes.length),
            "/6", (request, response) -> response.addIntHeader("Content-length", bytes.length));
    TestSite prepared = new TestSite();
    ways.forEach(
        (path, length) ->
            prepared.page(
                path,
                (request, response) -> {
                  length.serve(request, response);
                  assertThat(response.getHeader("Content-Length")).isEqualTo("" + bytes.length);
                  html(response, PAGE);
                }));
    start(prepared);
    for (String path : ways.keySet()) {
      assertGated(body(site.bytes(path)));
    }
  }

  @Test
  @Trap(6)
  void writer_and_stream_exclude_each_other_as_they_do_without_the_filter() throws Exception {
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  response.getWriter();
                  try {
                    response.getOutputStream();
                    text(response, "both");
                  } catch (IllegalStateException e) {
                    response.getWriter().write("one");
                  }
                }));
    assertThat(site.get("/").body()).isEqualTo("one");
  }

  @Test
  @Deviation(on = Containers.UNDERTOW, how = "does not speak Servlet 6.1, and is not tried")
  void a_charset_object_sets_the_same_charset_as_its_name() throws Exception {
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  response.setContentType("text/html");
                  response.setCharacterEncoding(StandardCharsets.UTF_8);
                  response.getWriter().print("<p>\u00e4");
                  response.setCharacterEncoding(StandardCharsets.ISO_8859_1);
                  response.getWriter().print("\u00f6");
                }));
    assumeThat(starter).as("speaks Servlet 6.1").isNotEqualTo(Containers.UNDERTOW);
    assumeThat(HttpServletResponse.class.getMethods())
        .as("the API is that of Servlet 6.1")
        .filteredOn(method -> method.getName().equals("setCharacterEncoding"))
        .hasSizeGreaterThan(1);
    HttpResponse<byte[]> response = site.bytes("/");
    assertThat(header(response, "Content-Type")).matches("(?i)text/html; ?charset=utf-8");
    assertThat(body(response)).contains("<p>\u00e4\u00f6");
  }

  @Test
  @Trap(6)
  void the_charset_does_not_change_after_the_writer_was_requested() throws Exception {
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  PrintWriter writer = response.getWriter();
                  response.setCharacterEncoding("iso-8859-1");
                  response.setContentType("text/html;charset=utf-16");
                  writer.print(PAGE);
                }));
    HttpResponse<byte[]> response = site.bytes("/");
    assertThat(header(response, "Content-Type")).matches("(?i)text/html; ?charset=utf-8");
    assertThat(body(response)).contains("T\u00e4st");
  }

  // --- what stays as it is

  @Test
  void a_page_without_matches_changes_only_by_the_insertions() throws Exception {
    String page =
        "<!DOCTYPE html>\n<html lang=en>\n<head>\n<title>a &amp; b</title></head>\r\n<body class='x'>"
            + "<p>\t<!-- c --><script>if (a<b) {}</script><img src=/own.png></body></html>\n";
    start(new TestSite().page("/", (request, response) -> html(response, page)));
    String body = site.get("/").body();
    int headAt = page.indexOf("<head>") + "<head>".length();
    int bodyAt = page.indexOf("<body class='x'>") + "<body class='x'>".length();
    assertThat(body).startsWith(page.substring(0, headAt)).endsWith(page.substring(bodyAt));
    assertThat(body).contains(page.substring(headAt, bodyAt));
  }

  @Test
  void a_response_that_is_not_a_page_is_not_changed() throws Exception {
    byte[] random = new byte[100_000];
    new Random(7).nextBytes(random);
    start(
        new TestSite()
            .page(
                "/image",
                (request, response) -> {
                  response.setContentType("image/png");
                  response.setContentLength(random.length);
                  response.setHeader("ETag", "\"abc\"");
                  response.setDateHeader("Last-Modified", 1_700_000_000_000L);
                  response.setHeader("Cache-Control", "max-age=60");
                  response.setHeader("Accept-Ranges", "bytes");
                  response.getOutputStream().write(random);
                })
            .page(
                "/json",
                (request, response) -> {
                  response.setContentType("application/json");
                  response.getWriter().write("{\"html\":\"" + VIDEO + "\"}");
                })
            .page(
                "/download",
                (request, response) -> {
                  response.setHeader("Content-Disposition", "attachment; filename=x.html");
                  html(response, PAGE);
                }));
    HttpResponse<byte[]> image = site.bytes("/image");
    assertThat(image.body()).isEqualTo(random);
    assertThat(header(image, "Content-Length")).isEqualTo("100000");
    assertThat(header(image, "ETag")).isEqualTo("\"abc\"");
    assertThat(header(image, "Last-Modified")).isEqualTo("Tue, 14 Nov 2023 22:13:20 GMT");
    assertThat(header(image, "Cache-Control")).isEqualTo("max-age=60");
    assertThat(header(image, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(image, "Vary")).isEmpty();
    assertThat(site.get("/json").body()).isEqualTo("{\"html\":\"" + VIDEO + "\"}");
    assertOpen(body(site.bytes("/download")));
  }

  @Test
  @Trap(14)
  void a_response_to_head_has_no_body_and_no_wrong_length() throws Exception {
    byte[] bytes = PAGE.getBytes(StandardCharsets.UTF_8);
    start(
        new TestSite()
            .page(
                "/page",
                (request, response) -> {
                  response.setContentLength(bytes.length);
                  html(response, PAGE);
                })
            .page(
                "/image",
                (request, response) -> {
                  response.setContentType("image/png");
                  response.setContentLength(1000);
                }));
    HttpRequest.Builder head =
        site.request("/page").method("HEAD", HttpRequest.BodyPublishers.noBody());
    HttpResponse<String> page = site.send(head);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Length")).isIn("", "" + site.bytes("/page").body().length);
    assertThat(header(page, "Vary")).isEqualTo("Cookie, Accept-Language, Sec-GPC");
    HttpRequest.Builder image =
        site.request("/image").method("HEAD", HttpRequest.BodyPublishers.noBody());
    assertThat(header(site.send(image), "Content-Length")).isEqualTo("1000");
  }

  @Test
  @Trap(14)
  void statuses_without_a_body_get_none() throws Exception {
    start(
        new TestSite()
            .page(
                "/204",
                (request, response) -> {
                  response.setStatus(204);
                  response.setContentType("text/html");
                })
            .page("/205", (request, response) -> response.setStatus(205)));
    assertThat(site.get("/204").body()).isEmpty();
    assertThat(site.get("/204").statusCode()).isEqualTo(204);
    assertThat(site.get("/205").body()).isEmpty();
  }

  // --- streaming

  @Test
  @Trap(8)
  void the_first_bytes_arrive_while_the_page_is_still_being_written() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  PrintWriter writer = response.getWriter();
                  writer.print("<!doctype html><html><head></head><body><p>first</p>");
                  writer.flush();
                  await(seen);
                  writer.print("<p>before</p>" + VIDEO + "<p>after</p></body></html>");
                }));
    HttpResponse<InputStream> response = site.stream("/");
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    InputStream in = response.body();
    while (!body.toString(StandardCharsets.UTF_8).contains("first")) {
      int b = in.read();
      assertThat(b).isNotNegative();
      body.write(b);
    }
    seen.countDown();
    in.transferTo(body);
    assertGated(body.toString(StandardCharsets.UTF_8));
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IOException("Nobody has seen the first bytes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Test
  @Trap(27)
  void server_sent_events_stream_untouched() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  response.setContentType("text/event-stream;charset=utf-8");
                  response.getWriter().print("data: 1\n\n");
                  response.flushBuffer();
                  await(seen);
                  response.getWriter().print("data: 2\n\n");
                }));
    InputStream in = site.stream("/").body();
    assertThat(new String(in.readNBytes(9), StandardCharsets.UTF_8)).isEqualTo("data: 1\n\n");
    seen.countDown();
    assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("data: 2\n\n");
  }

  @Test
  @Trap(8)
  void headers_flushed_before_the_first_byte_are_those_of_a_page() throws Exception {
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  response.setContentLength(PAGE.length());
                  response.flushBuffer();
                  html(response, PAGE);
                }));
    HttpResponse<byte[]> response = site.bytes("/");
    assertGated(body(response));
    assertThat(header(response, "Vary")).isEqualTo("Cookie, Accept-Language, Sec-GPC");
  }

  @Test
  void a_large_page_passes_completely() throws Exception {
    String filler = "<p>before and so on</p>\n".repeat(50_000);
    start(
        new TestSite()
            .page(
                "/",
                (request, response) ->
                    html(
                        response,
                        "<!doctype html>" + filler + VIDEO + "<p>after</p></body></html>")));
    String body = body(site.bytes("/"));
    assertGated(body);
    assertThat(body).contains(filler);
  }

  // --- compression and charsets

  private static byte[] compressed(String coding, byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream encoder =
        coding.equals("gzip") ? new GZIPOutputStream(out) : new DeflaterOutputStream(out)) {
      encoder.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  @Trap({17, 32})
  void a_compressed_page_is_decoded_rewritten_and_encoded_again() throws Exception {
    TestSite prepared = new TestSite();
    for (String coding : new String[] {"gzip", "deflate"}) {
      prepared.page(
          "/" + coding,
          (request, response) -> {
            byte[] bytes = compressed(coding, PAGE.getBytes(StandardCharsets.UTF_8));
            response.setHeader("Content-Encoding", coding);
            response.setContentLength(bytes.length);
            response.setContentType("text/html;charset=utf-8");
            response.getOutputStream().write(bytes);
          });
    }
    start(prepared);
    HttpResponse<byte[]> gzip = site.bytes("/gzip");
    assertThat(header(gzip, "Content-Encoding")).isEqualTo("gzip");
    InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(gzip.body()));
    assertGated(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8));
    InputStream inflated =
        new InflaterInputStream(new ByteArrayInputStream(site.bytes("/deflate").body()));
    assertGated(new String(inflated.readAllBytes(), StandardCharsets.UTF_8));
  }

  private static TestSite unreadable() {
    return new TestSite()
        .page(
            "/unknown",
            (request, response) -> {
              response.setHeader("Content-Encoding", "x-unknown");
              html(response, PAGE);
            })
        .page(
            "/lie",
            (request, response) -> {
              response.setHeader("Content-Encoding", "gzip");
              html(response, PAGE);
            });
  }

  @Test
  @SecurityItem(45)
  void a_page_that_cannot_be_read_is_withheld() throws Exception {
    start(unreadable());
    HttpResponse<byte[]> unknown = site.bytes("/unknown");
    assertThat(unknown.statusCode()).isEqualTo(500);
    assertThat(body(unknown)).isEqualTo("This page cannot be shown.\n");
    assertThat(header(unknown, "Content-Encoding")).isEmpty();
    HttpResponse<byte[]> lie = site.bytes("/lie");
    assertThat(body(lie)).doesNotContain("youtube").doesNotContain("Exception");
  }

  @Test
  void a_page_that_cannot_be_read_passes_if_the_site_says_so() throws Exception {
    start(unreadable().policy(TestSite.policy(TestSite.REFERENCE + "on-error: pass\n")));
    HttpResponse<byte[]> unknown = site.bytes("/unknown");
    assertThat(body(unknown)).isEqualTo(PAGE);
    assertThat(header(unknown, "Content-Encoding")).isEqualTo("x-unknown");
  }

  @Test
  @Trap(17)
  void the_application_is_not_asked_to_compress_a_page() throws Exception {
    start(
        new TestSite()
            .page(
                "/",
                (request, response) ->
                    text(
                        response,
                        request.getHeader("accept-encoding") + request.getHeader("Range"))));
    assertThat(site.get("/", TestSite.concat(BROWSER, "Range", "bytes=0-3")).body())
        .isEqualTo("nullnull");
    assertThat(site.get("/", "Accept-Encoding", "gzip", "Range", "bytes=0-3").body())
        .isEqualTo("gzipbytes=0-3");
  }

  @Test
  @Trap(29)
  void pages_in_charsets_that_are_not_supersets_of_ascii_are_rewritten_too() throws Exception {
    TestSite prepared = new TestSite();
    for (String name : new String[] {"UTF-16", "UTF-16LE", "UTF-16BE", "ISO-2022-JP"}) {
      prepared.page(
          "/" + name,
          (request, response) -> {
            response.setContentType("text/html;charset=" + name);
            response.getOutputStream().write(PAGE.getBytes(Charset.forName(name)));
          });
    }
    prepared.page(
        "/mark",
        (request, response) -> {
          response.setContentType("text/html;charset=utf-8");
          for (byte b : ("\ufeff" + PAGE).getBytes(StandardCharsets.UTF_16LE)) {
            response.getOutputStream().write(b);
          }
        });
    start(prepared);
    for (String name : new String[] {"UTF-16", "UTF-16LE", "UTF-16BE", "ISO-2022-JP"}) {
      assertGated(new String(site.bytes("/" + name).body(), Charset.forName(name)));
    }
    assertGated(new String(site.bytes("/mark").body(), StandardCharsets.UTF_16));
  }

  @Test
  void a_page_may_declare_the_charset_of_its_hosts_itself() throws Exception {
    String yaml =
        TestSite.REFERENCE.replace("youtube, twitter", "youtube, twitter, city")
            + """
            services:
              city:
                name: City
                provider: { name: C, address: A, country: DE, privacy-policy: "https://c.example/" }
                purpose: { en: Maps, de: Karten }
                loads: { hosts: ["münchen.example"] }
            """;
    byte[] page =
        "<!doctype html><meta charset=iso-8859-1><p>\u00e4<img src=//m\u00fcnchen.example/>"
            .getBytes(StandardCharsets.ISO_8859_1);
    start(
        new TestSite()
            .policy(TestSite.policy(yaml))
            .page(
                "/",
                (request, response) -> {
                  response.setContentType("text/html");
                  for (byte b : page) {
                    response.getOutputStream().write(b);
                  }
                }));
    HttpResponse<byte[]> response = site.bytes("/");
    // Jetty declares UTF-8 to browsers, so the page's own declaration does not matter.
    boolean asked = header(response, "Content-Type").equals("text/html");
    assertThat(asked || starter == Containers.JETTY).isTrue();
    String held = "<p>\u00e4<img data-consent-service=\"city\" data-consent-src=//m\u00fcnchen";
    assertThat(new String(response.body(), StandardCharsets.ISO_8859_1).contains(held))
        .isEqualTo(asked);
  }

  // --- caching

  private static TestSite tagged() {
    return new TestSite()
        .page(
            "/",
            (request, response) -> {
              response.setHeader("ETag", "\"abc\"");
              response.setDateHeader("Last-Modified", 1_700_000_000_000L);
              revalidate(request.getHeader("If-None-Match"), response);
            })
        .page(
            "/public",
            (request, response) -> {
              response.setHeader("ETag", "W/\"abc\"");
              response.setHeader("Cache-Control", "public, max-age=600");
              revalidate(request.getHeader("If-None-Match"), response);
            })
        .page(
            "/strict",
            (request, response) -> {
              response.setHeader("Cache-Control", "no-store");
              html(response, PAGE);
            });
  }

  private static void revalidate(String ifNoneMatch, HttpServletResponse response)
      throws IOException {
    if (ifNoneMatch != null && ifNoneMatch.contains("\"abc\"")) {
      response.setStatus(304);
    } else {
      html(response, PAGE);
    }
  }

  @Test
  void a_page_that_may_depend_on_the_visitor_is_personal() throws Exception {
    start(tagged());
    HttpResponse<byte[]> response = site.bytes("/");
    assertThat(header(response, "Cache-Control")).isEqualTo("private, no-cache");
    assertThat(header(response, "Vary")).isEqualTo("Cookie, Accept-Language, Sec-GPC");
    assertThat(header(response, "ETag")).matches("\"abc--cc-[0-9a-f]{8}\"");
    assertThat(header(response, "Last-Modified")).isEmpty();
    assertThat(header(site.bytes("/strict"), "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void a_page_that_caches_share_is_the_same_for_everybody() throws Exception {
    start(tagged());
    String consent = site.consent("choice=accept-all");
    HttpResponse<byte[]> undecided = site.bytes("/public");
    HttpResponse<byte[]> decided =
        site.bytes("/public", "Cookie", consent + "; emos_jcvid=v", "Accept-Language", "de");
    assertGated(body(undecided));
    assertThat(body(decided)).isEqualTo(body(undecided));
    assertThat(header(decided, "Cache-Control")).isEqualTo("public, max-age=600");
    assertThat(header(decided, "ETag"))
        .matches("W/\"abc--cc-[0-9a-f]{8}\"")
        .isEqualTo(header(undecided, "ETag"));
    assertThat(TestSite.setCookies(decided)).isEmpty();
  }

  @Test
  @Trap(16)
  void the_browsers_copy_is_reused_as_long_as_the_choice_stays_the_same() throws Exception {
    start(tagged());
    for (String path : new String[] {"/", "/public"}) {
      String tag = header(site.bytes(path, BROWSER), "ETag");
      HttpResponse<byte[]> again =
          site.bytes(path, TestSite.concat(BROWSER, "If-None-Match", "\"x\", " + tag));
      assertThat(again.statusCode()).as(path).isEqualTo(304);
      assertThat(header(again, "ETag")).isEqualTo(tag);
    }
  }

  @Test
  @Trap(16)
  void after_another_choice_no_old_page_is_confirmed_as_fresh() throws Exception {
    start(tagged());
    String tag = header(site.bytes("/", BROWSER), "ETag");
    String consent = site.consent("choice=accept-all");
    HttpResponse<byte[]> open =
        site.bytes("/", TestSite.concat(BROWSER, "If-None-Match", tag, "Cookie", consent));
    assertThat(open.statusCode()).isEqualTo(200);
    assertOpen(body(open));
    HttpResponse<byte[]> withdrawn =
        site.bytes("/", TestSite.concat(BROWSER, "If-None-Match", header(open, "ETag")));
    assertThat(withdrawn.statusCode()).isEqualTo(200);
    assertGated(body(withdrawn));
    HttpResponse<byte[]> fromBefore =
        site.bytes("/", TestSite.concat(BROWSER, "If-None-Match", "\"abc\""));
    assertGated(body(fromBefore));
  }

  @Test
  void headers_that_an_inner_filter_adds_at_the_end_still_count() throws Exception {
    start(
        new TestSite()
            .innerFilter(
                "late",
                (request, response, chain) -> {
                  chain.doFilter(request, response);
                  HttpServletResponse http = (HttpServletResponse) response;
                  assertThat(http.containsHeader("Cache-Control")).isFalse();
                  http.setHeader("Cache-Control", "no-cache, no-store");
                  http.addHeader("Vary", "Origin");
                })
            .page("/", (request, response) -> html(response, PAGE)));
    HttpResponse<byte[]> response = site.bytes("/");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-cache, no-store");
    assertThat(header(response, "Vary")).isEqualTo("Origin, Cookie, Accept-Language, Sec-GPC");
  }

  @Test
  @Trap(30)
  void a_fragment_for_a_script_is_rewritten_without_a_banner() throws Exception {
    start(new TestSite().page("/", (request, response) -> html(response, PAGE)));
    HttpResponse<byte[]> response = site.bytes("/", "Sec-Fetch-Dest", "empty");
    assertGated(body(response));
    assertThat(body(response)).contains("<head><title>").contains("<body><p>before");
    assertThat(body(site.bytes("/"))).doesNotContain("<body><p>before");
  }

  // --- paths that the filter does not handle

  @Test
  void paths_that_the_site_configures_are_not_handled_at_all() throws Exception {
    String yaml = TestSite.REFERENCE + "skip-paths: [/actuator, /kiosk/*]\n";
    start(
        new TestSite()
            .policy(TestSite.policy(yaml))
            .page("/page", (request, response) -> html(response, PAGE))
            .page("/actuator/ui", PagesTest::withCookie)
            .page(
                "/kiosk/start",
                (request, response) ->
                    request.getRequestDispatcher("/page").forward(request, response)));

    HttpResponse<byte[]> left = site.bytes("/actuator/ui", "Cookie", "emos_jcvid=1");
    assertThat(body(left)).isEqualTo(PAGE + "emos_jcvid=1 false");
    assertThat(left.headers().allValues("Set-Cookie")).containsExactly("emos_jcvid=2; Path=/");
    assertThat(left.headers().map()).doesNotContainKey("Vary");
    assertOpen(body(site.bytes("/kiosk/start")));
    assertGated(body(site.bytes("/page")));
  }

  /**
   * Sets a cookie of econda's. Writes the cookies of the request, and whether econda is allowed.
   */
  private static void withCookie(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.addHeader("Set-Cookie", "emos_jcvid=2; Path=/");
    boolean allowed = ConsentFilter.consent(request).allows("econda");
    html(response, PAGE + request.getHeader("Cookie") + " " + allowed);
  }

  @Test
  void pages_that_the_site_configures_are_gated_and_do_not_ask() throws Exception {
    String yaml = TestSite.REFERENCE + "no-banner-paths: [/login]\n";
    start(
        new TestSite()
            .policy(TestSite.policy(yaml))
            .page("/page", (request, response) -> html(response, PAGE))
            .page("/public", (request, response) -> html(response, PAGE))
            .page("/login", (request, response) -> html(response, PAGE)));

    assertThat(body(site.bytes("/page"))).contains("<page-panel");
    String login = body(site.bytes("/login"));
    assertGated(login);
    assertThat(login).contains("/guard-").doesNotContain("<page-panel");
  }

  // --- rollout

  @Test
  void report_mode_blocks_no_content_and_counts_what_it_would_block() throws Exception {
    String yaml =
        TestSite.REFERENCE.replace("external-media: {", "external-media: { enforce: report,");
    ConsentFilter filter = new ConsentFilter(TestSite.policy(yaml));
    start(new TestSite().filter(filter).page("/page", (request, response) -> html(response, PAGE)));

    assertOpen(body(site.bytes("/page")));
    assertOpen(body(site.bytes("/page", "Cookie", site.consent("choice=reject-all"))));
    assertThat(filter.seen().hosts()).containsExactly(new Seen.Host("youtube.com", "youtube", 2));
    site.bytes("/page", "Cookie", site.consent("choice=grant&grant=external-media"));
    assertThat(filter.seen().hosts()).hasSize(1).allMatch(host -> host.times() == 2);
  }
}
