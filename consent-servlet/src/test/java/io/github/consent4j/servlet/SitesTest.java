package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Several sites in one application: each request has the policy of its host and path. */
@OnEveryContainer
class SitesTest {

  private static final String SITES =
      """
      site: { name: Rheinportal, privacy-policy: /datenschutz }
      languages: [de, en]
      categories:
        necessary:      { required: true }
        external-media: { services: [youtube] }
      undeclared-hosts: report
      sites:
        - host: 127.0.0.1
          site: { name: Shop }
          languages: [en]
          categories: { external-media: none, statistics: { services: [econda] } }
        - path: /en/*
          languages: [en]
        - path: /club/*
          site: { name: Club }
          categories: { external-media: { services: [youtube, twitter] } }
      """;

  private static final String VIDEO =
      "<!doctype html><title>t</title><iframe src='https://www.youtube.com/embed/x'></iframe>";

  private static final Pattern ASSET = Pattern.compile("\"([^\" ]*/assets/[^\" ]*\\.js)\"");

  @Parameter Containers starter;

  private TestSite site;

  @BeforeEach
  void start() throws Exception {
    site =
        new TestSite()
            .page("/", (request, response) -> html(response, VIDEO))
            .page("/en/page", (request, response) -> html(response, VIDEO))
            .page("/en/broken", (request, response) -> response.sendError(500))
            .page("/club/page", (request, response) -> html(response, VIDEO))
            .page(
                "/error",
                (request, response) -> html(response, "<!doctype html><title>e</title><p>gone"))
            .policy(TestSite.policy(SITES))
            .start(starter);
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  /** Asks by the address of the machine, which is another host than its name. */
  private String atOtherHost(String path) throws Exception {
    return site.raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
  }

  @Test
  void each_host_and_path_has_its_own_policy() throws Exception {
    assertThat(site.get("/").body()).contains("Rheinportal", "lang=\"de\"", "data-consent-src");
    assertThat(site.get("/en/page").body())
        .contains("Rheinportal", "lang=\"en\"", "data-consent-src");
    assertThat(site.get("/club/page").body()).contains("Club", "/club/consent");
    assertThat(atOtherHost("/")).contains("Shop", "econda", "<iframe src='https://www.youtube");
    assertThat(atOtherHost("/en/page")).as("the host decides first").contains("Shop");
  }

  @Test
  void the_librarys_own_pages_are_those_of_the_site() throws Exception {
    assertThat(site.get("/consent/inventory.json").body())
        .contains("Rheinportal")
        .doesNotContain("twitter");
    assertThat(site.get("/club/consent/inventory.json").body()).contains("Club", "twitter");
    assertThat(site.get("/club/consent").body()).contains("Club");
    assertThat(site.get("/club/consent/state.json").body()).contains("twitter");
    assertThat(atOtherHost("/consent/inventory.json")).contains("Shop", "econda");
    assertThat(atOtherHost("/club/consent/inventory.json"))
        .as("no site there")
        .doesNotContain("Club");
  }

  @Test
  void every_script_of_every_site_is_found_and_may_be_kept() throws Exception {
    for (String page : List.of("/", "/en/page", "/club/page")) {
      Matcher assets = ASSET.matcher(site.get(page).body());
      assertThat(assets.find()).as(page).isTrue();
      do {
        HttpResponse<String> asset = site.get(assets.group(1));
        assertThat(asset.statusCode()).as(assets.group(1)).isEqualTo(200);
        assertThat(TestSite.header(asset, "Cache-Control")).contains("immutable");
      } while (assets.find());
    }
  }

  private HttpResponse<String> choose(String base, String form, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        site.request(base)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString(form, StandardCharsets.UTF_8));
    return site.send(headers.length == 0 ? request : request.headers(headers));
  }

  private static List<String> decisions(HttpResponse<?> response) {
    return TestSite.setCookies(response).stream()
        .filter(cookie -> cookie.startsWith("consent="))
        .toList();
  }

  @Test
  void a_site_below_a_path_that_asks_the_same_shares_the_decision() throws Exception {
    List<String> cookies = decisions(choose("/en/consent", "choice=accept-all"));

    assertThat(cookies).singleElement().asString().contains("Path=/;");
    String cookie = cookies.get(0).split(";")[0];
    assertThat(site.get("/", "Cookie", cookie).body()).contains("<iframe src='https://www.youtube");
  }

  @Test
  void a_site_below_a_path_that_asks_more_keeps_its_own_decision() throws Exception {
    String ofPortal = decisions(choose("/consent", "choice=accept-all")).get(0).split(";")[0];

    HttpResponse<String> asked = site.get("/club/page", "Cookie", ofPortal);
    assertThat(asked.body())
        .as("what was answered is not asked again")
        .contains("<iframe src='https://www.youtube", "value=\"accept-all\"");

    List<String> cookies =
        decisions(choose("/club/consent", "choice=reject-all", "Cookie", ofPortal));
    assertThat(cookies)
        .as("the decision of the portal stays")
        .singleElement()
        .asString()
        .contains("Path=/club;");
    String both = cookies.get(0).split(";")[0] + "; " + ofPortal;
    assertThat(site.get("/club/page", "Cookie", both).body()).contains("data-consent-src");
    assertThat(site.get("/", "Cookie", ofPortal).body())
        .contains("<iframe src='https://www.youtube");
  }

  @Test
  void an_error_page_belongs_to_the_site_of_the_page_that_failed() throws Exception {
    assertThat(site.get("/en/broken", "Accept-Language", "de").body())
        .contains("gone", "/en/consent");
  }

  @Test
  void the_address_alone_decides_so_caches_need_to_know_nothing_else() throws Exception {
    HttpResponse<String> page = site.get("/en/page");

    assertThat(TestSite.header(page, "Vary")).doesNotContainIgnoringCase("host");
  }
}
