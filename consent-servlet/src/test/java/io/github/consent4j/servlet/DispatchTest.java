package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.cookieNames;
import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@OnEveryContainer
@Tag("wrapper")
class DispatchTest {

  private static final String VIDEO = "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>";
  private static final String START = "<!doctype html><html><head></head><body><p>before</p>";
  private static final String END = "<p>after</p></body></html>";

  /** Ends within a tag, so that the gate keeps something until the end. */
  private static final String OPEN_END = "<p>after</p></body></html><p unfinished";

  @Parameter Containers starter;

  private TestSite site;

  @AfterEach
  void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  private void start(TestSite prepared) throws Exception {
    site = prepared.start(starter);
  }

  private static void assertGated(HttpResponse<String> response, String end) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("before", "data-consent-src=\"https://www.youtube.com/embed/x\"")
        .doesNotContain(" src=\"https://www.youtube.com")
        .endsWith(end);
    assertThat(cookieNames(response)).doesNotContain("emos_jcvid");
  }

  private static void writePage(HttpServletResponse response, String end) throws IOException {
    response.addCookie(new Cookie("emos_jcvid", "v"));
    response.setContentType("text/html;charset=utf-8");
    response.getWriter().print(START + VIDEO + end);
  }

  private static void writeStream(HttpServletResponse response, String end) throws IOException {
    response.addCookie(new Cookie("emos_jcvid", "v"));
    html(response, START + VIDEO + end);
  }

  // --- forward and include

  @Test
  @Trap(1)
  void a_page_written_by_another_servlet_after_a_forward_is_complete_and_gated() throws Exception {
    start(
        new TestSite()
            .page("/writer", (request, response) -> writePage(response, OPEN_END))
            .page("/stream", (request, response) -> writeStream(response, OPEN_END))
            .page(
                "/forward-writer",
                (request, response) ->
                    request.getRequestDispatcher("/writer").forward(request, response))
            .page(
                "/forward-stream",
                (request, response) ->
                    request.getRequestDispatcher("/stream").forward(request, response))
            .page(
                "/forward-named",
                (request, response) ->
                    request
                        .getServletContext()
                        .getNamedDispatcher("/writer")
                        .forward(request, response))
            .page(
                "/forward-after-writing",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  response.setContentLength(5);
                  response.getWriter().print("<p>thrown away" + VIDEO);
                  request.getRequestDispatcher("/writer").forward(request, response);
                }));
    for (String path : new String[] {"writer", "stream", "named", "after-writing"}) {
      HttpResponse<String> response = site.get("/forward-" + path);
      assertGated(response, OPEN_END);
      assertThat(response.body()).doesNotContain("thrown away");
    }
  }

  @Test
  @Trap(13)
  void an_include_is_part_of_the_gated_page() throws Exception {
    start(
        new TestSite()
            .page(
                "/piece",
                (request, response) -> {
                  response.setContentLength(7);
                  response.setHeader("Cache-Control", "public");
                  response.getWriter().print(VIDEO);
                })
            .page(
                "/page",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  response.getWriter().print(START);
                  request.getRequestDispatcher("/piece").include(request, response);
                  response.getWriter().print(END);
                })
            .page(
                "/all-included",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  request.getRequestDispatcher("/whole").include(request, response);
                })
            .page("/whole", (request, response) -> writePage(response, END)));
    assertGated(site.get("/page"), END);
    HttpResponse<String> all = site.get("/all-included");
    assertGated(all, END);
    assertThat(all.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
    assertThat(all.headers().firstValue("Vary")).hasValue("Cookie");
  }

  @Test
  void a_page_that_consists_of_a_large_include_is_gated_to_its_end() throws Exception {
    String filler = "<p>before and so on</p>\n".repeat(5_000);
    start(
        new TestSite()
            .page("/piece", (request, response) -> writePage(response, filler + OPEN_END))
            .page(
                "/page",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  response.setContentLength(10);
                  request.getRequestDispatcher("/piece").include(request, response);
                }));
    HttpResponse<String> response = site.get("/page");
    assertGated(response, OPEN_END);
    assertThat(response.body()).contains(filler);
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
  }

  @Test
  @Trap(13)
  @Deviation(on = Containers.UNDERTOW, how = "empties the page when an included piece redirects")
  void an_include_cannot_change_the_headers_of_the_response() throws Exception {
    TestSite prepared =
        new TestSite()
            .page(
                "/length",
                (request, response) -> {
                  response.setContentLength(7);
                  response.setHeader("ETag", "\"piece\"");
                  response.getWriter().print("<piece>");
                })
            .page(
                "/error-in-piece",
                (request, response) -> {
                  response.getWriter().print("<piece>");
                  response.sendError(500);
                })
            .page(
                "/redirect-in-piece",
                (request, response) -> {
                  response.getWriter().print("<piece>");
                  response.sendRedirect("/elsewhere");
                });
    String[] pieces = {"/length", "/error-in-piece", "/redirect-in-piece"};
    for (String type : new String[] {"text/plain", "text/html"}) {
      for (String piece : pieces) {
        prepared.page(
            "/" + type + piece,
            (request, response) -> {
              response.setContentType(type + ";charset=utf-8");
              if (request.getQueryString() != null) {
                response.getWriter().print("<p>before");
              }
              request.getRequestDispatcher(piece).include(request, response);
              response.getWriter().print(END);
            });
      }
    }
    start(prepared);
    for (String type : new String[] {"text/plain", "text/html"}) {
      for (String piece : pieces) {
        for (String query : new String[] {"", "?before"}) {
          HttpResponse<String> response = site.get("/" + type + piece + query);
          assertThat(response.statusCode()).as(type + piece).isEqualTo(200);
          // Undertow empties its buffer for a redirect that it then does not send.
          boolean emptied = starter == Containers.UNDERTOW && piece.startsWith("/redirect");
          assertThat(response.body()).as(type + piece).endsWith(emptied ? END : "<piece>" + END);
          assertThat(response.headers().firstValue("ETag")).isEmpty();
        }
      }
    }
  }

  // --- errors, resets, redirects

  @Test
  @Trap({11, 12})
  void the_error_page_of_the_application_is_gated_and_replaces_the_first_page() throws Exception {
    start(
        new TestSite()
            .page("/error", (request, response) -> writePage(response, END))
            .page(
                "/sent",
                (request, response) -> {
                  response.setContentLength(1000);
                  html(response, "<p>first" + VIDEO);
                  response.sendError(404, "no such thing");
                })
            .page(
                "/sent-then-flushed",
                (request, response) -> {
                  response.setContentType("text/html");
                  PrintWriter writer = response.getWriter();
                  writer.print("<p>first" + VIDEO);
                  response.sendError(404);
                  writer.print("second");
                  writer.flush();
                  response.flushBuffer();
                  writer.close();
                })
            .page(
                "/thrown",
                (request, response) -> {
                  html(response, "<p>first" + VIDEO);
                  throw new IOException("expected by the test");
                }));
    for (String path : new String[] {"/sent", "/sent-then-flushed", "/thrown"}) {
      HttpResponse<String> response = site.get(path);
      assertThat(response.statusCode()).as(path).isEqualTo(path.equals("/thrown") ? 500 : 404);
      assertThat(response.body())
          .contains("before", "data-consent-src")
          .doesNotContain("first", "second", " src=\"https://www.youtube.com")
          .endsWith(END);
      assertThat(cookieNames(response)).isEmpty();
    }
  }

  @Test
  @Trap(9)
  void a_response_can_be_reset() throws Exception {
    start(
        new TestSite()
            .page(
                "/reset",
                (request, response) -> {
                  response.setContentLength(1000);
                  response.setHeader("Cache-Control", "public");
                  response.getWriter().print("first");
                  response.reset();
                  writeStream(response, END);
                })
            .page(
                "/reset-buffer",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  response.setContentLength(1000);
                  PrintWriter writer = response.getWriter();
                  writer.print("<p>first<p unfinished");
                  response.resetBuffer();
                  writer.print(START + VIDEO + END);
                }));
    for (String path : new String[] {"/reset", "/reset-buffer"}) {
      HttpResponse<String> response = site.get(path);
      assertGated(response, END);
      assertThat(response.body()).doesNotContain("first");
      assertThat(response.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
    }
  }

  @Test
  @Trap(10)
  void redirects_in_all_spellings_discard_what_was_written_before() throws Exception {
    start(
        new TestSite()
            .page(
                "/plain",
                (request, response) -> {
                  response.addCookie(new Cookie("emos_jcvid", "v"));
                  response.setContentLength(1000);
                  html(response, "<p>first" + VIDEO);
                  response.sendRedirect("/elsewhere");
                  response.getOutputStream().flush();
                })
            .page(
                "/by-hand",
                (request, response) -> {
                  response.setStatus(302);
                  response.setHeader("Location", "/elsewhere");
                }));
    for (String path : new String[] {"/plain", "/by-hand"}) {
      HttpResponse<String> response = site.get(path);
      assertThat(response.statusCode()).isEqualTo(302);
      assertThat(response.headers().firstValue("Location").orElseThrow()).endsWith("/elsewhere");
      assertThat(response.body()).doesNotContain("first");
      assertThat(cookieNames(response)).isEmpty();
    }
  }

  @Test
  @Trap(10)
  @Deviation(on = Containers.UNDERTOW, how = "has Servlet 6.0 alone")
  void the_redirects_of_servlet_6_1_are_gated_too() throws Exception {
    start(
        new TestSite()
            .page(
                "/status",
                (request, response) -> {
                  html(response, "<p>first" + VIDEO);
                  response.sendRedirect("/elsewhere", 307);
                })
            .page(
                "/kept",
                (request, response) -> {
                  writeStream(response, OPEN_END);
                  response.sendRedirect("/elsewhere", 303, false);
                }));
    assumeThat(starter).as("speaks Servlet 6.1").isNotEqualTo(Containers.UNDERTOW);
    assumeThat(HttpServletResponse.class.getMethods())
        .as("the API is that of Servlet 6.1")
        .filteredOn(method -> method.getName().equals("sendRedirect"))
        .hasSizeGreaterThan(1);
    HttpResponse<String> status = site.get("/status");
    assertThat(status.statusCode()).isEqualTo(307);
    assertThat(status.body()).doesNotContain("first");
    HttpResponse<String> kept = site.get("/kept");
    assertThat(kept.statusCode()).isEqualTo(303);
    assertThat(kept.body()).contains("data-consent-src").endsWith(OPEN_END);
  }

  @Test
  @Trap(27)
  @Deviation(on = Containers.JETTY, how = "does not upgrade in Servlet 6.0, and is not tried")
  void a_connection_that_is_upgraded_to_another_protocol_stays_untouched() throws Exception {
    assumeThat(starter).as("can upgrade").isNotEqualTo(Containers.JETTY);
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  response.setHeader("Upgrade", "echo");
                  response.setHeader("Connection", "Upgrade");
                  response.setStatus(101);
                  request.upgrade(Greeting.class);
                }));
    try (Socket socket = new Socket("localhost", site.port())) {
      socket.setSoTimeout(10_000);
      String upgrade = "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";
      socket.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 101").endsWith("\r\n\r\nhello");
    }
  }

  /** Implements a very short protocol. */
  public static final class Greeting implements HttpUpgradeHandler {

    @Override
    public void init(WebConnection connection) {
      try {
        connection.getOutputStream().print("hello");
        connection.getOutputStream().flush();
        connection.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void destroy() {}
  }

  @Test
  @Trap(10)
  void statuses_that_are_not_errors_do_not_end_the_response() throws Exception {
    start(
        new TestSite()
            .page("/304", (request, response) -> response.sendError(304))
            .page("/ok", (request, response) -> writePage(response, END)));
    assertThat(site.get("/304").statusCode()).isEqualTo(304);
    assertGated(site.get("/ok"), END);
  }

  // --- asynchronous

  private static void inBackground(AsyncContext context, Work work) {
    context.start(
        () -> {
          try {
            work.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } finally {
            context.complete();
          }
        });
  }

  /** Something that writes. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  @Test
  @Trap(2)
  void pages_written_by_another_thread_are_gated_to_their_end() throws Exception {
    start(
        new TestSite()
            .page(
                "/context-response",
                (request, response) -> {
                  AsyncContext context = request.startAsync();
                  inBackground(
                      context,
                      () -> writePage((HttpServletResponse) context.getResponse(), OPEN_END));
                })
            .page(
                "/own-response",
                (request, response) -> {
                  AsyncContext context = request.startAsync(request, response);
                  inBackground(context, () -> writeStream(response, OPEN_END));
                })
            .page(
                "/begun-before",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  response.getWriter().print(START);
                  AsyncContext context = request.startAsync();
                  inBackground(context, () -> response.getWriter().print(VIDEO + OPEN_END));
                })
            .page(
                "/got-later",
                (request, response) -> {
                  request.startAsync();
                  AsyncContext context = request.getAsyncContext();
                  inBackground(
                      context,
                      () -> writePage((HttpServletResponse) context.getResponse(), OPEN_END));
                }));
    for (String path :
        new String[] {"/context-response", "/own-response", "/begun-before", "/got-later"}) {
      assertGated(site.get(path), OPEN_END);
    }
  }

  @Test
  @Trap({2, 3})
  void a_page_written_after_an_asynchronous_dispatch_is_gated_to_its_end() throws Exception {
    start(
        new TestSite()
            .page("/target", (request, response) -> writePage(response, OPEN_END))
            .page(
                "/dispatched",
                (request, response) -> {
                  AsyncContext context = request.startAsync();
                  context.start(() -> context.dispatch("/target"));
                })
            .page(
                "/again",
                (request, response) -> {
                  if (request.getDispatcherType() == DispatcherType.ASYNC) {
                    writeStream(response, OPEN_END);
                  } else {
                    AsyncContext context = request.startAsync(request, response);
                    context.start(context::dispatch);
                  }
                }));
    assertGated(site.get("/dispatched"), OPEN_END);
    assertGated(site.get("/again"), OPEN_END);
  }

  @Test
  @Trap(2)
  void a_listener_that_completes_on_timeout_ends_the_page_properly() throws Exception {
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  writePage(response, OPEN_END);
                  AsyncContext context = request.startAsync();
                  context.setTimeout(50);
                  context.addListener(new CompletesOnTimeout());
                }));
    assertGated(site.get("/"), OPEN_END);
  }

  private static final class CompletesOnTimeout implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {
      event.getAsyncContext().complete();
    }

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  @Test
  @Trap(26)
  void a_page_written_in_non_blocking_mode_is_gated_and_complete() throws Exception {
    String filler = "<p>before and so on</p>\n".repeat(150_000);
    byte[] page = (START + VIDEO + filler + OPEN_END).getBytes(StandardCharsets.UTF_8);
    start(
        new TestSite()
            .page(
                "/",
                (request, response) -> {
                  AsyncContext context = request.startAsync();
                  response.setContentType("text/html;charset=utf-8");
                  ServletOutputStream out = response.getOutputStream();
                  boolean hasty = request.getQueryString() != null;
                  out.setWriteListener(new Chunks(context, out, page, hasty));
                }));
    for (String path : new String[] {"/", "/?hasty"}) {
      HttpResponse<String> response = site.get(path);
      assertGated(response, OPEN_END);
      assertThat(response.body()).contains(filler);
    }
  }

  private static final class Chunks implements WriteListener {

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final byte[] bytes;
    private final boolean hasty;
    private int at;

    /**
     * @param hasty whether it completes without waiting for the last, large write
     */
    Chunks(AsyncContext context, ServletOutputStream out, byte[] bytes, boolean hasty) {
      this.hasty = hasty;
      this.context = context;
      this.out = out;
      this.bytes = bytes;
    }

    @Override
    public void onWritePossible() throws IOException {
      while (out.isReady()) {
        if (at == bytes.length) {
          context.complete();
          return;
        }
        int length = Math.min(hasty ? 1_000_000 : 5_000, bytes.length - at);
        out.write(bytes, at, length);
        at += length;
        if (hasty && at == bytes.length) {
          context.complete();
          return;
        }
      }
    }

    @Override
    public void onError(Throwable failure) {
      context.complete();
    }
  }

  // --- a filter that is registered twice

  @Test
  @Trap(3)
  void a_filter_that_is_registered_twice_works_once() throws Exception {
    start(
        new TestSite()
            .innerFilter("again", new ConsentFilter(TestSite.policy(TestSite.REFERENCE)))
            .page("/page", (request, response) -> writePage(response, OPEN_END))
            .page(
                "/async",
                (request, response) -> {
                  AsyncContext context = request.startAsync();
                  inBackground(
                      context,
                      () -> writePage((HttpServletResponse) context.getResponse(), OPEN_END));
                }));
    for (String path : new String[] {"/page", "/async"}) {
      HttpResponse<String> response = site.get(path);
      assertGated(response, OPEN_END);
      assertThat(response.body().split("/guard-", -1)).hasSize(2);
    }
  }

  @Test
  void the_application_knows_the_consent_in_every_dispatch() throws Exception {
    TestSite.Page tells =
        (request, response) ->
            TestSite.text(response, "" + ConsentFilter.consent(request).allows("statistics"));
    start(
        new TestSite()
            .page("/plain", tells)
            .page(
                "/forwarded",
                (request, response) ->
                    request.getRequestDispatcher("/plain").forward(request, response))
            .page("/dispatched", DispatchTest::dispatchToPlain));
    String consent = site.consent("choice=save&grant=statistics");
    for (String path : new String[] {"/plain", "/forwarded", "/dispatched"}) {
      assertThat(site.get(path).body()).isEqualTo("false");
      assertThat(site.get(path, "Cookie", consent).body()).isEqualTo("true");
    }
  }

  private static void dispatchToPlain(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext context = request.startAsync();
    context.start(() -> context.dispatch("/plain"));
  }
}
