package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody may get from a shared cache, tried with the caches themselves. */
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
  void nobody_gets_the_page_of_a_visitor_however_caches_are_told_to_keep_it(String told)
      throws Exception {
    start();
    String accepted = site.consent("choice=accept-all");
    for (CacheKind kind : CacheKind.values()) {
      try (CachingProxy cache = new CachingProxy(kind, List.of(site.port()))) {
        HttpResponse<String> own = get(cache, path(told), "Cookie", accepted);
        assertThat(own.body()).contains(LIVE);
        assertThat(own.headers().map().keySet()).doesNotContain(told.split(":")[0].toLowerCase());
        assertThat(get(cache, path(told)).body()).as(kind.name()).doesNotContain(LIVE);
      }
    }
  }

  @Test
  void caches_keep_what_they_are_told_to_if_it_is_the_same_for_everybody() throws Exception {
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
  void a_cookie_that_needs_consent_is_not_handed_to_who_has_refused_it(CacheKind kind)
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
}
