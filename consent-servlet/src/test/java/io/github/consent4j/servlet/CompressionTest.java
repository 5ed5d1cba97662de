package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Containers compress behind the filter, as they do without it. */
@OnEveryContainer
@Tag("wrapper")
class CompressionTest {

  private static final String[] BROWSER = {
    "Accept", "text/html,*/*;q=0.8", "Sec-Fetch-Dest", "document", "Accept-Encoding", "gzip"
  };
  private static final String PAGE =
      "<!doctype html><html><head><title>T</title></head><body>"
          + "<p>word after word</p>".repeat(500)
          + "<iframe src=\"https://www.youtube.com/embed/x\"></iframe></body></html>";

  @Parameter Containers starter;

  private TestSite site;

  @BeforeEach
  void start() throws Exception {
    start(100);
  }

  private void start(int least) throws Exception {
    site =
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  response.setHeader("ETag", "W/\"abc\"");
                  html(response, PAGE);
                })
            .page(
                "/public",
                (request, response) -> {
                  response.setHeader("Cache-Control", "public, max-age=60");
                  html(response, PAGE);
                })
            .start(starter.compressing(least));
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private static String unzipped(HttpResponse<byte[]> response) throws Exception {
    InputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()));
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  @Trap(17)
  @Deviation(on = Containers.UNDERTOW, how = "does not say that it varies by Accept-Encoding")
  void pages_are_compressed_by_the_container_after_they_were_rewritten() throws Exception {
    for (String path : new String[] {"/", "/public"}) {
      HttpResponse<byte[]> page = site.bytes(path, BROWSER);
      assertThat(header(page, "Content-Encoding")).as(path).isEqualTo("gzip");
      if (starter != Containers.UNDERTOW) {
        assertThat(header(page, "Vary")).as(path).containsIgnoringCase("accept-encoding");
      }
      assertThat(unzipped(page))
          .as(path)
          .isEqualTo(site.get(path, "Accept", "text/html", "Sec-Fetch-Dest", "document").body())
          .contains("data-consent-src=\"https://www.youtube.com/embed/x\"")
          .endsWith("</body></html>");
      assertThat(page.body().length).isLessThan(PAGE.length());
    }
  }

  @Test
  @Deviation(on = Containers.UNDERTOW, how = "has no such limit of its own")
  void a_page_below_the_containers_minimum_is_not_compressed() throws Exception {
    assumeThat(starter).isNotEqualTo(Containers.UNDERTOW);
    site.close();
    start(100_000);

    for (String path : new String[] {"/", "/public"}) {
      HttpResponse<byte[]> page = site.bytes(path, BROWSER);
      assertThat(header(page, "Content-Encoding")).as(path).isEmpty();
      assertThat(header(page, "Content-Length")).as(path).isEqualTo("" + page.body().length);
      assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("data-consent-src");
    }
  }

  @Test
  void own_pages_and_assets_are_compressed_once() throws Exception {
    assertThat(unzipped(site.bytes("/consent", BROWSER))).contains("data-consent-page");
    String asset =
        unzipped(site.bytes("/", BROWSER)).replaceFirst("(?s).*?src=\"(/consent/[^\"]+).*", "$1");
    HttpResponse<byte[]> script = site.bytes(asset, "Accept-Encoding", "gzip");
    assertThat(header(script, "Content-Encoding")).isEqualTo("gzip");
    assertThat(unzipped(script)).contains("document");
  }

  @Test
  void a_visitor_who_allows_everything_gets_the_applications_own_bytes() throws Exception {
    String consent = site.consent("choice=accept-all");
    HttpResponse<byte[]> page = site.bytes("/", TestSite.concat(BROWSER, "Cookie", consent));
    assertThat(header(page, "Content-Encoding")).isEqualTo("gzip");
    assertThat(unzipped(page).replaceFirst("<script[^>]*tabs\\.js[^>]*></script>", ""))
        .isEqualTo(PAGE);
  }
}
