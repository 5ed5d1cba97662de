package io.github.consent4j.examples.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests the filter jar in a web application that does not mention it. */
class PlainSiteTest {

  private static Tomcat tomcat;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    tomcat = PlainSite.start(Path.of("src/main/webapp"), 0);
  }

  @AfterAll
  static void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void sets_only_what_is_declared_necessary_before_a_decision() throws Exception {
    assertThat(cookiesSetBy(get("/cooperations", ""))).containsExactly("WESESSION", "emos_jcsid");
  }

  @Test
  void holds_the_embeds_back_before_a_decision() throws Exception {
    String page = get("/cooperations", "").body();

    assertThat(page)
        .doesNotContain(" src=\"https://www.youtube.com/")
        .doesNotContain(" src=\"https://platform.twitter.com/")
        .contains(
            " data-consent-src=\"https://www.youtube.com/embed/M7lc1UVf-VE?si=kq3Zr8VdT1o2a9Xb\"")
        .contains(" data-consent-src=\"https://platform.twitter.com/widgets.js\"")
        .contains("src=\"https://l.ecn-ldr.de/loader/loader.js\"");
  }

  @Test
  void keeps_a_cookie_that_is_not_allowed_from_the_servlet() throws Exception {
    assertThat(get("/cooperations", "WESESSION=a; emos_jcvid=b").body())
        .contains("<code id=\"received\">WESESSION</code>");
  }

  @Test
  void lets_everything_through_after_accept_all_and_expires_it_after_withdrawal() throws Exception {
    HttpResponse<String> accepted = post("choice=accept-all&return=/cooperations", "");
    String consent = consentIn(accepted);

    HttpResponse<String> page = get("/cooperations", consent + "; emos_jcvid=b");
    HttpResponse<String> withdrawn =
        post("choice=reject-all&return=/cooperations", consent + "; emos_jcvid=b");

    assertThat(accepted.statusCode()).isEqualTo(303);
    assertThat(accepted.headers().firstValue("Location")).contains("/cooperations");
    assertThat(cookiesSetBy(page)).contains("emos_jcvid");
    assertThat(page.body()).contains(" src=\"https://www.youtube.com/", "emos_jcvid</code>");
    assertThat(withdrawn.headers().allValues("Set-Cookie"))
        .anyMatch(header -> header.startsWith("emos_jcvid=") && header.contains("Max-Age=0"));
  }

  @Test
  void serves_static_pages_through_the_gate_as_well() throws Exception {
    String page = get("/", "").body();

    assertThat(page).contains("From the bench to the bedside");
    assertThat(page).doesNotContain(" href=\"https://platform.twitter.com\"");
  }

  @Test
  void leaves_what_is_no_page_byte_for_byte_alone() throws Exception {
    byte[] served =
        client
            .send(
                HttpRequest.newBuilder(uri("/site.css")).build(),
                HttpResponse.BodyHandlers.ofByteArray())
            .body();

    assertThat(served)
        .isEqualTo(java.nio.file.Files.readAllBytes(Path.of("src/main/webapp/site.css")));
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
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String cookies) throws Exception {
    return client.send(request(path, cookies).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String cookies) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    return cookies.isEmpty() ? request : request.header("Cookie", cookies);
  }

  private static URI uri(String path) {
    return URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + path);
  }
}
