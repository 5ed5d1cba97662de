package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.cookieNames;
import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.seen.Seen;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A site whose policy names nothing, with things that the catalogue knows. */
class KnownServicesTest {

  private static final String SMALLEST =
      """
      site: { name: Site, privacy-policy: /privacy }
      categories:
        necessary: { required: true }
      """;

  private static final String ANALYTICS =
      """
      <script async src="https://www.googletagmanager.com/gtag/js?id=G-ABC123"></script>
      <script>
        window.dataLayer = window.dataLayer || [];
        function gtag(){dataLayer.push(arguments);}
        gtag('js', new Date());
        gtag('config', 'G-ABC123');
      </script>
      """;

  private static final String MATOMO =
      """
      <script>
        var _paq = window._paq = window._paq || [];
        _paq.push(['trackPageView']);
        (function() {
          var u="//stats.example.org/";
          _paq.push(['setTrackerUrl', u+'matomo.php']);
          var d=document, g=d.createElement('script'), s=d.getElementsByTagName('script')[0];
          g.async=true; g.src=u+'matomo.js'; s.parentNode.insertBefore(g,s);
        })();
      </script>
      """;

  private static final String FRAME =
      "<iframe width=560 src=\"https://www.youtube.com/embed/x\"></iframe>\n";

  private static final String STRIPE = "<script src=\"https://js.stripe.com/v3/\"></script>\n";
  private static final String CAPTCHA =
      "<script src=\"https://www.google.com/recaptcha/api.js\" async defer></script>\n";
  private static final String UNKNOWN =
      "<script src=\"https://cdn.unknown.example/app.js\"></script>\n";

  private static final String PAGE =
      "<!doctype html><html lang=en><head><title>Shop</title></head><body>\n"
          + ANALYTICS
          + MATOMO
          + FRAME
          + STRIPE
          + CAPTCHA
          + UNKNOWN;

  private TestSite site;

  private void start(String policy) throws Exception {
    site =
        new TestSite()
            .policy(TestSite.policy(policy))
            .page(
                "/shop",
                (request, response) -> {
                  response.addHeader("Set-Cookie", "_ga=GA1.1.2; Path=/; Max-Age=3600");
                  response.addHeader("Set-Cookie", "_pk_id.1.1fff=x; Path=/; Max-Age=3600");
                  response.addHeader("Set-Cookie", "cart=1; Path=/");
                  response.addHeader("X-Cookies", String.valueOf(request.getHeader("Cookie")));
                  html(response, PAGE);
                })
            .start(Containers.TOMCAT);
  }

  @AfterEach
  void close() throws Exception {
    site.close();
  }

  @Test
  void what_is_known_to_need_consent_is_held_back_and_nothing_else() throws Exception {
    start(SMALLEST);
    HttpResponse<String> page = site.get("/shop", "Cookie", "_ga=GA1.1.2; cart=1; _gid=3");

    assertThat(page.body())
        .doesNotContain(ANALYTICS, MATOMO, FRAME)
        .doesNotContain(" src=\"https://www.googletagmanager.com", " src=\"https://www.youtube.com")
        .containsPattern("<script type=\"text/plain\"[^>]*>\\s+window.dataLayer")
        .containsPattern("<script type=\"text/plain\"[^>]*>\\s+var _paq")
        .containsPattern("<iframe [^>]*src=\"/consent/embed\\?")
        .contains("title=\"Content from www.youtube.com\"")
        .contains(STRIPE, CAPTCHA, UNKNOWN);
    assertThat(cookieNames(page)).containsExactly("cart");
    assertThat(page.headers().firstValue("X-Cookies")).contains("cart=1");
    assertThat(site.consentFilter().seen().items())
        .extracting(Seen.Item::name)
        .contains("_ga", "_pk_id.*", "cart", "www.googletagmanager.com", "www.youtube.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"accept", "reject"})
  void no_answer_releases_it(String answer) throws Exception {
    start(SMALLEST + "  statistics: { services: [matomo] }\n");
    String decided = site.consent("choice=" + answer + "-all");
    HttpResponse<String> page = site.get("/shop", "Cookie", decided);

    assertThat(page.body()).doesNotContain(ANALYTICS, FRAME).contains(STRIPE, CAPTCHA, UNKNOWN);
    assertThat(page.body().contains(MATOMO)).isEqualTo(answer.equals("accept"));
    assertThat(cookieNames(page)).doesNotContain("_ga");
    assertThat(cookieNames(page).contains("_pk_id.1.1fff")).isEqualTo(answer.equals("accept"));
  }

  @Test
  void everything_passes_where_undeclared_things_are_only_reported() throws Exception {
    start(SMALLEST + "undeclared-hosts: report\nundeclared-cookies: report\n");
    HttpResponse<String> page = site.get("/shop");

    assertThat(page.body()).contains(ANALYTICS, MATOMO, FRAME, STRIPE, CAPTCHA, UNKNOWN);
    assertThat(cookieNames(page)).contains("_ga", "_pk_id.1.1fff", "cart");
  }

  @Test
  void only_the_frame_of_something_known_has_a_page_that_says_so() throws Exception {
    start(SMALLEST);
    String[] inOwnPage = {"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Dest", "iframe"};

    HttpResponse<String> known = site.get(embed("https://www.youtube.com/embed/x"), inOwnPage);
    assertThat(known.statusCode()).isEqualTo(200);
    assertThat(known.body()).contains("has not released", "www.youtube.com");
    assertThat(site.get(embed("https://x.example/"), inOwnPage).statusCode()).isEqualTo(204);
    assertThat(site.get(embed("https://js.stripe.com/v3"), inOwnPage).statusCode()).isEqualTo(204);
  }

  private static String embed(String url) {
    return "/consent/embed?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8);
  }
}
