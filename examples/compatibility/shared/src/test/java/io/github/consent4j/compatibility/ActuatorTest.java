package io.github.consent4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;

/** Tests what operators see; the classes for it have moved between the lines of Spring Boot. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "management.endpoints.web.exposure.include=health,consent,metrics",
      "management.endpoint.health.show-details=always",
      "consent.policy.records.directory=target/consent-records/${random.uuid}"
    })
class ActuatorTest {

  private final HttpClient browser = HttpClient.newHttpClient();

  @Value("${local.server.port}")
  private int port;

  @Test
  void health_endpoint_and_meters_tell_of_the_proof_of_a_decision() throws Exception {
    HttpRequest choice =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/consent"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString("choice=accept-all"))
            .build();
    assertThat(browser.send(choice, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(303);

    assertThat(get("/actuator/health")).contains("\"consent\":{").contains("\"kept\":1");
    assertThat(get("/actuator/consent"))
        .contains("\"state\":\"ok\"")
        .contains("\"revision\":")
        .contains("\"accept-all\":1");
    assertThat(get("/actuator/metrics/consent.decisions")).contains("accept-all");
  }

  private String get(String path) throws Exception {
    return browser
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
