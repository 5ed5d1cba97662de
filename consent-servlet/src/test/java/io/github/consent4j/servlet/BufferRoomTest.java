package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** An application can reset as much of a page as without the filter. */
@OnEveryContainer
@Tag("wrapper")
class BufferRoomTest {

  @Parameter Containers starter;

  private TestSite site;

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  /** Writes the number of bytes that the query contains. */
  private static void write(HttpServletResponse response, int length) throws IOException {
    response.setContentType("text/html;charset=utf-8");
    OutputStream out = response.getOutputStream();
    String start =
        "<!doctype html><html><head><title>first</title></head><body>"
            + "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>";
    out.write(start.getBytes(StandardCharsets.UTF_8));
    byte[] some = "x".repeat(100).getBytes(StandardCharsets.UTF_8);
    for (int written = start.length(); written < length; written += some.length) {
      out.write(some);
    }
  }

  private static String title(HttpResponse<String> page) {
    return page.body().replaceFirst("(?s).*<title>(.*?)</title>.*", "$1");
  }

  private TestSite made() {
    return new TestSite()
        .page("/error", (request, response) -> TestSite.html(response, "<title>sorry</title>"))
        .page(
            "/throws",
            (request, response) -> {
              write(response, Integer.parseInt(request.getQueryString()));
              throw new IllegalStateException("as meant");
            })
        .page(
            "/resets",
            (request, response) -> {
              write(response, Integer.parseInt(request.getQueryString()));
              response.resetBuffer();
              TestSite.html(response, "<title>sorry</title>");
            })
        .page(
            "/sends",
            (request, response) -> {
              write(response, Integer.parseInt(request.getQueryString()));
              response.sendError(500);
            })
        .page(
            "/own-size",
            (request, response) -> {
              response.setBufferSize(40_000);
              write(response, Integer.parseInt(request.getQueryString()));
              throw new IllegalStateException("as meant");
            })
        .page(
            "/size", (request, response) -> TestSite.text(response, "" + response.getBufferSize()));
  }

  /** The smallest buffer of all containers. Some lend one that another site has enlarged. */
  private static final int SMALLEST = 8_192;

  @Test
  void a_failure_gets_its_error_page_after_as_many_bytes_as_without_the_filter() throws Exception {
    TestSite bare = made().filter(TestSite.NO_CONSENT).start(starter);
    site = made().start(starter);
    try {
      assertThat(Integer.parseInt(bare.get("/size").body())).isGreaterThanOrEqualTo(SMALLEST);
      for (String path : new String[] {"/throws", "/resets", "/sends"}) {
        for (int length : new int[] {0, 2_000, 4_000, 6_000, SMALLEST - 200}) {
          String address = path + '?' + length;
          assertThat(title(bare.get(address))).as(address).isEqualTo("sorry");
          assertThat(title(site.get(address, "Accept", "text/html")))
              .as(address)
              .isEqualTo("sorry");
        }
      }
    } finally {
      bare.close();
    }
  }

  @Test
  void a_size_that_the_application_asks_for_grows_as_well() throws Exception {
    site = made().start(starter);
    assertThat(title(site.get("/own-size?39500", "Accept", "text/html"))).isEqualTo("sorry");
  }

  @Test
  void buffers_do_not_grow_from_page_to_page() throws Exception {
    site = made().start(starter);
    site.get("/resets?100", "Accept", "text/html");
    String once = site.get("/size").body();
    for (int i = 0; i < 20; i++) {
      site.get("/resets?100", "Accept", "text/html");
    }
    assertThat(site.get("/size").body()).isEqualTo(once);
  }
}
