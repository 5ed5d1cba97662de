package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.REFERENCE;
import static io.github.consent4j.servlet.TestSite.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.consent4j.servlet.wrap.ConsentResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;

/** What happens with a page that one thread ends or resets while another one writes it. */
@OnEveryContainer
@Tag("wrapper")
@Timeout(300)
class EndedMeanwhileTest {

  private static final String VIDEO = "<iframe src=\"https://www.youtube.com/embed/%s\"></iframe>";

  @Parameter Containers starter;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SlowVisitor slow = new SlowVisitor();
  private TestSite site;

  @AfterEach
  void stop() throws Exception {
    slow.letGo.countDown();
    if (site != null) {
      site.close();
    }
    threads.shutdownNow();
  }

  private void start(TestSite prepared) throws Exception {
    site = prepared.filter(slow).page("/other", (q, r) -> write(r, "other")).start(starter);
  }

  /** Stands before the consent filter and blocks the writer of a page with a header. */
  private static final class SlowVisitor implements Filter {

    private final Filter consent = new ConsentFilter(policy(REFERENCE));
    final CountDownLatch kept = new CountDownLatch(1);
    final CountDownLatch letGo = new CountDownLatch(1);

    @Override
    public void init(FilterConfig config) throws ServletException {
      consent.init(config);
    }

    void awaitKept() throws IOException {
      await(kept);
    }

    static void await(CountDownLatch latch) throws IOException {
      try {
        if (!latch.await(30, TimeUnit.SECONDS)) {
          throw new IOException("nothing came");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      boolean isNew = ConsentResponse.in(response) == null;
      String piece = ((HttpServletRequest) request).getHeader("Slow");
      consent.doFilter(
          request,
          isNew && piece != null
              ? new Slow((HttpServletResponse) response, Integer.parseInt(piece))
              : response,
          chain);
    }

    private final class Slow extends HttpServletResponseWrapper {

      private final int piece;
      private ServletOutputStream stream;

      Slow(HttpServletResponse response, int piece) {
        super(response);
        this.piece = piece;
      }

      @Override
      public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
          stream = new SlowStream(super.getOutputStream(), piece);
        }
        return stream;
      }
    }

    private final class SlowStream extends ServletOutputStream {

      private final ServletOutputStream out;
      private int left;

      SlowStream(ServletOutputStream out, int left) {
        this.out = out;
        this.left = left;
      }

      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (left-- == 0) {
          kept.countDown();
          await(letGo);
        }
        out.write(bytes, offset, length);
      }

      @Override
      public void flush() throws IOException {
        out.flush();
      }

