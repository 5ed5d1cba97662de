package io.github.consent4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;

/** Tests the same application in its container. */
@SiteOnServer
class ServerTest {

  private final HttpClient browser = HttpClient.newHttpClient();

  @Value("${local.server.port}")
  private int port;

  @ParameterizedTest
  @ValueSource(strings = {"/", "/answer", "/callable", "/deferred", "/stream", "/forward"})
  void a_page_is_held_back(String path) throws Exception {
    HttpResponse<String> page = get(path);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<html").doesNotContain(" src=\"" + Pages.VIDEO);
  }

  @Test
  void events_pass_as_they_are() throws Exception {
    assertThat(get("/events").body()).isEqualTo("data:one\n\n");
  }

  @Test
  void a_broken_handler_still_ends_in_the_applications_error_page() throws Exception {
    HttpResponse<String> page = get("/broken");

    assertThat(page.statusCode()).isEqualTo(500);
    assertThat(page.body()).contains("Whitelabel Error Page");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Accept", "text/html")
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
