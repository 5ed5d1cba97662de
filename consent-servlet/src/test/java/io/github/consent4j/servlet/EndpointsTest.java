package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static io.github.consent4j.servlet.TestSite.setCookies;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@OnEveryContainer
class EndpointsTest {

  @Parameter Containers starter;

  private TestSite site;

  @BeforeEach
  void start() throws Exception {
    site =
        new TestSite("/app")
            .page(
                "/",
                (request, response) -> html(response, "<!doctype html><title>own</title><p>page"))
            .page(
                "/to-consent",
                (request, response) ->
                    request.getRequestDispatcher("/consent").forward(request, response))
            .start(starter);
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private void assertRefused(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(setCookies(response)).isEmpty();
    assertThat(header(response, "Content-Type")).startsWith("text/plain");
    assertThat(response.body()).hasLineCount(1).doesNotContain("Exception", "at io.", "evil");
  }

  // --- choices

  @Test
  void a_choice_is_stored_in_the_consent_cookie_and_redirects_to_the_page() throws Exception {
    HttpResponse<String> response = site.choose("choice=accept-all&return=%2Fapp%2Fa%3Fb%3Dc%23d");
    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(header(response, "Location")).isEqualTo("/app/a?b=c#d");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    List<String> cookies = setCookies(response);
    assertThat(cookies).hasSize(1);
    assertThat(cookies.get(0))
        .startsWith("consent=v2.")
        .contains("; Path=/app;", "; SameSite=Lax")
        .doesNotContain("HttpOnly", "Secure", "Domain");
    Matcher maxAge = Pattern.compile("Max-Age=(\\d+)").matcher(cookies.get(0));
    assertThat(maxAge.find()).isTrue();
    assertThat(Duration.ofSeconds(Long.parseLong(maxAge.group(1))))
        .isBetween(Duration.ofDays(180), Duration.ofDays(185));
  }

  @Test
  void L37_over_https_the_consent_cookie_goes_over_https_alone() throws Exception {
    Filter filter = new ConsentFilter(TestSite.policy(TestSite.REFERENCE));
    Filter behindProxy =
        (request, response, chain) ->
            filter.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                  @Override
                  public String getScheme() {
                    return "https";
                  }
                },
                response,
                chain);
    site.close();
    site = new TestSite().filter(behindProxy).start(starter);