      @Override
      public boolean isReady() {
        return out.isReady();
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        out.setWriteListener(listener);
      }
    }
  }

  private static String page(String visitor) {
    String video = VIDEO.formatted(visitor);
    return "<!doctype html><html><head><title>"
        + visitor
        + "</title></head><body>"
        + (video + "<p>of " + visitor + "</p>").repeat(300)
        + "</body></html>";
  }

  private static void publicPage(HttpServletResponse response) {
    response.setContentType("text/html;charset=utf-8");
    response.setHeader("Cache-Control", "public, max-age=600");
    // The page begins to leave with its first bytes if it need not wait for this header.
    response.setHeader("Content-Security-Policy", "base-uri 'none'");
  }

  private static void write(HttpServletResponse response, String visitor) throws IOException {
    publicPage(response);
    response.getOutputStream().write(page(visitor).getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes on a connection until the response is complete or aborted. */
  private record Answer(String text, boolean whole) {

    void assertCut(String visitor) {
      if (text.startsWith("HTTP/1.1 5")) {
        assertThat(text).doesNotContain("max-age");
      } else {
        assertThat(text.substring(Math.max(0, text.length() - 300))).doesNotContain("</html>");
      }
      assertGated(visitor);
    }

    void assertWhole(String visitor) {
      assertThat(whole).isTrue();
      assertThat(text.substring(text.length() - 300)).contains("</body></html>");
      assertGated(visitor);
    }

    private void assertGated(String visitor) {
      String body = text.replaceAll("(?i)\r\n[0-9a-f]+\r\n", "");
      assertThat(body).doesNotContain(" src=\"https://www.youtube.com");
      assertThat(body.replace("of " + visitor, "")).doesNotContain("<p>of ");
    }
  }

  private Answer get(String path, int slowPiece) throws IOException {
    try (Socket socket = new Socket("localhost", site.port())) {
      socket.setSoTimeout(20_000);
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n"
              + (slowPiece < 0 ? "" : "Slow: " + slowPiece + "\r\n")
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return answer(socket.getInputStream());
    }
  }

  private static Answer answer(InputStream in) {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    byte[] piece = new byte[8192];
    try {
      while (true) {
        int n = in.read(piece);
        if (n < 0) {
          return new Answer(got.toString(StandardCharsets.ISO_8859_1), false);
        }
        got.write(piece, 0, n);
        String text = got.toString(StandardCharsets.ISO_8859_1);
        if (isWhole(text)) {
          return new Answer(text, true);
        }
      }
    } catch (IOException e) {
      return new Answer(got.toString(StandardCharsets.ISO_8859_1), false);
    }
  }

  private static boolean isWhole(String text) {
    int body = text.indexOf("\r\n\r\n") + 4;
    if (body < 4) {
      return false;
    }
    String head = text.substring(0, body).toLowerCase(java.util.Locale.ROOT);
    int length = head.indexOf("content-length: ");
    if (length < 0) {
      return text.endsWith("\r\n0\r\n\r\n");
    }
    int end = head.indexOf('\r', length);
    return text.length() - body >= Integer.parseInt(head.substring(length + 16, end).strip());
  }

  private Future<IOException> failing(Step step) {
    return threads.submit(
        () -> {
          try {
            step.run();
            return null;
          } catch (IOException e) {
            return e;
          }
        });
  }

  /** Something that writes. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /**
   * Waits until the page is cut. The servlet returns some time after the writing thread has begun.
   */
  private static void awaitCut(ConsentResponse response) {
    while (!response.isCut()) {
      Thread.yield();
    }
  }

  private void assertOthersUndisturbed() throws IOException {
    for (int i = 0; i < 3; i++) {
      get("/other", -1).assertWhole("other");
    }
  }

  private void assertBrokenOff(Answer answer) {
    boolean isError = answer.text().startsWith("HTTP/1.1 5");
    // Undertow ends a response that has begun as if it were complete, whatever happens.
    assertThat(answer.whole() && !isError && starter != Containers.UNDERTOW).isFalse();
    answer.assertCut("alice");
  }

  private void assertBrokenOffWhenCompleted(int piece, AsyncContext[] context) throws Exception {
    Future<Answer> answer = threads.submit(() -> get("/", piece));
    slow.awaitKept();
    CompletableFuture<Void> complete = CompletableFuture.runAsync(context[0]::complete, threads);
    // The call does not wait for the visitor.
    complete.get(800, TimeUnit.MILLISECONDS);
    get("/other", -1).assertWhole("other");
    slow.letGo.countDown();
    assertBrokenOff(answer.get());
    assertOthersUndisturbed();
  }

  @Test
  @Deviation(on = Containers.UNDERTOW, how = "ends as if it were whole what has begun to leave")
  void a_public_page_that_is_completed_while_another_thread_writes_is_aborted() throws Exception {
    AsyncContext[] context = new AsyncContext[1];
    CompletableFuture<IOException> writing = new CompletableFuture<>();
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  context[0] = request.startAsync();
                  threads.submit(
                      () -> {
                        try {
                          write(response, "alice");
                          for (int i = 0; i < 100; i++) {
                            write(response, "alice");
                          }
                          writing.complete(null);
                        } catch (IOException e) {
                          writing.complete(e);
                        } finally {
                          context[0].complete();
                        }
                      });
                }));
    assertBrokenOffWhenCompleted(3, context);
    assertThat(writing.get()).isInstanceOf(IOException.class);
  }

  @Test
  @Deviation(on = Containers.UNDERTOW, how = "ends as if it were whole what has begun to leave")
  void a_page_written_with_a_writer_is_aborted_too() throws Exception {
    AsyncContext[] context = new AsyncContext[1];
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  context[0] = request.startAsync();
                  publicPage(response);
                  threads.submit(
                      () -> {
                        for (int i = 0; i < 100; i++) {
                          response.getWriter().print(page("alice"));
                        }
                        return null;
                      });
                }));
    assertBrokenOffWhenCompleted(20, context);
  }

  @Test
  @Deviation(on = Containers.UNDERTOW, how = "ends as if it were whole what has begun to leave")
  void a_page_that_the_application_has_compressed_is_aborted_too() throws Exception {
    AsyncContext[] context = new AsyncContext[1];
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  context[0] = request.startAsync();
                  publicPage(response);
                  response.setHeader("Content-Encoding", "gzip");
                  threads.submit(
                      () -> {
                        GZIPOutputStream out = new GZIPOutputStream(response.getOutputStream());
                        for (int i = 0; i < 1000; i++) {
                          out.write(
                              (page("alice") + Math.random()).getBytes(StandardCharsets.UTF_8));
                        }
                        return null;
                      });
                }));
    assertBrokenOffWhenCompleted(5, context);
  }

  @Test
  @Deviation(on = Containers.UNDERTOW, how = "ends as if it were whole what has begun to leave")
  void a_page_that_is_still_written_after_the_servlet_has_returned_is_aborted() throws Exception {
    CompletableFuture<ConsentResponse> gated = new CompletableFuture<>();
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  gated.complete(ConsentResponse.in(response));
                  threads.submit(
                      () -> {
                        write(response, "alice");
                        return null;
                      });
                  slow.awaitKept();
                }));
    Future<Answer> answer = threads.submit(() -> get("/", 3));
    slow.awaitKept();
    get("/other", -1).assertWhole("other");
    awaitCut(gated.get());
    slow.letGo.countDown();
    assertBrokenOff(answer.get());
    assertOthersUndisturbed();
  }

  @Test
  void two_simultaneous_completions_are_harmless() throws Exception {
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  AsyncContext context = request.startAsync();
                  write(response, "alice");
                  for (int i = 0; i < 3; i++) {
                    threads.submit(context::complete);
                  }
                }));
    for (int i = 0; i < 50; i++) {
      get("/", -1).assertWhole("alice");
    }
    assertOthersUndisturbed();
  }

  @Test
  void a_flush_by_another_thread_neither_waits_nor_disturbs() throws Exception {
    CompletableFuture<HttpServletResponse> gated = new CompletableFuture<>();
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  gated.complete(response);
                  write(response, "alice");
                }));
    Future<Answer> answer = threads.submit(() -> get("/", 3));
    slow.awaitKept();
    HttpServletResponse response = gated.get();
    Future<IOException> flush =
        failing(
            () -> {
              response.flushBuffer();
              response.getOutputStream().flush();
            });
    assertThat(flush.get(800, TimeUnit.MILLISECONDS)).isNull();
    slow.letGo.countDown();
    answer.get().assertWhole("alice");
  }

  @Test
  void writes_of_another_thread_are_refused_and_the_page_is_complete() throws Exception {
    CompletableFuture<HttpServletResponse> gated = new CompletableFuture<>();
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  gated.complete(response);
                  write(response, "alice");
                }));
    Future<Answer> answer = threads.submit(() -> get("/", 3));
    slow.awaitKept();
    assertThat(failing(() -> write(gated.join(), "mallory")).get())
        .hasMessageContaining("Another thread");
    slow.letGo.countDown();
    answer.get().assertWhole("alice");
    assertOthersUndisturbed();
  }

  @Test
  void nothing_is_reset_while_another_thread_writes() throws Exception {
    CompletableFuture<HttpServletResponse> gated = new CompletableFuture<>();
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  response.setBufferSize(1_000_000);
                  gated.complete(response);
                  write(response, "alice");
                }));
    Future<Answer> answer = threads.submit(() -> get("/", 3));
    slow.awaitKept();
    for (Runnable taking : new Runnable[] {gated.get()::reset, gated.get()::resetBuffer}) {
      Future<?> taken = threads.submit(taking);
      assertThat(taken)
          .failsWithin(10, TimeUnit.SECONDS)
          .withThrowableThat()
          .withCauseInstanceOf(IllegalStateException.class);
    }
    slow.letGo.countDown();
    answer.get().assertWhole("alice");
  }

  @Test
  void an_error_that_is_sent_while_another_thread_writes_replaces_the_page() throws Exception {
    // Undertow's own stream accepts writes after an error was sent.
    assumeThat(starter).isNotEqualTo(Containers.UNDERTOW);
    AsyncContext[] context = new AsyncContext[1];
    CountDownLatch written = new CountDownLatch(1);
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  context[0] = request.startAsync();
                  response.setBufferSize(1_000_000);
                  threads.submit(
                      () -> {
                        try {
                          write(response, "alice");
                        } finally {
                          written.countDown();
                        }
                        return null;
                      });
                }));
    Future<Answer> answer = threads.submit(() -> get("/", 3));
    slow.awaitKept();
    ((HttpServletResponse) context[0].getResponse()).sendError(503);
    slow.letGo.countDown();
    SlowVisitor.await(written);
    context[0].complete();
    Answer got = answer.get();
    assertThat(got.text()).doesNotContain("<p>of ").doesNotContain("src=\"https://www.youtube");
    assertOthersUndisturbed();
  }

  @Test
  void what_is_written_after_the_end_does_not_reach_the_next_page_on_the_connection()
      throws Exception {
    CompletableFuture<IOException> late = new CompletableFuture<>();
    CountDownLatch ended = new CountDownLatch(1);
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  AsyncContext context = request.startAsync();
                  write(response, "alice");
                  ServletOutputStream out = response.getOutputStream();
                  context.complete();
                  threads.submit(
                      () -> {
                        SlowVisitor.await(ended);
                        try {
                          out.write("<p>of late".getBytes(StandardCharsets.UTF_8));
                          late.complete(null);
                        } catch (IOException e) {
                          late.complete(e);
                        }
                        return null;
                      });
                })
            .page(
                "/next",
                (request, response) -> {
                  ended.countDown();
                  late.join();
                  write(response, "next");
                }));
    try (Socket socket = new Socket("localhost", site.port())) {
      socket.setSoTimeout(20_000);
      for (String[] step : new String[][] {{"/", "alice"}, {"/next", "next"}}) {
        socket
            .getOutputStream()
            .write(
                ("GET " + step[0] + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
        answer(socket.getInputStream()).assertWhole(step[1]);
      }
    }
    assertThat(late.get()).hasMessageContaining("ended");
  }
}
