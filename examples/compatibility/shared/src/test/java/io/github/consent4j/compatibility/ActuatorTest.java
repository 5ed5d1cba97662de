package io.github.consent4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Tests what operators see; the classes for it have moved between the lines of Spring Boot. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "management.endpoints.web.exposure.include=health,consent,metrics",
      "management.endpoint.health.show-details=always",
      "consent.policy.records.directory=target/consent-records/${random.uuid}"
    })
class ActuatorTest {

  @TempDir private static Path folder;
  private static Path file;

  private final HttpClient browser = HttpClient.newHttpClient();

  /** Has the site read its policy from a file that can change. */
  @DynamicPropertySource
  static void policy(DynamicPropertyRegistry properties) throws IOException {
    file = folder.resolve("consent.yaml");
    write("youtube");
    properties.add("consent.config", () -> "file:" + file);
  }

  private static void write(String service) throws IOException {
    Files.writeString(
        file,
        """
        site: { name: Institute, privacy-policy: /privacy }
        categories:
          necessary: { required: true }
          external-media: { services: [%s] }
        """
            .formatted(service));
  }

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
    assertThat(get("/actuator/metrics/consent.choices")).contains("external-media", "granted");
  }

  @Test
  void endpoint_and_meters_tell_of_what_is_held_back() throws Exception {
    get("/");

    assertThat(get("/actuator/consent")).contains("\"blockedResources\":{\"youtube\":");
    assertThat(get("/actuator/metrics/consent.resources.blocked")).contains("youtube");
    assertThat(get("/actuator/metrics/consent.gate.time")).contains("complete");
    assertThat(get("/actuator/metrics/consent.gate")).contains("outcome");
  }

  @Test
  void the_endpoint_has_the_inventory_with_what_was_seen() throws Exception {
    get("/");

    HttpResponse<String> inventory = response("/actuator/consent/inventory");
    assertThat(inventory.statusCode()).isEqualTo(200);
    assertThat(inventory.headers().firstValue("Content-Type")).get().asString().contains("json");
    assertThat(inventory.body()).startsWith("{\n  \"schemaVersion\" : \"2.0\"");
    assertThat(inventory.body()).contains("\"declaredAt\" : {", "\"evidence\" : {");
    assertThat(response("/actuator/consent/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void a_bad_policy_is_refused_by_the_endpoint_and_takes_nothing_down() throws Exception {
    write("yuotube");
    HttpResponse<String> refused = reload();
    HttpResponse<String> health = response("/actuator/health");
    write("youtube");
    HttpResponse<String> taken = reload();

    assertThat(refused.statusCode()).isEqualTo(200);
    assertThat(refused.body()).contains("\"succeeded\":false", "did you mean 'youtube'?");
    assertThat(health.body()).contains("\"status\":\"WARNING\"").contains("yuotube");
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(taken.body()).contains("\"succeeded\":true", "\"problems\":[]");
    assertThat(get("/actuator/health")).doesNotContain("WARNING");
  }

  private HttpResponse<String> reload() throws Exception {
    return browser.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/consent"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String get(String path) throws Exception {
    return response(path).body();
  }

  private HttpResponse<String> response(String path) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