    assertThat(setCookies(site.choose("choice=reject-all")))
        .singleElement()
        .asString()
        .startsWith("consent=v2.")
        .contains("; Secure", "; SameSite=Lax");
  }

  /**
   * Browsers show pages from their memory when visitors go back. The pages of a visitor who allowed
   * everything contain no script.
   */
  @Test
  void only_a_withdrawal_makes_the_browser_forget_pages() throws Exception {
    String everything = site.consent("choice=accept-all");

    assertThat(header(site.choose("choice=accept-all"), "Clear-Site-Data")).isEmpty();
    assertThat(header(site.choose("choice=reject-all"), "Clear-Site-Data")).isEmpty();
    for (String choice :
        new String[] {"choice=reject-all", "choice=withdraw&grant=youtube", "grant=econda"}) {
      assertThat(header(site.choose(choice, "Cookie", everything), "Clear-Site-Data"))
          .as(choice)
          .isEqualTo("\"cache\"");
    }
    assertThat(
            header(
                site.choose("choice=grant&grant=econda", "Cookie", everything), "Clear-Site-Data"))
        .isEmpty();
  }

  @Test
  void every_choice_means_what_it_says() throws Exception {
    assertThat(states(site.consent("choice=accept-all")))
        .contains("\"econda\",\"state\":\"granted\"", "\"youtube\",\"state\":\"granted\"");
    assertThat(states(site.consent("choice=reject-all")))
        .contains("\"econda\",\"state\":\"refused\"", "\"youtube\",\"state\":\"refused\"");
    String saved = site.consent("choice=save&grant=statistics&grant=twitter");
    assertThat(states(saved))
        .contains(
            "\"econda\",\"state\":\"granted\"",
            "\"youtube\",\"state\":\"refused\"",
            "\"twitter\",\"state\":\"granted\"",
            "\"state\":\"partial\"");
    assertThat(states(site.consent("grant=statistics")))
        .contains("\"econda\",\"state\":\"granted\"", "\"youtube\",\"state\":\"refused\"");
  }

  @Test
  void granting_and_withdrawing_leave_the_rest_as_it_is() throws Exception {
    String saved = site.consent("choice=save&grant=statistics");
    String granted = after(saved, "choice=grant&grant=youtube");
    assertThat(states(granted))
        .contains("\"econda\",\"state\":\"granted\"", "\"youtube\",\"state\":\"granted\"");
    assertThat(states(after(granted, "choice=withdraw&grant=statistics")))
        .contains("\"econda\",\"state\":\"refused\"", "\"youtube\",\"state\":\"granted\"");
  }

  private String after(String consent, String form) throws Exception {
    return setCookies(site.choose(form, "Cookie", consent)).get(0).split(";")[0];
  }

  private String states(String consent) throws Exception {
    return site.get("/consent/state.json", "Cookie", consent).body();
  }

  @Test
  void scripts_get_the_new_state_as_json() throws Exception {
    HttpResponse<String> response = site.choose("choice=reject-all", "Accept", "application/json");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).startsWith("application/json");
    assertThat(response.body()).startsWith("{\"made\":true,\"needsAnswer\":false,");
    assertThat(setCookies(response)).hasSize(1);
  }

  @Test
  void without_a_return_address_the_settings_are_shown() throws Exception {
    assertThat(header(site.choose("choice=reject-all"), "Location")).isEqualTo("/app/consent");
  }

  @Test
  @SecurityItem(12)
  void addresses_on_other_sites_are_no_return_addresses() throws Exception {
    for (String address :
        new String[] {
          "//evil.example",
          "/\\evil.example",
          "/\t/evil.example",
          "https:evil.example",
          "https://evil.example/",
          "javascript:alert(1)",
          "\\\\evil.example",
          "@evil.example",
          "evil.example",
          "/x\r\nSet-Cookie: evil=1",
          "/" + "x".repeat(3000)
        }) {
      String encoded = URLEncoder.encode(address, StandardCharsets.UTF_8);
      assertRefused(site.choose("choice=accept-all&return=" + encoded), 400);
    }
    HttpResponse<String> encodedBreak = site.choose("choice=accept-all&return=/x%250d%250ay");
    assertThat(header(encodedBreak, "Location")).isEqualTo("/x%0d%0ay");
    HttpResponse<String> foreign = site.choose("choice=accept-all&return=/%C3%BC%20%22");
    assertThat(header(foreign, "Location")).isEqualTo("/%C3%BC%20%22");
  }

  @Test
  void an_invalid_choice_is_refused_and_nothing_is_stored() throws Exception {
    for (String form :
        new String[] {
          "",
          "choice=",
          "choice=evil",
          "choice=save&choice=accept-all",
          "choice=save&grant=evil",
          "choice=grant&grant=statistics&grant=%3Cscript%3E",
          "choice=%zz",
          "choice=accept-all&return=/a&return=/b"
        }) {
      assertRefused(site.choose(form), 400);
    }
  }

  @Test
  @SecurityItem({1, 2, 3, 4, 6, 10})
  void choices_from_other_sites_are_refused() throws Exception {
    String form = "choice=accept-all";
    assertRefused(site.post(form, "Sec-Fetch-Site", "cross-site"), 403);
    assertRefused(site.post(form, "Sec-Fetch-Site", "same-site"), 403);
    assertRefused(site.post(form, "Sec-Fetch-Site", "none"), 403);
    assertRefused(site.post(form, "Sec-Fetch-Site", "cross-site", "Origin", site.origin()), 403);
    assertRefused(site.post(form, "Origin", "http://evil.example"), 403);
    assertRefused(site.post(form, "Origin", "http://localhost:1"), 403);
    assertRefused(site.post(form, "Origin", "null"), 403);
    assertRefused(
        site.post(form, "Origin", "http://evil.example", "X-Forwarded-Host", "evil.example"), 403);
    assertRefused(site.post(form, "Origin", "http://localhost@evil.example"), 403);
    assertRefused(site.post(form, "Referer", "http://evil.example/"), 403);
  }

  @Test
  void the_refusal_of_a_choice_without_an_origin_says_what_is_missing() throws Exception {
    HttpResponse<String> refused = site.post("choice=accept-all");
    assertRefused(refused, 403);
    assertThat(refused.body()).contains("none of the headers Sec-Fetch-Site, Origin and Referer");
    assertThat(site.post("choice=accept-all", "Origin", "null").body()).doesNotContain("headers");

    HttpResponse<String> page =
        site.post("choice=accept-all", "Accept", "text/html", "Accept-Language", "de");
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body())
        .contains("Das hat nicht funktioniert", "<p lang=\"en\" dir=\"ltr\">Choices are only taken")
        .contains("Sec-Fetch-Site, Origin and Referer.</p>");
  }

  @Test
  void an_address_of_the_same_origin_is_a_return_address() throws Exception {
    String own = site.origin();
    for (String[] address :
        new String[][] {
          {own + "/app/a?b=c|d#e", "/app/a?b=c%7Cd#e"},
          {own.replace("http", "HTTP").replace("localhost", "LocalHost") + "/app", "/app"},
          {own, "/"},
          {own + "?a", "/?a"},
          {own + "#a", "/#a"}
        }) {
      String encoded = URLEncoder.encode(address[0], StandardCharsets.UTF_8);
      assertThat(header(site.choose("choice=accept-all&return=" + encoded), "Location"))
          .isEqualTo(address[1]);
      assertThat(site.get("/consent?return=" + encoded).body())
          .contains("name=\"return\" value=\"" + address[1] + '"');
    }
  }

  @Test
  @SecurityItem(12)
  void an_address_of_another_origin_is_no_return_address() throws Exception {
    String own = site.origin();
    for (String address :
        new String[] {
          own + "//evil.example",
          own + "/\\evil.example",
          own + "\\evil.example",
          own + "@evil.example/",
          own + ".evil.example/",
          own.replace("http:", "ftp:") + "/",
          own.replace("localhost", "user@localhost") + "/",
          own.replace("localhost", "127.0.0.1") + "/",
          "http://localhost/evil",
          "http://localhost:1/evil",
          "http:///evil",
          "http://",
          "view-source:" + own + "/"
        }) {
      String encoded = URLEncoder.encode(address, StandardCharsets.UTF_8);
      assertRefused(site.choose("choice=accept-all&return=" + encoded), 400);
      assertThat(site.get("/consent?return=" + encoded).body())
          .contains("name=\"return\" value=\"/app/consent?saved=1")
          .doesNotContain("evil");
    }
  }

  @Test
  @SecurityItem(5)
  void choices_from_this_site_are_accepted_from_browsers_of_any_age() throws Exception {
    String form = "choice=accept-all";
    assertThat(site.post(form, "Origin", site.origin()).statusCode()).isEqualTo(303);
    assertThat(site.post(form, "Referer", site.origin() + "/app/x").statusCode()).isEqualTo(303);
    assertThat(site.post(form, "Origin", "null", "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(303);
  }

  @Test
  void choices_are_accepted_behind_a_proxy_that_terminates_https() throws Exception {
    String answer =
        site.raw(
            "POST /app/consent HTTP/1.1\r\nHost: site.example\r\nOrigin: https://site.example\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 17\r\n"
                + "Connection: close\r\n\r\nchoice=accept-all");
    assertThat(answer).contains(" 303").containsIgnoringCase("Set-Cookie: consent=v2");
  }

  @Test
  void a_foreign_cookie_stays_after_a_choice() throws Exception {
    String consent = site.consent("choice=accept-all");
    for (String cookies :
        new String[] {"consent=x", "consent=x; consent=y", "consent=x; " + consent}) {
      assertThat(setCookies(site.choose("choice=accept-all", "Cookie", cookies)))
          .as(cookies)
          .singleElement()
          .asString()
          .startsWith("consent=v2");
    }
  }

  @Test
  @SecurityItem({8, 24})
  @Trap(23)
  void only_forms_of_limited_size_are_read() throws Exception {
    for (String type : new String[] {"text/plain", "multipart/form-data", "application/json"}) {
      HttpRequest.Builder request =
          site.request("/consent")
              .headers("Content-Type", type, "Sec-Fetch-Site", "same-origin")
              .POST(HttpRequest.BodyPublishers.ofString("choice=accept-all"));
      assertRefused(site.send(request), 415);
    }
    assertRefused(site.choose("choice=accept-all&x=" + "x".repeat(20_000)), 413);
    byte[] large = ("choice=accept-all&x=" + "x".repeat(20_000)).getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder chunked =
        site.request("/consent")
            .headers(
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Sec-Fetch-Site",
                "same-origin")
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
    assertRefused(site.send(chunked), 413);
  }

  @Test
  @SecurityItem({7, 9})
  void other_methods_are_not_allowed() throws Exception {
    for (String method : new String[] {"PUT", "DELETE", "PATCH", "OPTIONS", "QUERY"}) {
      HttpRequest.Builder request =
          site.request("/consent").method(method, HttpRequest.BodyPublishers.noBody());
      HttpResponse<String> response = site.send(request);
      assertRefused(response, 405);
      assertThat(header(response, "Allow")).isEqualTo("GET, HEAD, POST");
      assertThat(header(response, "Access-Control-Allow-Origin")).isEmpty();
    }
    HttpRequest.Builder post =
        site.request("/consent/state.json").POST(HttpRequest.BodyPublishers.noBody());
    assertRefused(site.send(post), 405);
  }

  @Test
  void an_error_page_is_in_the_visitors_language_and_says_how_to_go_on() throws Exception {
    String[] person = {"Accept", "text/html,*/*;q=0.8", "Accept-Language", "de"};
    HttpResponse<String> old =
        site.post("choice=grant&grant=gone", headers(person, "Sec-Fetch-Site", "same-origin"));
    HttpResponse<String> none = site.get("/consent/gone", person);

    assertThat(List.of(old.statusCode(), none.statusCode())).containsExactly(400, 404);
    for (HttpResponse<String> response : List.of(old, none)) {
      assertThat(header(response, "Content-Type")).startsWith("text/html");
      assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
      assertThat(setCookies(response)).isEmpty();
      assertThat(response.body())
          .contains("<html lang=\"de\"", "Das hat nicht funktioniert.", "Einstellungen</a>")
          .contains("/consent?lang=de\"")
          .doesNotContain("gone");
    }
  }

  private static String[] headers(String[] some, String... more) {
    return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
  }

  // --- pages and data

  @Test
  @SecurityItem({17, 32, 35})
  void the_settings_page_cannot_be_framed_and_is_not_stored() throws Exception {
    HttpResponse<String> page = site.get("/consent", "Accept-Language", "de-AT,en;q=0.5");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("lang=\"de\"").contains("action=\"/app/consent\"");
    assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
    assertThat(header(page, "Content-Security-Policy"))
        .startsWith("default-src 'none'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
    assertThat(site.get("/consent", "Accept-Language", "fr;q=x;;,").body()).contains("lang=\"en\"");
  }

  @Test
  void the_settings_lead_back_to_the_page_from_which_they_were_opened() throws Exception {
    assertThat(site.get("/consent?return=%2Fapp%2Fpage%3Fa%3Db").body())
        .contains("value=\"/app/page?a=b\"");
    assertThat(site.get("/consent?return=%2F%2Fevil.example").body())
        .contains("value=\"/app/consent")
        .doesNotContain("evil");
  }

  @Test
  void a_plain_link_to_the_settings_leads_back_too_if_there_is_a_referrer() throws Exception {
    String own = "http://localhost:" + site.port();
    for (String from : new String[] {"/app/page?a=b%20c", "/app/page?a=b%20c#fragment"}) {
      assertThat(site.get("/consent", "Referer", own + from).body())
          .contains("name=\"return\" value=\"/app/page?a=b%20c\"");
    }
    assertThat(site.get("/consent?return=%2Fapp%2Fother", "Referer", own + "/app/page").body())
        .contains("value=\"/app/other\"");
    for (String from :
        new String[] {
          own,
          own + "/app/consent?saved=1",
          own + "/app/consent/embed?x",
          own + "//evil.example/",
          "http://localhost:1/evil",
          "http://evil.example/app/evil",
          "http://localhost:" + site.port() + "@evil.example/app/evil",
          "about:evil",
          "%evil"
        }) {
      assertThat(site.get("/consent", "Referer", from).body())
          .as(from)
          .contains("name=\"return\" value=\"/app/consent?saved=1&amp;lang=en\"")
          .doesNotContain("evil");
    }
  }

  @Test
  void the_state_of_an_undecided_visitor_says_so() throws Exception {
    HttpResponse<String> state = site.get("/consent/state.json", "Cookie", "consent=evil");
    assertThat(header(state, "Cache-Control")).isEqualTo("no-store");
    assertThat(state.body())
        .startsWith("{\"made\":false,\"needsAnswer\":true,")
        .contains("\"webedition\",\"state\":\"required\"", "\"econda\",\"state\":\"undecided\"");
  }

  @Test
  void the_inventory_is_a_table_for_spreadsheets_and_for_texts() throws Exception {
    HttpResponse<String> csv = site.get("/consent/inventory.csv?lang=de");
    assertThat(csv.statusCode()).isEqualTo(200);
    assertThat(header(csv, "Content-Type")).startsWith("text/csv");
    assertThat(csv.body()).contains("service,serviceName,", "emos_jcvid", "Externe Medien");
    HttpResponse<String> markdown = site.get("/consent/inventory.md?lang=de");
    assertThat(header(markdown, "Content-Type")).startsWith("text/markdown");
    assertThat(markdown.body()).contains("## Externe Medien", "emos\\_jcvid");
  }

  @Test
  void the_cookie_table_can_be_included_by_servers_and_kept_by_caches() throws Exception {
    HttpResponse<String> table = site.get("/consent/inventory.html", "Accept-Language", "de");
    assertThat(table.statusCode()).isEqualTo(200);
    assertThat(table.body())
        .startsWith("<div class=\"consent-cookies\" lang=\"de\"")
        .contains("href=\"/app/consent/assets/", "<caption", "emos_<wbr>jcvid")
        .doesNotContain("<html", "<form", "<script", "consent-banner");
    assertThat(header(table, "Content-Type")).startsWith("text/html");
    assertThat(header(table, "Cache-Control")).isEqualTo("no-cache");
    assertThat(table.headers().allValues("Vary")).containsExactly("Accept-Language");
    assertThat(setCookies(table)).isEmpty();

    String tag = header(table, "ETag");
    HttpResponse<String> again =
        site.get("/consent/inventory.html", "Accept-Language", "de", "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(again, "ETag")).isEqualTo(tag);
    HttpResponse<String> other =
        site.get("/consent/inventory.html", "Accept-Language", "en", "If-None-Match", tag);
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.body()).contains("lang=\"en\"");
  }

  @Test
  void a_table_in_a_named_language_is_the_same_for_everybody() throws Exception {
    HttpResponse<String> english =
        site.get("/consent/inventory.html?lang=en", "Accept-Language", "de");
    HttpResponse<String> german = site.get("/consent/inventory.html?lang=de-AT");
    assertThat(english.body()).contains("lang=\"en\"");
    assertThat(english.headers().allValues("Vary")).isEmpty();
    assertThat(german.body()).contains("lang=\"de\"");
  }

  @Test
  void the_inventory_is_available_to_auditors() throws Exception {
    HttpResponse<String> inventory = site.get("/consent/inventory.json");
    assertThat(inventory.statusCode()).isEqualTo(200);
    assertThat(header(inventory, "Content-Type")).startsWith("application/json");
    assertThat(inventory.body()).contains("emos_jcvid", "WESESSION", "YouTube");
  }

  @Test
  void the_inventory_is_sent_again_only_if_it_has_changed() throws Exception {
    HttpResponse<String> first = site.get("/consent/inventory.json");
    String tag = header(first, "ETag");
    assertThat(tag).matches("\"[\\w-]{43}\"");
    assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
    assertThat(header(first, "Content-Length")).isEqualTo(String.valueOf(first.body().length()));

    for (String known : new String[] {tag, "W/" + tag, "\"other\", " + tag, "*"}) {
      HttpResponse<String> again = site.get("/consent/inventory.json", "If-None-Match", known);
      assertThat(again.statusCode()).as(known).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(header(again, "ETag")).isEqualTo(tag);
    }
    HttpResponse<String> other = site.get("/consent/inventory.json", "If-None-Match", "\"other\"");
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.body()).isEqualTo(first.body());
  }

  @Test
  void the_inventory_for_everybody_contains_neither_observations_nor_files() throws Exception {
    site.get("/page");
    assertThat(site.get("/consent/inventory.json").body())
        .contains("\"notices\"")
        .doesNotContain("evidence", "declaredAt", "consent.yaml", "undeclared\"");
  }

  @Test
  void the_placeholder_is_shown_for_urls_of_the_service_alone() throws Exception {
    String embed = "/consent/embed?service=youtube&return=%2Fapp%2Fpage&url=";
    HttpResponse<String> page =
        site.get(embed + "https%3A%2F%2Fwww.youtube.com%2Fembed%2Fx%3Fa%3Db");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("https://www.youtube.com/embed/x?a=b", "/app/page");
    assertThat(header(page, "Referrer-Policy")).isEqualTo("strict-origin-when-cross-origin");
    assertThat(header(page, "X-Frame-Options")).isEqualTo("SAMEORIGIN");
    assertThat(header(page, "Content-Security-Policy")).contains("frame-ancestors 'self'");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
    for (String url :
        new String[] {
          "https://evil.example/",
          "https://www.youtube.com.evil.example/",
          "https://www.youtube.com@evil.example/",
          "https://evil.example/https://www.youtube.com/",
          "//www.youtube.com/embed/x",
          "javascript:alert('https://www.youtube.com/')",
          "data:text/html,evil",
          "ftp://www.youtube.com/",
          "https://platform.twitter.com/widgets.js",
          ""
        }) {
      assertRefused(site.get(embed + URLEncoder.encode(url, StandardCharsets.UTF_8)), 400);
    }
    // Scripts use the whole URL of their page; only its path is the return address.
    String frame = "/consent/embed?service=youtube&url=https://www.youtube.com/&return=";
    assertThat(site.get(frame + "https://evil.example/app/page%3Fa").body())
        .contains("\"/app/page?a\"")
        .doesNotContain("evil");
    for (String back :
        new String[] {"https:evil", "https://evil.example//evil.example", "https://evil.example"}) {
      assertRefused(site.get(frame + back), 400);
    }
    assertRefused(site.get("/consent/embed"), 400);
    assertRefused(site.get("/consent/embed?service=evil&url=https://www.youtube.com/"), 400);
    assertRefused(
        site.get(
            "/consent/embed?service=youtube&url=https://www.youtube.com/&return=//evil.example"),
        400);
  }

  private static final String VIDEO =
      "/consent/embed?service=youtube&url=https%3A%2F%2Fwww.youtube.com%2Fembed%2Fx%3Fa%3Db%22%20c";

  private static final String[] IN_OWN_PAGE = {
    "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Dest", "iframe"
  };

  /**
   * Browsers check all pages around a frame. A page of another site may surround the site's own
   * page.
   */
  @Test
  void a_page_of_the_site_with_the_placeholder_may_be_framed_by_another_site() throws Exception {
    for (String[] headers :
        new String[][] {IN_OWN_PAGE, {"Referer", site.origin() + "/app/page"}}) {
      HttpResponse<String> page = site.get(VIDEO, headers);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(header(page, "X-Frame-Options")).isEmpty();
      assertThat(header(page, "Content-Security-Policy"))
          .startsWith("default-src 'none'")
          .doesNotContain("frame-ancestors");
    }
  }

  @Test
  void a_page_of_another_site_cannot_frame_the_placeholder_itself() throws Exception {
    for (String[] headers :
        new String[][] {
          {},
          {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Dest", "iframe"},
          {"Sec-Fetch-Site", "same-site", "Sec-Fetch-Dest", "iframe"},
          {"Sec-Fetch-Site", "none", "Sec-Fetch-Dest", "document"},
          {"Sec-Fetch-Site", "cross-site", "Referer", site.origin() + "/app/page"},
          {"Referer", "https://evil.example/app/page"}
        }) {
      HttpResponse<String> page = site.get(VIDEO, headers);
      assertThat(header(page, "X-Frame-Options")).isEqualTo("SAMEORIGIN");
      assertThat(header(page, "Content-Security-Policy")).endsWith("; frame-ancestors 'self'");
    }
  }

  @Test
  void a_frame_is_redirected_to_its_content_when_the_visitor_allows_it() throws Exception {
    String allowed = site.consent("choice=grant&grant=youtube");
    HttpResponse<String> led = site.get(VIDEO, with(IN_OWN_PAGE, "Cookie", allowed));
    assertThat(led.statusCode()).isEqualTo(303);
    assertThat(header(led, "Location")).isEqualTo("https://www.youtube.com/embed/x?a=b%22%20c");
    assertThat(header(led, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(led, "Referrer-Policy")).isEqualTo("strict-origin-when-cross-origin");

    String refused = site.consent("choice=reject-all");
    assertThat(site.get(VIDEO, with(IN_OWN_PAGE, "Cookie", refused)).statusCode()).isEqualTo(200);
    HttpResponse<String> shared =
        site.get(VIDEO + "&shared=1", with(IN_OWN_PAGE, "Cookie", allowed));
    assertThat(shared.statusCode()).as("the page's script does it").isEqualTo(200);
    // No link to this site redirects visitors to another site.
    for (String[] link :
        new String[][] {
          {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Dest", "document"},
          {"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Dest", "document"},
          {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Dest", "iframe"},
          {}
        }) {
      assertThat(site.get(VIDEO, with(link, "Cookie", allowed)).statusCode()).isEqualTo(200);
    }
    String elsewhere = VIDEO.replace("www.youtube.com", "evil.example");
    assertRefused(site.get(elsewhere, with(IN_OWN_PAGE, "Cookie", allowed)), 400);
  }

  private static String[] with(String[] headers, String... more) {
    return Stream.of(headers, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void a_frame_with_undeclared_content_says_so_only_on_a_page_of_this_site() throws Exception {
    String strange = "/consent/embed?url=https%3A%2F%2Fmaps.example%2Fa";
    TestSite strict =
        new TestSite()
            .policy(TestSite.policy(TestSite.REFERENCE + "undeclared-hosts: block\n"))
            .start(starter);
    try {
      HttpResponse<String> page = strict.get(strange, IN_OWN_PAGE);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("has not released", "href=\"https://maps.example/a\"");
      assertThat(header(page, "X-Frame-Options")).isEmpty();
      assertThat(strict.get(strange, "Referer", strict.origin() + "/page").statusCode())
          .isEqualTo(200);
      for (String[] others :
          new String[][] {
            {},
            {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Dest", "iframe"},
            {"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Dest", "document"},
            {"Referer", "https://evil.example/"}
          }) {
        assertRefused(strict.get(strange, others), 400);
      }
      for (String nothing :
          new String[] {
            "https://www.youtube.com/x",
            "javascript:alert(1)",
            "data:text/html,x",
            "//a.example",
            ""
          }) {
        String url =
            "/consent/embed?service=&url=" + URLEncoder.encode(nothing, StandardCharsets.UTF_8);
        assertThat(strict.get(url, IN_OWN_PAGE).statusCode()).as(nothing).isEqualTo(204);
      }
    } finally {
      strict.close();
    }
    assertThat(site.get(strange, IN_OWN_PAGE).statusCode())
        .as("where such frames are let through")
        .isEqualTo(204);
  }

  /** L41: a visitor who allows one video has not answered the other questions. */
  @Test
  void a_grant_of_one_service_answers_only_for_that_service() throws Exception {
    HttpResponse<String> granted =
        site.choose("choice=grant&grant=youtube", "Accept", "application/json");
    assertThat(granted.body())
        .contains("\"made\":true,\"needsAnswer\":true")
        .contains("{\"id\":\"youtube\",\"state\":\"granted\"}")
        .contains("{\"id\":\"twitter\",\"state\":\"undecided\"}")
        .contains("{\"id\":\"econda\",\"state\":\"undecided\"}");
    String cookie = site.consent("choice=grant&grant=youtube");
    assertThat(cookie).contains(".+youtube.");
    assertThat(site.get("/page", "Cookie", cookie).body()).contains("<page-panel");
    HttpResponse<String> rest =
        site.choose("choice=reject-all", "Accept", "application/json", "Cookie", cookie);
    assertThat(rest.body())
        .contains("\"made\":true,\"needsAnswer\":false")
        .doesNotContain("undecided", "\"granted\"");
  }

  @Test
  @SecurityItem(35)
  void assets_are_cached_for_ever_and_compressed_on_request() throws Exception {
    Matcher path =
        Pattern.compile("\"/app(/consent/assets/[0-9a-f]+/[a-z]+\\.js)\"")
            .matcher(site.get("/page").body());
    assertThat(path.find()).isTrue();
    HttpResponse<byte[]> plain = site.bytes(path.group(1));
    assertThat(header(plain, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(header(plain, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(header(plain, "X-Content-Type-Options")).isEqualTo("nosniff");
    HttpResponse<byte[]> zipped = site.bytes(path.group(1), "Accept-Encoding", "br, gzip;q=0.5");
    assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
    InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.body()));
    assertThat(unzipped.readAllBytes()).isEqualTo(plain.body());
    HttpResponse<byte[]> refused = site.bytes(path.group(1), "Accept-Encoding", "gzip;q=0");
    assertThat(header(refused, "Content-Encoding")).isEmpty();
    assertRefused(site.get("/consent/assets/000000000000/other.js"), 404);
  }

  @Test
  void there_is_nothing_else_below_the_base_path() throws Exception {
    assertRefused(site.get("/consent/evil"), 404);
    assertRefused(site.get("/consent/assets/"), 404);
    assertThat(site.get("/consented").body()).contains("<title>own</title>");
  }

  @Test
  @SecurityItem(40)
  void own_pages_are_only_served_to_requests_from_outside() throws Exception {
    assertThat(site.get("/to-consent").body()).contains("<title>own</title>");
  }

  @Test
  @SecurityItem(39)
  void another_spelling_of_the_path_does_not_avoid_the_checks() throws Exception {
    for (String path :
        new String[] {
          "/app/consent;jsessionid=x",
          "/app/consent;x=1",
          "/app;x=1/consent",
          "/app/%63onsent",
          "/app/./consent",
          "/app//consent",
          "/app/x/../consent",
          "/app/x/%2e%2e/consent",
          "/app/consent%2f",
          "/app/consent%00",
          "/app/consent%3b"
        }) {
      String answer =
          site.raw(
              "POST "
                  + path
                  + " HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\n"
                  + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 17\r\n"
                  + "Connection: close\r\n\r\nchoice=accept-all");
      assertThat(answer).as(path).doesNotContainIgnoringCase("Set-Cookie: consent");
    }
  }

  @Test
  @SecurityItem(13)
  void a_foreign_host_header_is_not_repeated() throws Exception {
    String answer =
        site.raw(
            "POST /app/consent HTTP/1.1\r\nHost: evil.example\r\nSec-Fetch-Site: same-origin\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 17\r\n"
                + "Connection: close\r\n\r\nchoice=accept-all");
    assertThat(answer).contains(" 303").contains("/app/consent").doesNotContain("evil.example");
  }
}
