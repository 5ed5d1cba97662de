package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** An error page has the headers that the application has set before the failure. */
@OnEveryContainer
@Tag("wrapper")
class ErrorPagesTest {

  private static final String VIDEO = "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>";
  private static final String POLICY = "default-src 'self'; frame-ancestors 'none'";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", POLICY,
          "Content-Security-Policy-Report-Only", "img-src 'self'",
          "Link", "</site.css>; rel=preload; as=style",
          "Cache-Control", "no-store",
          "Expires", "0",
          "Vary", "X-Tenant",
          "X-Frame-Options", "DENY");

  @Parameter Containers starter;

  private TestSite site;

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private static void setHeaders(HttpServletResponse response) {
    HEADERS.forEach(response::setHeader);
    response.addHeader("Set-Cookie", "emos_jcvid=visitor; Path=/");
    response.addCookie(new Cookie("own", "1"));
  }

  /** Returns a page that sets the headers and then fails. */
  private static TestSite.Page failing(TestSite.Page failure) {
    return (request, response) -> {
      if (request.getDispatcherType() != DispatcherType.ASYNC) {
        setHeaders(response);
      }
      failure.serve(request, response);
    };
  }

  private static TestSite.Page throwing(Throwable failure) {
    return failing((request, response) -> ErrorPagesTest.<RuntimeException>sneak(failure));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }

  private static void start(AsyncContext context, AsyncListener listener) {
    context.setTimeout(50);
    context.addListener(listener);
  }

  /** Returns the ways to fail before the first byte is sent. */
  private static Map<String, TestSite.Page> failures() {
    Map<String, TestSite.Page> pages = new LinkedHashMap<>();
    pages.put("/runtime", throwing(new IllegalStateException("as meant")));
    pages.put("/io", throwing(new IOException("as meant")));
    pages.put("/servlet", throwing(new ServletException("as meant", new RuntimeException())));
    pages.put("/error-thrown", throwing(new NoClassDefFoundError("as meant")));
    pages.put(
        "/begun",
        failing(
            (request, response) -> {
              html(response, "<!doctype html><p>first" + VIDEO);
              throw new IllegalStateException("as meant");
            }));
    pages.put(
        "/written",
        failing(
            (request, response) -> {
              response.setContentType("text/html;charset=utf-8");
              response.getWriter().print("<p>first" + VIDEO);
              throw new ServletException("as meant", new RuntimeException());
            }));
    pages.put(
        "/buffer-reset",
        failing(
            (request, response) -> {
              html(response, "<!doctype html><p>first" + VIDEO);
              response.resetBuffer();
              throw new IllegalStateException("as meant");
            }));
    pages.put("/sent", failing((request, response) -> response.sendError(500, "as meant")));
    pages.put(
        "/sent-after-bytes",
        failing(
            (request, response) -> {
              html(response, "<!doctype html><p>first" + VIDEO);
              response.sendError(500);
            }));
    pages.put(
        "/forwards",
        failing(
            (request, response) ->
                request.getRequestDispatcher("/throws").forward(request, response)));
    pages.put(
        "/includes",
        failing(
            (request, response) ->
                request.getRequestDispatcher("/throws").include(request, response)));
    return pages;
  }

  /** Returns the ways to fail after the request has become asynchronous. */
  private static Map<String, TestSite.Page> asynchronousFailures() {
    Map<String, TestSite.Page> pages = new LinkedHashMap<>();
    pages.put("/timeout", failing((request, response) -> request.startAsync().setTimeout(50)));
    pages.put(
        "/timeout-heard",
        failing((request, response) -> start(request.startAsync(), new Listening())));
    pages.put(
        "/timeout-of-own-response",
        failing(
            (request, response) -> start(request.startAsync(request, response), new Listening())));
    pages.put(
        "/timeout-again",
        failing(
            (request, response) -> {
              AsyncContext context = request.startAsync();
              context.setTimeout(50);
              if (request.getDispatcherType() != DispatcherType.ASYNC) {
                context.dispatch();
              }
            }));
    pages.put(
        "/thrown-after-start",
        failing(
            (request, response) -> {
              // Jetty waits for the timeout.
              request.startAsync().setTimeout(50);
              throw new IllegalStateException("as meant");
            }));
    pages.put(
        "/thrown-after-start-heard",
        failing(
            (request, response) -> {
              start(request.startAsync(), new Listening());
              throw new ServletException("as meant");
            }));
    pages.put(
        "/dispatched", failing((request, response) -> request.startAsync().dispatch("/throws")));
    pages.put(
        "/dispatched-heard",
        failing(
            (request, response) -> {
              AsyncContext context = request.startAsync();
              context.addListener(new Listening());
              context.dispatch("/throws");
            }));
    pages.put(
        "/dispatched-to-error",
        failing((request, response) -> request.startAsync().dispatch("/sends")));
    pages.put(
        "/error-of-background",
        failing(
            (request, response) -> {
              AsyncContext context = request.startAsync();
              context.start(
                  () -> {
                    try {
                      ((HttpServletResponse) context.getResponse()).sendError(500);
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    } finally {
                      context.complete();
                    }
                  });
            }));
    return pages;
  }

  private TestSite siteOf(Map<String, TestSite.Page> pages) {
    TestSite made =
        new TestSite()
            .page(
                "/throws",
                (request, response) -> {
                  throw new IllegalStateException("as meant");
                })
            .page("/sends", (request, response) -> response.sendError(500))
            .page(
                "/error", (request, response) -> html(response, "<!doctype html><p>sorry" + VIDEO));
    pages.forEach(made::page);
    return made;
  }

  private static class Listening implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  /** Compares the error pages with and without the filter. */
  private void eachFailure(Map<String, TestSite.Page> failures, Comparison comparison)
      throws Exception {
    TestSite bare = siteOf(failures).filter(TestSite.NO_CONSENT).start(starter);
    site = siteOf(failures).start(starter);
    try {
      Answers answers = new Answers(site, bare, failures.keySet());
      for (String path : failures.keySet()) {
        comparison.compare(path, answers.gated(path), answers.bare(path));
      }
    } finally {
      bare.close();
    }
  }

  /**
   * The answers of two sites. All requests are sent at once, because some containers check timeouts
   * rarely.
   */
  private static final class Answers {

    private final Map<String, CompletableFuture<HttpResponse<String>>> gated = new HashMap<>();
    private final Map<String, CompletableFuture<HttpResponse<String>>> bare = new HashMap<>();

    Answers(TestSite gatedSite, TestSite bareSite, Set<String> paths, String... headers) {
      for (String path : paths) {
        gated.put(path, gatedSite.ask(path, headers));
        bare.put(path, bareSite.ask(path));
      }
    }

    HttpResponse<String> gated(String path) throws Exception {
      return gated.get(path).get();
    }

    HttpResponse<String> bare(String path) throws Exception {
      return bare.get(path).get();
    }
  }

  /** An assertion about the answer to a path. */
  @FunctionalInterface
  private interface Comparison {
    void compare(String path, HttpResponse<String> gated, HttpResponse<String> bare)
        throws Exception;
  }

  private static void assertHeadersStay(
      String path, HttpResponse<String> gated, HttpResponse<String> bare) {
    assertThat(gated.statusCode()).as(path).isEqualTo(bare.statusCode()).isEqualTo(500);
    for (String name : HEADERS.keySet()) {
      List<String> expected = bare.headers().allValues(name);
      if (expected.isEmpty() && !name.equals("Vary")) {
        // The container removes the header, unless it protects the page.
        assertThat(gated.headers().allValues(name)).as(path + ' ' + name).hasSizeLessThan(2);
      } else if (name.equals("Vary")) {
        assertThat(gated.headers().allValues(name)).as(path).containsAll(expected);
        assertThat(gated.headers().allValues(name)).as(path).doesNotHaveDuplicates();
      } else {
        assertThat(gated.headers().allValues(name)).as(path + ' ' + name).isEqualTo(expected);
      }
    }
    assertThat(TestSite.cookieNames(gated)).as(path).containsExactly("own");
    if (bare.body().contains("sorry")) {
      assertThat(gated.body())
          .as(path)
          .contains("sorry", "data-consent-src")
          .doesNotContain("first", " src=\"https://www.youtube.com");
    }
  }

  @Test
  void headers_stay_when_the_application_fails_before_the_first_byte() throws Exception {
    eachFailure(failures(), ErrorPagesTest::assertHeadersStay);
  }

  @Test
  void headers_stay_when_an_asynchronous_request_fails() throws Exception {
    eachFailure(asynchronousFailures(), ErrorPagesTest::assertHeadersStay);
  }

  @Test
  @Deviation(
      on = Containers.UNDERTOW,
      how = "drops all headers after an exception; these come back")
  void the_headers_that_protect_an_error_page_are_there_on_every_container() throws Exception {
    site = siteOf(failures()).start(starter);
    for (String path : failures().keySet()) {
      HttpResponse<String> page = site.get(path);
      for (String name : List.of("Content-Security-Policy", "Link")) {
        assertThat(page.headers().allValues(name)).as(path).containsExactly(HEADERS.get(name));
      }
      assertThat(page.headers().allValues("Cache-Control")).as(path).hasSize(1);
      assertThat(TestSite.header(page, "Cache-Control")).as(path).contains("no-store");
    }
  }

  @Test
  void cookies_are_sent_with_an_error_page_if_the_visitor_allows_them() throws Exception {
    Map<String, TestSite.Page> all = failures();
    all.putAll(asynchronousFailures());
    TestSite bare = siteOf(all).filter(TestSite.NO_CONSENT).start(starter);
    site = siteOf(all).start(starter);
    try {
      String consent = site.consent("choice=accept-all");
      Answers answers = new Answers(site, bare, all.keySet(), "Cookie", consent);
      for (String path : all.keySet()) {
        assertThat(TestSite.cookieNames(answers.gated(path)))
            .as(path)
            .containsExactlyInAnyOrderElementsOf(TestSite.cookieNames(answers.bare(path)));
      }
    } finally {
      bare.close();
    }
  }

  @Test
  void an_error_page_replaces_headers_with_its_own() throws Exception {
    site =
        siteOf(failures())
            .page(
                "/error",
                (request, response) -> {
                  response.setHeader("Content-Security-Policy", "default-src 'none'");
                  response.setHeader("Cache-Control", "max-age=5, no-store");
                  response.setHeader("Link", "</error.css>; rel=preload; as=style");
                  html(response, "<!doctype html><p>sorry" + VIDEO);
                })
            .start(starter);
    for (String path : failures().keySet()) {
      Map<String, List<String>> headers = site.get(path).headers().map();
      assertThat(headers.get("content-security-policy"))
          .as(path)
          .containsExactly("default-src 'none'");
      assertThat(headers.get("cache-control")).as(path).containsExactly("max-age=5, no-store");
      assertThat(headers.get("link"))
          .as(path)
          .containsExactly("</error.css>; rel=preload; as=style");
    }
  }

  @Test
  void a_reset_clears_the_headers_before_the_failure() throws Exception {
    Map<String, TestSite.Page> failures =
        Map.of(
            "/reset",
            failing(
                (request, response) -> {
                  response.reset();
                  throw new IllegalStateException("as meant");
                }),
            "/reset-and-sent",
            failing(
                (request, response) -> {
                  response.reset();
                  response.sendError(500);
                }));
    site = siteOf(failures).start(starter);
    for (String path : failures.keySet()) {
      HttpResponse<String> page = site.get(path);
      assertThat(page.statusCode()).as(path).isEqualTo(500);
      assertThat(page.headers().map())
          .as(path)
          .doesNotContainKeys("content-security-policy", "link", "x-frame-options", "expires");
    }
  }

  @Test
  void leftovers_in_the_browser_are_deleted_once() throws Exception {
    site = siteOf(failures()).start(starter);
    String refused = site.consent("choice=reject-all") + "; emos_jcvid=v";
    for (String path : failures().keySet()) {
      assertThat(TestSite.setCookies(site.get(path, "Cookie", refused)))
          .as(path)
          .doesNotHaveDuplicates();
    }
  }

  /** A listener that answers instead of the container. */
  private record Answering(AsyncContext context, boolean later) implements AsyncListener {

    private void answer(AsyncEvent event) throws IOException {
      HttpServletResponse response = (HttpServletResponse) context.getResponse();
      response.setStatus(503);
      response.setHeader("Link", "</later.css>; rel=preload; as=style");
      html(response, "<!doctype html><p>answered" + VIDEO + "<p unfinished");
      event.getAsyncContext().complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      if (later) {
        event.getAsyncContext().dispatch("/later");
      } else {
        answer(event);
      }
    }

    @Override
    public void onError(AsyncEvent event) throws IOException {
      answer(event);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  @Test
  void a_listener_that_answers_instead_of_the_container_keeps_the_headers() throws Exception {
    site =
        siteOf(Map.of())
            .page(
                "/later",
                (request, response) ->
                    html(response, "<!doctype html><p>answered" + VIDEO + "<p unfinished"))
            .page(
                "/answered",
                failing(
                    (request, response) -> {
                      AsyncContext context = request.startAsync();
                      context.addListener(new Listening());
                      start(context, new Answering(context, false));
                      context.addListener(new Listening());
                    }))
            .page(
                "/dispatched",
                failing(
                    (request, response) -> {
                      AsyncContext context = request.startAsync();
                      start(context, new Answering(context, true));
                    }))
            .start(starter);
    for (String path : new String[] {"/answered", "/dispatched"}) {
      HttpResponse<String> page = site.get(path);
      boolean own = path.equals("/answered");
      assertThat(page.statusCode()).as(path).isEqualTo(own ? 503 : 200);
      assertThat(page.body())
          .as(path)
          .contains("answered", "data-consent-src")
          .doesNotContain(" src=\"https://www.youtube.com")
          .endsWith("<p unfinished");
      assertThat(page.headers().allValues("Content-Security-Policy")).containsExactly(POLICY);
      assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");
      assertThat(page.headers().allValues("Link"))
          .containsExactly(own ? "</later.css>; rel=preload; as=style" : HEADERS.get("Link"));
      assertThat(TestSite.cookieNames(page)).containsExactly("own");
    }
  }

  @Test
  void a_listener_that_throws_does_not_keep_others_from_a_timeout_event() throws Exception {
    site =
        siteOf(Map.of())
            .page(
                "/",
                failing(
                    (request, response) -> {
                      AsyncContext context = request.startAsync();
                      context.addListener(
                          new Listening() {
                            @Override
                            public void onTimeout(AsyncEvent event) {
                              throw new IllegalStateException("as meant");
                            }
                          });
                      start(context, new Answering(context, false));
                    }))
            .start(starter);
    HttpResponse<String> page = site.get("/");
    assertThat(page.body()).contains("answered");
    assertThat(page.headers().allValues("Content-Security-Policy")).containsExactly(POLICY);
  }
}
