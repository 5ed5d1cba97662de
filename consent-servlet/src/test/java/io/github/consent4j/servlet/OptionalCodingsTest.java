package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import io.github.consent4j.servlet.coding.BrotliCoding;
import io.github.consent4j.servlet.coding.ContentCoding;
import io.github.consent4j.servlet.coding.Decoder;
import io.github.consent4j.servlet.coding.ZstdCoding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/**
 * Pages that the application compresses with brotli4j or zstd-jni are read if these libraries are
 * present.
 */
@OnEveryContainer
class OptionalCodingsTest {

  private static final String PAGE =
      "<!doctype html><html><head><title>T</title></head><body>"
          + "<p>word after word</p>".repeat(5_000)
          + "<iframe src=\"https://www.youtube.com/embed/x\"></iframe></body></html>";

  @Parameter Containers starter;

  private final CountDownLatch seen = new CountDownLatch(1);
  private TestSite site;

  @BeforeEach
  void start() throws Exception {
    assumeThat(ContentCoding.of(List.of("br"))).isEqualTo(ContentCoding.BROTLI);
    assumeThat(ContentCoding.of(List.of("zstd"))).isEqualTo(ContentCoding.ZSTD);
    TestSite prepared = new TestSite();
    for (String coding : new String[] {"br", "zstd"}) {
      prepared
          .page(
              "/" + coding,
              (request, response) -> {
                byte[] bytes = compressed(coding, PAGE);
                response.setHeader("Content-Encoding", coding);
                response.setContentLength(bytes.length);
                response.setContentType("text/html;charset=utf-8");
                // The pieces end anywhere.
                for (int i = 0; i < bytes.length; i += 7) {
                  response.getOutputStream().write(bytes, i, Math.min(7, bytes.length - i));
                }
              })
          .page(
              "/slow/" + coding,
              (request, response) -> {
                response.setHeader("Content-Encoding", coding);
                response.setContentType("text/html;charset=utf-8");
                OutputStream out = encoder(coding, response.getOutputStream());
                out.write(
                    "<!doctype html><title>first</title><p>".getBytes(StandardCharsets.UTF_8));
                out.flush();
                response.flushBuffer();
                await();
                out.close();
              })
          .page(
              "/lie/" + coding,
              (request, response) -> {
                response.setHeader("Content-Encoding", coding);
                TestSite.html(response, PAGE);
              });
    }
    site = prepared.start(starter);
  }

  private void await() throws IOException {
    try {
      assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  private static OutputStream encoder(String coding, OutputStream out) throws IOException {
    return coding.equals("br") ? new BrotliOutputStream(out) : new ZstdOutputStream(out);
  }

  private static InputStream decoder(String coding, InputStream in) throws IOException {
    return coding.equals("br")
        ? new BrotliInputStream(in)
        : new ZstdInputStream(in).setContinuous(true);
  }

  private static byte[] compressed(String coding, String page) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream encoder = encoder(coding, out)) {
      encoder.write(page.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  @Test
  @Trap(17)
  void a_page_is_decoded_rewritten_and_encoded_again() throws Exception {
    for (String coding : new String[] {"br", "zstd"}) {
      HttpResponse<byte[]> response = site.bytes("/" + coding);
      assertThat(header(response, "Content-Encoding")).isEqualTo(coding);
      assertThat(response.body().length).isLessThan(PAGE.length() / 10);
      String page =
          new String(
              decoder(coding, new ByteArrayInputStream(response.body())).readAllBytes(),
              StandardCharsets.UTF_8);
      assertThat(page)
          .as(coding)
          .contains("/guard", "data-consent-src=\"https://www.youtube.com/embed/x\"")
          .contains("<p>word after word</p>".repeat(5_000))
          .doesNotContain(" src=\"https://www.youtube.com")
          .endsWith("</body></html>");
    }
  }

  @Test
  void the_first_bytes_arrive_while_the_page_is_still_being_written() throws Exception {
    for (String coding : new String[] {"br", "zstd"}) {
      ByteArrayOutputStream page = new ByteArrayOutputStream();
      Decoder decoder =
          coding.equals("br") ? BrotliCoding.decoder(page::write) : ZstdCoding.decoder(page::write);
      try (InputStream in = site.stream("/slow/" + coding).body()) {
        byte[] bytes = new byte[4096];
        while (!page.toString(StandardCharsets.UTF_8).contains("first")) {
          int n = in.read(bytes);
          assertThat(n).as(coding).isPositive();
          decoder.write(bytes, 0, n);
        }
        assertThat(page.toString(StandardCharsets.UTF_8)).as(coding).contains("/guard");
        seen.countDown();
        in.readAllBytes();
      }
      decoder.finish();
    }
  }

  @Test
  void a_body_in_another_coding_is_not_sent() throws Exception {
    for (String coding : new String[] {"br", "zstd"}) {
      String body = new String(site.bytes("/lie/" + coding).body(), StandardCharsets.UTF_8);
      assertThat(body).as(coding).doesNotContain("youtube", "Exception");
    }
  }
}
