package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not come out of a shared cache, tested with real caches. */
@Tag("sweep")
class SharedCachesTest {

  private static final String VIDEO = "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>";
  private static final String PAGE =
      "<!doctype html><html><head><title>T</title></head><body>" + VIDEO + "</body></html>";
  private static final String LIVE = " src=\"https://www.youtube.com/embed/x\"";
  private static final String COOKIE = "emos_jcvid=visitor; Path=/";

  private final HttpClient client = HttpClient.newHttpClient();
  private TestSite site;

  private void start() throws Exception {
    site =
        new TestSite()
            .page(
                "/page/*",
                (request, response) -> {
                  for (String header : request.getParameterValues("h")) {
                    String[] pair = header.split(":", 2);
                    response.addHeader(pair[0], pair[1]);
                  }
                  html(response, PAGE);
                })
            .start(Containers.TOMCAT);
  }

  @AfterEach
  void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  private HttpResponse<String> get(CachingProxy cache, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + cache.port() + path));
    String[] all = TestSite.concat(headers, "Accept", "text/html");
    return client.send(request.headers(all).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String path(String... headers) {
    String query =
        String.join(
            "&",
            Arrays.stream(headers)
                .map(header -> "h=" + header.replace(" ", "%20").replace("=", "%3D"))
                .toList());
    return "/page/x?" + query;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Accel-Expires:600",
        "x-accel-expires:@2524608000",
        "CDN-Cache-Control:public,max-age=600",
        "Cloudflare-CDN-Cache-Control:max-age=600",
        "Surrogate-Control:max-age=600",
        "Edge-Control:cache-maxage=10m",
        "X-LiteSpeed-Cache-Control:public,max-age=600",
        "X-Reverse-Proxy-TTL:600",
        "Expires:Wed, 01 Jan 2050 00:00:00 GMT"
      })
  void no_one_else_gets_the_page_of_a_visitor_whatever_the_cache_headers(String told)
      throws Exception {
    start();
    String accepted = site.consent("choice=accept-all");
    assertThat(header(site.get(path(told), "Cookie", accepted), told.split(":")[0])).isEmpty();
    for (CacheKind kind : CacheKind.values()) {
      try (CachingProxy cache = new CachingProxy(kind, List.of(site.port()))) {
        HttpResponse<String> own = get(cache, path(told), "Cookie", accepted);
        // Without the cookie, no visitor has decided.
        boolean keepsCookies = kind != CacheKind.VARNISH_WITHOUT_COOKIES;
        assertThat(own.body().contains(LIVE)).as(kind.name()).isEqualTo(keepsCookies);
        assertThat(get(cache, path(told)).body()).as(kind.name()).doesNotContain(LIVE);
      }
    }
  }

  @Test
  void caches_store_a_page_that_is_the_same_for_everybody() throws Exception {
    start();
    String[] told = {"Cache-Control:public, max-age=60", "X-Accel-Expires:600", "Edge-Control:x"};
    HttpResponse<String> page = site.get(path(told));
    assertThat(header(page, "X-Accel-Expires")).isEqualTo("600");
    assertThat(header(page, "Edge-Control")).isEqualTo("x");
    try (CachingProxy cache = new CachingProxy(List.of(site.port()))) {
      get(cache, path(told));
      assertThat(header(get(cache, path(told)), "X-Cache")).isEqualTo("HIT");
    }
  }

  @ParameterizedTest
  @EnumSource(CacheKind.class)
  void a_cookie_that_needs_consent_is_not_sent_to_a_visitor_who_has_refused_it(CacheKind kind)
      throws Exception {
    start();
    String accepted = site.consent("choice=accept-all");
    String refused = site.consent("choice=reject-all");
    String path = path("Cache-Control:public, max-age=600", "Set-Cookie:" + COOKIE);
    try (CachingProxy cache = new CachingProxy(kind, List.of(site.port()))) {
      for (String cookie : List.of(accepted, refused, "other=1")) {
        assertThat(TestSite.cookieNames(get(cache, path, "Cookie", cookie)))
            .as(cookie)
            .doesNotContain("emos_jcvid");
      }
    }
  }

  @Test
  void a_cookie_is_sent_with_the_error_page_of_its_visitor() throws Exception {
    site =
        new TestSite()
            .page(
                "/fails",
                (request, response) -> {
                  response.addHeader("Set-Cookie", COOKIE);
                  throw new IllegalStateException("as meant");
                })
            .start(Containers.TOMCAT);
    String accepted = site.consent("choice=accept-all");
    assertThat(TestSite.cookieNames(site.get("/fails", "Cookie", accepted)))
        .containsExactly("emos_jcvid");
  }

  /** Sends a page with a validator, by which the application recognises it. */
  private static void validated(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "public, max-age=1");
    String tag = request.getParameter("etag");
    boolean unchanged;
    if (tag != null) {
      response.setHeader("ETag", '"' + tag + '"');
      String wanted = request.getHeader("If-None-Match");
      unchanged = wanted != null && wanted.contains('"' + tag + '"');
    } else {
      response.setDateHeader("Last-Modified", 1_700_000_000_000L);
      unchanged = request.getDateHeader("If-Modified-Since") >= 1_700_000_000_000L;
    }
    if (unchanged) {
      response.setStatus(304);
    } else {
      html(response, PAGE);
    }
  }

  private static Filter filter(String yaml) {
    return new ConsentFilter(TestSite.policy(yaml));
  }

  /** Headers of clients that do not say that they want a page. */
  private static final List<String[]> MONITORS =
      List.of(
          new String[] {"Accept", "*/*"},
          new String[] {"User-Agent", "Warmer"},
          new String[] {"Accept", "*/*", "Sec-Fetch-Dest", "empty"},
          new String[] {"Accept", "application/json, text/plain, */*"},
          new String[] {"Accept", "*/*", "X-Requested-With", "XMLHttpRequest"});

  @ParameterizedTest
  @CsvSource({"NGINX, etag=a", "NGINX, x", "APACHE, etag=a", "APACHE, x"})
  void repeated_requests_do_not_keep_an_old_page_fresh(CacheKind kind, String query)
      throws Exception {
    AtomicReference<Filter> current = new AtomicReference<>();
    site =
        new TestSite()
            .filter((request, response, chain) -> current.get().doFilter(request, response, chain))
            .page("/page/*", SharedCachesTest::validated)
            .start(Containers.TOMCAT);
    List<Filter> before =
        List.of(
            (request, response, chain) -> chain.doFilter(request, response),
            filter(TestSite.REFERENCE.replace(", twitter", "")));
    try (CachingProxy cache = new CachingProxy(kind, List.of(site.port()))) {
      for (Filter old : before) {
        current.set(old);
        List<String> paths = paths(query + "&before=" + before.indexOf(old));
        String oldPage = "";
        for (String path : paths) {
          oldPage = get(cache, path).body();
        }

        current.set(filter(TestSite.REFERENCE));
        Thread.sleep(2_000);
        for (int i = 0; i < paths.size(); i++) {
          ask(cache, paths.get(i), MONITORS.get(i));
        }

        for (String path : paths) {
          assertThat(get(cache, path).body())
              .isEqualTo(site.get(path).body())
              .isNotEqualTo(oldPage)
              .doesNotContain(LIVE);
        }
      }
    }
  }

  /** Returns one path for each monitor. */
  private static List<String> paths(String query) {
    return IntStream.range(0, MONITORS.size()).mapToObj(i -> "/page/" + i + '?' + query).toList();
  }

  private HttpResponse<String> ask(CachingProxy cache, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + cache.port() + path));
    return client.send(request.headers(headers).build(), HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"etag=a", "x"})
  void an_unchanged_page_is_confirmed_as_fresh_to_all_clients(String query) throws Exception {
    site = new TestSite().page("/page/*", SharedCachesTest::validated).start(Containers.TOMCAT);
    try (CachingProxy cache = new CachingProxy(List.of(site.port()))) {
      List<String> paths = paths(query);
      for (String path : paths) {
        get(cache, path);
      }
      Thread.sleep(2_000);
      for (int i = 0; i < paths.size(); i++) {
        HttpResponse<String> answer = ask(cache, paths.get(i), MONITORS.get(i));
        assertThat(header(answer, "X-Cache")).isEqualTo("REVALIDATED");
        assertThat(answer.body()).isEqualTo(site.get(paths.get(i)).body());
      }
    }
  }

  @Test
  void a_response_that_is_certainly_no_page_is_still_confirmed_as_fresh() throws Exception {
    site = new TestSite().page("/page/*", SharedCachesTest::validated).start(Containers.TOMCAT);
    for (String[] piece :
        List.of(
            new String[] {"Sec-Fetch-Dest", "image", "Accept", "*/*"},
            new String[] {"Accept", "application/json"})) {
      String[] byTag = TestSite.concat(piece, "If-None-Match", "\"a\"");
      assertThat(site.get("/page/x?etag=a", byTag).statusCode()).isEqualTo(304);
      String[] byDate =
          TestSite.concat(piece, "If-Modified-Since", "Tue, 14 Nov 2023 22:13:20 GMT");
      assertThat(site.get("/page/x?x", byDate).statusCode()).isEqualTo(304);
    }
  }
}
