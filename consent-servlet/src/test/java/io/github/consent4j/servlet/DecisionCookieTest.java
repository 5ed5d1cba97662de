package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static io.github.consent4j.servlet.TestSite.setCookies;
import static io.github.consent4j.servlet.TestSite.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.consent4j.examples.browser.CapturedLog;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Where decisions are stored, and which of several cookies counts, tested with real responses. */
@OnEveryContainer
class DecisionCookieTest {

  private static final String FORM = "choice=accept-all";
  private static final String LIVE = " src=\"https://www.youtube.com";

  @Parameter Containers starter;

  private TestSite site;

  @AfterEach
  void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  private void start(String contextPath, String cookie) throws Exception {
    start(contextPath, new ConsentFilter(TestSite.policy(TestSite.REFERENCE + cookie)));
  }

  private void start(String contextPath, Filter filter) throws Exception {
    site =
        new TestSite(contextPath)
            .filter(filter)
            .page("/page", (request, response) -> html(response, video()))
            .page(
                "/public",
                (request, response) -> {
                  response.setHeader("Cache-Control", "public, max-age=60");
                  html(response, video());
                })
            .page("/seen", (request, response) -> text(response, "" + request.getHeader("Cookie")))
            .start(starter);
  }

  private static String video() {
    return "<!doctype html><html lang=en><head><title>x</title></head><body>"
        + "<iframe src=\"https://www.youtube.com/embed/x\"></iframe></body></html>";
  }

  /** Returns the headers that delete or set cookies for a choice at a host. */
  private List<String> chosenAt(String host, String path, String form, String cookies)
      throws IOException {
    String answer =
        site.raw(
            "POST "
                + path
                + " HTTP/1.1\r\nHost: "
                + host
                + "\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n"
                + (cookies.isEmpty() ? "" : "Cookie: " + cookies + "\r\n")
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + form.length()
                + "\r\n\r\n"
                + form);
    return answer
        .lines()
        .filter(line -> line.regionMatches(true, 0, "Set-Cookie: ", 0, 12))
        .map(line -> line.substring(12))
        .toList();
  }

  /** Returns a header without its value, which differs. */
  private static String place(String header) {
    return header.replaceFirst("=v2[^;]*", "=v2").replaceFirst("; Max-Age=[1-9][0-9]*", "");
  }

  // --- several cookies

  @Test
  void the_first_of_several_decisions_counts_which_is_that_of_the_most_specific_path()
      throws Exception {
    start("", "");
    String accepted = site.consent(FORM);
    String refused = site.consent("choice=reject-all");

    assertThat(site.get("/page", "Cookie", accepted + "; " + refused).body()).contains(LIVE);
    assertThat(site.get("/page", "Cookie", refused + "; " + accepted).body())
        .doesNotContain(LIVE)
        .doesNotContain("<page-panel");
  }

  @Test
  void a_cookie_without_the_format_is_no_decision_and_is_not_deleted() throws Exception {
    start("", "");
    String accepted = site.consent(FORM);
    for (String foreign :
        List.of("yes", "", "v1", "v2.x", "v3.x", accepted.substring(8) + ".", "%7B%7D")) {
      for (String both :
          List.of("consent=" + foreign + "; " + accepted, accepted + "; consent=" + foreign)) {
        assertThat(site.get("/page", "Cookie", both).body())
            .as(both)
            .contains(LIVE)
            .doesNotContain("<page-panel");
        assertThat(setCookies(site.get("/page", "Cookie", both))).as(both).isEmpty();
        assertThat(site.get("/seen", "Cookie", both).body()).isEqualTo(both);
        assertThat(chosenAt("www.example.org", "/consent", "choice=reject-all", both))
            .as(both)
            .extracting(DecisionCookieTest::place)
            .containsExactly("consent=v2; Path=/; SameSite=Lax");
      }
    }
  }

  @Test
  void a_new_decision_deletes_earlier_ones_of_its_own_path() throws Exception {
    start("/shop", "");
    String refused = site.consent("choice=reject-all");
    assertThat(chosenAt("www.example.org", "/shop/consent", FORM, refused))
        .extracting(DecisionCookieTest::place)
        .containsExactly(
            "consent=v2; Path=/shop; SameSite=Lax",
            "consent=; Path=/shop; Domain=www.example.org; Max-Age=0; SameSite=Lax",
            "consent=; Path=/shop; Domain=example.org; Max-Age=0; SameSite=Lax");
    assertThat(chosenAt("www.example.org", "/shop/consent", FORM, ""))
        .extracting(DecisionCookieTest::place)
        .containsExactly("consent=v2; Path=/shop; SameSite=Lax");
  }

