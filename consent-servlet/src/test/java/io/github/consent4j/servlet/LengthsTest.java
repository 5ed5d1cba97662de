package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** A page that fits into the container's buffer is sent with its length. */
@OnEveryContainer
@Tag("wrapper")
class LengthsTest {

  private static final String VIDEO = "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>";
  private static final byte[] PAGE =
      ("<!doctype html><html><head><title>T</title></head><body><p>ä" + VIDEO + "</body></html>")
          .getBytes(StandardCharsets.UTF_8);

  /** Fits into the smallest buffer, but not together with the insertions. */
  private static final String LONG_PAGE =
      new String(PAGE, StandardCharsets.UTF_8).replace("<p>", "<p>" + "x".repeat(6_500));

  @Parameter Containers starter;

  private TestSite site;

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private static void type(HttpServletResponse response) {
    response.setContentType("text/html;charset=utf-8");
  }

  private static void announced(HttpServletResponse response) throws IOException {
    type(response);
    response.setContentLength(PAGE.length);
    response.getOutputStream().write(PAGE);
  }

  private static Map<String, TestSite.Page> pages() {
    Map<String, TestSite.Page> pages = new LinkedHashMap<>();
    pages.put("/announced", (request, response) -> announced(response));
    pages.put(
        "/flushed",
        (request, response) -> {
          announced(response);
          response.getOutputStream().flush();
        });
    pages.put(
        "/flushed-buffer",
        (request, response) -> {
          announced(response);
          response.flushBuffer();
        });
    pages.put(
        "/closed",
        (request, response) -> {
          announced(response);
          response.getOutputStream().close();
        });
    pages.put(
        "/in-pieces",
        (request, response) -> {
          type(response);
          response.setHeader("Content-Length", "" + PAGE.length);
          for (byte each : PAGE) {
            response.getOutputStream().write(each);
          }
          response.getOutputStream().flush();
        });
    pages.put(
        "/writer",
        (request, response) -> {
          type(response);
          response.setContentLengthLong(PAGE.length);
          response.getWriter().print(new String(PAGE, StandardCharsets.UTF_8));
          response.getWriter().flush();
        });
    pages.put(
        "/not-announced",
        (request, response) -> {
          type(response);
          response.getOutputStream().write(PAGE);
        });
    pages.put(
        "/long",
        (request, response) -> {
          type(response);
          response.getWriter().print(LONG_PAGE);
        });
    return pages;
  }

  private void start() throws Exception {
    TestSite made = new TestSite();
    pages().forEach(made::page);
    site = made.start(starter);
  }

  @Test
  void a_rewritten_page_has_its_length() throws Exception {
    start();
    for (String path : pages().keySet()) {
      HttpResponse<byte[]> page = site.bytes(path, "Accept", "text/html");
      assertThat(header(page, "Content-Length")).as(path).isEqualTo("" + page.body().length);
      assertThat(new String(page.body(), StandardCharsets.UTF_8))
          .contains("data-consent-src", "ä")
          .endsWith("</body></html>");
    }
  }

  @Test
  void a_flushed_page_has_no_length() throws Exception {
    site =
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  type(response);
                  response.setContentLength(2 * PAGE.length);
                  response.getOutputStream().write(PAGE);
                  response.getOutputStream().flush();
                  response.getOutputStream().write(PAGE);
                })
            .start(starter);
    HttpResponse<String> page = site.get("/", "Accept", "text/html");
    assertThat(header(page, "Content-Length")).isEmpty();
    assertThat(page.body().split("data-consent-src", -1)).hasSize(3);
  }
}
