package io.github.consent4j.examples.research;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests the requests and responses of the site without a browser. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ResearchSiteTest {

  @LocalServerPort private int port;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void sets_only_what_is_declared_necessary_before_a_decision() throws Exception {
    assertThat(cookiesSetBy(get("/cooperations", ""))).containsExactly("WESESSION", "emos_jcsid");
  }

  @Test
  void keeps_a_cookie_that_is_not_allowed_from_the_controller() throws Exception {
    HttpResponse<String> page = get("/cooperations", "WESESSION=a; emos_jcvid=b; emos_jcsid=c");

    assertThat(page.body()).contains("<code id=\"received\">WESESSION, emos_jcsid</code>");
  }

  @Test
  void lets_both_through_once_statistics_are_granted() throws Exception {
    String consent = decide("choice=save&grant=statistics", "");

    HttpResponse<String> page = get("/cooperations", consent + "; emos_jcvid=b");

    assertThat(cookiesSetBy(page)).contains("emos_jcvid");
    assertThat(page.body()).contains("emos_jcvid").contains("<code id=\"measured\">true</code>");
  }

  @Test
  void expires_the_cookie_after_withdrawal() throws Exception {
    String granted = decide("choice=accept-all", "");

    HttpResponse<String> withdrawn =
        post("choice=reject-all&return=/cooperations", granted + "; emos_jcvid=b");

    assertThat(withdrawn.headers().allValues("Set-Cookie"))
        .anySatisfy(
            header ->
                assertThat(header).startsWith("emos_jcvid=").containsIgnoringCase("Max-Age=0"));
    assertThat(cookiesSetBy(get("/cooperations", consentIn(withdrawn))))
        .doesNotContain("emos_jcvid");
  }

  @Test
  void links_the_cooperations_page_and_the_cookie_settings_from_the_start_page() throws Exception {
    assertThat(get("/", "").body()).contains("href=\"/cooperations\"", "href=\"/consent\"");
  }

  @Test
  void shows_in_the_privacy_policy_what_is_declared_and_what_is_allowed() throws Exception {
    HttpResponse<String> before = get("/en/data-protection", "");
    HttpResponse<String> after =
        get("/en/data-protection", decide("choice=save&grant=statistics", ""));

    assertThat(before.body()).contains("class=\"consent-cookies\"", "WESESSION", "not counted");
    assertThat(after.body()).contains("WESESSION").doesNotContain("not counted");
    assertThat(before.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
  }

  @Test
  void lists_the_dialog_in_the_inventory() throws Exception {
    HttpResponse<String> inventory = get("/consent/inventory.json", "");

    assertThat(inventory.headers().firstValue("Content-Type")).get().asString().contains("json");
    assertThat(inventory.body())
        .contains("\"WESESSION\"", "\"emos_jcsid\"", "\"emos_jcvid\"", "\"YSC\"", "\"guest_id\"");
  }

  private String decide(String form, String cookies) throws Exception {
    return consentIn(post(form + "&return=/cooperations", cookies));
  }

  private static String consentIn(HttpResponse<String> response) {
    return response.headers().allValues("Set-Cookie").stream()
        .filter(header -> header.startsWith("consent="))
        .map(header -> header.substring(0, header.indexOf(';')))
        .collect(Collectors.joining());
  }

  private static List<String> cookiesSetBy(HttpResponse<String> response) {
    return response.headers().allValues("Set-Cookie").stream()
        .map(header -> header.substring(0, header.indexOf('=')))
        .sorted()
        .toList();
  }

  private HttpResponse<String> post(String form, String cookies) throws Exception {
    return client.send(
        request("/consent", cookies)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", "http://localhost:" + port)
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String cookies) throws Exception {
    return client.send(request(path, cookies).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String cookies) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    return cookies.isEmpty() ? request : request.header("Cookie", cookies);
  }
}