  // --- the place of the cookie

  @Test
  void the_site_configures_name_domain_and_path() throws Exception {
    start("/shop", "cookie: { name: choice, domain: example.org, path: / }\n");
    assertThat(chosenAt("www.example.org", "/shop/consent", FORM, ""))
        .extracting(DecisionCookieTest::place)
        .containsExactly("choice=v2; Path=/; Domain=example.org; SameSite=Lax");

    String own = setCookies(site.choose(FORM)).get(0);
    assertThat(place(own)).isEqualTo("choice=v2; Path=/; SameSite=Lax");
    String cookie = own.split(";")[0];
    assertThat(site.get("/page", "Cookie", cookie).body()).contains(LIVE);
    assertThat(site.get("/page", "Cookie", cookie.replace("choice=", "consent=")).body())
        .doesNotContain(LIVE);
    assertThat(site.get("/consent/inventory.json").body())
        .contains("\"name\" : \"choice\"", "\"domain\" : \"example.org\"")
        .doesNotContain("\"name\" : \"consent\"");
  }

  @Test
  void scripts_use_the_same_name_of_the_cookie() throws Exception {
    start("", "cookie: { name: choice }\nother-tabs: on\n");
    String accepted = setCookies(site.choose(FORM)).get(0).split(";")[0];
    for (String page :
        List.of(
            site.get("/page").body(),
            site.get("/page", "Cookie", accepted).body(),
            site.get("/public").body(),
            site.get("/consent").body())) {
      Matcher script = Pattern.compile("(?:src|follow|rules)=\"(/[^\"]+\\.js)\"").matcher(page);
      assertThat(script.results().map(found -> found.group(1)))
          .isNotEmpty()
          .allSatisfy(
              address ->
                  assertThat(site.get(address).body())
                      .as(address)
                      .doesNotContain("$NAME", "$PAIR", "$PATTERN")
                      .doesNotContainPattern("(?<!\\.)consent=(v1|\"|\\(\\?|\\[)"));
    }
  }

  @Test
  void at_a_host_outside_of_the_domain_the_decision_is_stored_for_the_host_alone()
      throws Exception {
    String log =
        CapturedLog.of(
            () -> {
              start("", "cookie: { domain: example.org }\n");
              assertThat(chosenAt("shop.example.com", "/consent", FORM, ""))
                  .extracting(DecisionCookieTest::place)
                  .containsExactly("consent=v2; Path=/; SameSite=Lax");
              site.get("/page");
            });
    assertThat(log.lines().filter(line -> line.contains("not part of 'example.org'"))).hasSize(1);
  }

  @Test
  void a_cookie_that_browsers_would_not_send_back_is_an_error_at_the_start() {
    assertRefused("/shop", "{ name: __Host-consent }", "the application lives at '/shop'");
    assertRefused("/shop", "{ path: /other }", "its path '/other' is not one of the application");
    assertRefused("", "{ path: /shop }", "which lives at '/'");
  }

  private void assertRefused(String contextPath, String cookie, String message) {
    Recording recording =
        new Recording(
            new ConsentFilter(TestSite.policy(TestSite.REFERENCE + "cookie: " + cookie + "\n")));
    try {
      start(contextPath, recording);
      // Undertow initializes filters when they are used first.
      site.get("/page");
    } catch (Exception e) {
      // Jetty does not start at all.
    }
    assertThatThrownBy(recording::rethrow)
        .isInstanceOf(ServletException.class)
        .hasMessageContaining(message);
  }

  /** Records why a filter could not be initialized. */
  private static final class Recording implements Filter {

    private final Filter filter;
    private ServletException refused;

    Recording(Filter filter) {
      this.filter = filter;
    }

    void rethrow() throws ServletException {
      if (refused != null) {
        throw refused;
      }
    }

    @Override
    public void init(FilterConfig config) throws ServletException {
      try {
        filter.init(config);
      } catch (ServletException e) {
        refused = e;
        throw e;
      }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      filter.doFilter(request, response, chain);
    }
  }

  // --- https alone

  @Test
  void a_name_for_https_loses_its_prefix_by_plain_http_and_that_is_logged_once() throws Exception {
    String log =
        CapturedLog.of(
            () -> {
              start("", "cookie: { name: __Host-consent }\n");
              String cookie = setCookies(site.choose(FORM)).get(0);
              assertThat(place(cookie)).isEqualTo("consent=v2; Path=/; SameSite=Lax");
              assertThat(site.get("/page", "Cookie", cookie.split(";")[0]).body()).contains(LIVE);
            });
    assertThat(log.lines().filter(line -> line.contains("plain http")))
        .singleElement()
        .asString()
        .contains("'__Host-consent'", "called 'consent'", "X-Forwarded-Proto");
  }

