package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Visitors of whom no law requires consent, as the application says for each request. */
@OnEveryContainer
class NeedsConsentTest {

  private static final String BY_REQUEST =
      TestSite.REFERENCE.replace("site:\n", "site:\n  needs-consent: by-request\n");

  private static final String VIDEO =
      "<!doctype html><title>t</title><iframe src='https://www.youtube.com/embed/x'></iframe>";

  private static final String PLAYING = "<iframe src='https://www.youtube";

  @Parameter Containers starter;

  private TestSite site;

  @BeforeEach
  void start() throws Exception {
    site = started(BY_REQUEST);
  }

  private TestSite started(String policy) throws Exception {
    return new TestSite()
        .page(
            "/",
            (request, response) -> {
              response.addHeader("Set-Cookie", "emos_jcvid=1");
              response.setHeader("ETag", "\"1\"");
              html(response, VIDEO);
            })
        .page(
            "/public",
            (request, response) -> {
              response.setHeader("Cache-Control", "public, max-age=60");
              html(response, VIDEO);
            })
        .page(
            "/asks",
            (request, response) ->
                TestSite.text(
                    response, "youtube " + ConsentFilter.consent(request).allows("youtube")))
        .filter(
            ConsentFilter.builder()
                .policy(TestSite.policy(policy))
                .needsConsent(NeedsConsentTest::isInEurope)
                .build())
        .start(starter);
  }

  private static boolean isInEurope(HttpServletRequest request) {
    String country = request.getHeader("Country");
    if ("?".equals(country)) {
      throw new IllegalStateException("No country");
    }
    return !"US".equals(country);
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  @Test
  void a_visitor_without_need_gets_the_applications_own_page_and_nothing_is_stored()
      throws Exception {
    HttpResponse<String> page = site.get("/", "Country", "US");

    assertThat(page.body()).isEqualTo(VIDEO);
    assertThat(TestSite.cookieNames(page)).containsExactly("emos_jcvid");
    assertThat(header(page, "Cache-Control")).contains("private");
    assertThat(site.get("/asks", "Country", "US").body()).isEqualTo("youtube true");
  }

  @Test
  void any_other_visitor_is_asked() throws Exception {
    HttpResponse<String> page = site.get("/", "Country", "DE");

    assertThat(page.body()).contains("data-consent-src", "value=\"accept-all\"");
    assertThat(TestSite.cookieNames(page)).isEmpty();
    assertThat(site.get("/asks").body()).isEqualTo("youtube false");
  }

  @Test
  void state_and_inventory_say_so() throws Exception {
    assertThat(site.get("/consent/state.json", "Country", "US").body())
        .contains("\"made\":false,\"needsAnswer\":false,\"needsConsent\":false")
        .contains("{\"id\":\"youtube\",\"state\":\"not-needed\"}");
    assertThat(site.get("/consent/state.json").body())
        .contains("\"needsAnswer\":true")
        .doesNotContain("needsConsent");
    assertThat(site.get("/consent/inventory.json").body())
        .contains("\"needsConsent\" : \"by-request\"");
  }

  @Test
  void what_cannot_be_found_out_is_needed() throws Exception {
    assertThat(site.get("/", "Country", "?").body()).contains("value=\"accept-all\"");
  }

  @Test
  void a_page_that_caches_share_is_the_same_for_everybody() throws Exception {
    assertThat(site.get("/public", "Country", "US").body())
        .contains("data-consent-src")
        .isEqualTo(site.get("/public", "Country", "DE").body());
  }

  @Test
  void a_page_that_the_browser_has_kept_is_not_used_in_another_country() throws Exception {
    String tag = header(site.get("/", "Country", "US"), "ETag");

    assertThat(tag).isNotEqualTo(header(site.get("/", "Country", "DE"), "ETag"));
  }

  @Test
  void the_signal_of_a_browser_is_followed_all_the_same() throws Exception {
    HttpResponse<String> page = site.get("/", "Country", "US", "Sec-GPC", "1");

    assertThat(page.body()).contains("data-consent-src").doesNotContain("page-panel");
    assertThat(site.get("/consent/state.json", "Country", "US", "Sec-GPC", "1").body())
        .contains("{\"id\":\"youtube\",\"state\":\"refused\"}", "\"needsAnswer\":false");
  }

  @Test
  void what_a_visitor_has_refused_stays_refused() throws Exception {
    String cookie = site.consent("choice=reject-all");

    assertThat(site.get("/", "Country", "US", "Cookie", cookie).body())
        .contains("data-consent-src");
  }

  @Test
  void a_choice_records_only_what_was_chosen() throws Exception {
    HttpResponse<String> chosen = site.choose("choice=grant&grant=youtube", "Country", "US");
    String cookie = TestSite.setCookies(chosen).get(0).split(";")[0];

    assertThat(site.get("/consent/state.json", "Country", "DE", "Cookie", cookie).body())
        .contains("{\"id\":\"youtube\",\"state\":\"granted\"}")
        .contains("{\"id\":\"twitter\",\"state\":\"undecided\"}");
    assertThat(site.get("/consent/state.json", "Country", "US", "Cookie", cookie).body())
        .contains("{\"id\":\"youtube\",\"state\":\"granted\"}")
        .contains("{\"id\":\"twitter\",\"state\":\"not-needed\"}");
  }

  @Test
  void the_application_is_not_asked_unless_the_policy_says_so() throws Exception {
    TestSite strict = started(TestSite.REFERENCE);
    try {
      assertThat(strict.get("/", "Country", "US").body())
          .contains("value=\"accept-all\"")
          .doesNotContain(PLAYING);
    } finally {
      strict.close();
    }
  }
}