  @Test
  void by_https_only_the_name_for_https_counts() throws Exception {
    String log =
        CapturedLog.of(
            () -> {
              start("", overHttps("cookie: { name: __Host-consent }\n"));
              String cookie = setCookies(site.choose(FORM)).get(0);
              assertThat(place(cookie))
                  .isEqualTo("__Host-consent=v2; Path=/; Secure; SameSite=Lax");
              String pair = cookie.split(";")[0];
              assertThat(site.get("/page", "Cookie", pair).body()).contains(LIVE);
              String planted = pair.replace("__Host-", "");
              assertThat(site.get("/page", "Cookie", planted).body()).doesNotContain(LIVE);
              assertThat(setCookies(site.choose(FORM, "Cookie", pair + "; " + planted))).hasSize(1);
            });
    assertThat(log).doesNotContain("plain http");
  }

  private static Filter overHttps(String cookie) {
    Filter filter = new ConsentFilter(TestSite.policy(TestSite.REFERENCE + cookie));
    return new Filter() {
      @Override
      public void init(FilterConfig config) throws ServletException {
        filter.init(config);
      }

      @Override
      public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
          throws IOException, ServletException {
        filter.doFilter(
            new HttpServletRequestWrapper((HttpServletRequest) request) {
              @Override
              public String getScheme() {
                return "https";
              }
            },
            response,
            chain);
      }
    };
  }

  // --- browsers that keep no cookies

  @Test
  void a_form_of_the_library_redirects_to_a_check_until_the_browser_has_sent_a_cookie()
      throws Exception {
    start("/app", "");
    String form = FORM + "&lang=de&return=%2Fapp%2Fpage%3Fa%3Db%23c";
    var answer = site.choose(form);
    assertThat(answer.statusCode()).isEqualTo(303);
    String check = "/kept?return=%2Fapp%2Fpage%3Fa%3Db%23c&lang=de";
    assertThat(header(answer, "Location")).isEqualTo("/app/consent" + check);

    String kept = setCookies(answer).get(0).split(";")[0];
    var back = site.get("/consent" + check, "Cookie", kept);
    assertThat(back.statusCode()).isEqualTo(303);
    assertThat(header(back, "Location")).isEqualTo("/app/page?a=b#c");

    var unkept = site.get("/consent" + check);
    assertThat(unkept.statusCode()).isEqualTo(200);
    assertThat(unkept.body())
        .contains("lang=\"de\"", "Ihr Browser nimmt keine Cookies an")
        .contains("href=\"/app/page?a=b#page-panel\"");
    assertThat(header(unkept, "Cache-Control")).isEqualTo("no-store");
    assertThat(setCookies(unkept)).isEmpty();

    assertThat(header(site.choose(form, "Cookie", "any=1"), "Location"))
        .isEqualTo("/app/page?a=b#c");
    assertThat(header(site.choose(FORM + "&return=%2Fapp%2Fpage"), "Location"))
        .isEqualTo("/app/page");
  }

  @Test
  void the_check_redirects_only_within_the_site() throws Exception {
    start("/app", "");
    String accepted = site.consent(FORM);
    for (String address : List.of("//evil.example", "https://evil.example/", "javascript:evil")) {
      var answer = site.get("/consent/kept?lang=evil&return=" + address, "Cookie", accepted);
      assertThat(header(answer, "Location")).isEqualTo("/app/consent");
      assertThat(site.get("/consent/kept?lang=evil&return=" + address).body())
          .contains("lang=\"en\"")
          .doesNotContain("evil");
    }
  }

  @Test
  void the_settings_say_saved_only_if_a_decision_was_sent_back() throws Exception {
    start("", "");
    String accepted = site.consent(FORM);
    assertThat(site.get("/consent?saved=1", "Cookie", accepted).body())
        .contains("Your choice has been saved.");
    assertThat(site.get("/consent?saved=1").body())
        .contains("Your browser does not accept cookies")
        .doesNotContain("has been saved");
  }

  @Test
  void the_script_for_browsers_without_cookies_has_every_language_of_the_site() throws Exception {
    start("", "");
    var script = site.get("/consent/kept.js");
    assertThat(header(script, "Content-Type")).startsWith("text/javascript");
    assertThat(header(script, "Cache-Control")).isEqualTo("no-store");
    assertThat(script.body())
        .contains("\"de\":[\"Ihr Browser nimmt keine Cookies an", "Schlie\\u00dfen")
        .contains("\"en\":[\"Your browser does not accept cookies");
  }
}
