package io.github.consent4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.file.FileRecords;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.ClassUtils;

/** JSON is read with the Jackson of the line of Spring Boot, and no other one comes with it. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "consent.policy.csp=report-only")
class JacksonTest {

  private static Path records;

  private final HttpClient browser = HttpClient.newHttpClient();

  @Value("${local.server.port}")
  private int port;

  @DynamicPropertySource
  static void keepRecords(DynamicPropertyRegistry properties) throws IOException {
    records = Files.createTempDirectory(Path.of("target"), "records");
    properties.add("consent.policy.records.directory", records::toString);
  }

  @Test
  void the_class_path_has_the_jackson_of_the_line_alone() {
    boolean isLine3 = SpringBootVersion.getVersion().startsWith("3.");

    assertThat(ClassUtils.isPresent("com.fasterxml.jackson.core.JsonFactory", null))
        .isEqualTo(isLine3);
    assertThat(ClassUtils.isPresent("tools.jackson.core.json.JsonFactory", null))
        .isNotEqualTo(isLine3);
  }

  @Test
  void reports_of_browsers_are_read() throws Exception {
    String report =
        "{\"csp-report\": {\"effective-directive\": \"img-src\","
            + " \"blocked-uri\": \"https://pixel.example/p.gif\"}}";

    assertThat(post("/consent/reports", "application/csp-report", report)).isEqualTo(204);
    assertThat(post("/consent/reports", "application/csp-report", report + "}")).isEqualTo(400);
  }

  @Test
  void records_are_written_and_read() throws Exception {
    assertThat(post("/consent", "application/x-www-form-urlencoded", "choice=accept-all"))
        .isEqualTo(303);

    List<ConsentRecord> found = new ArrayList<>();
    try (FileRecords store = FileRecords.builder(records).readOnly(true).open()) {
      store.forEach(Query.ALL, found::add);
    }
    assertThat(found).singleElement().extracting(ConsentRecord::site).isEqualTo("localhost");
  }

  @Test
  void the_inventory_is_written() throws Exception {
    assertThat(
            browser
                .send(
                    HttpRequest.newBuilder(uri("/consent/inventory.json")).build(),
                    HttpResponse.BodyHandlers.ofString())
                .body())
        .startsWith("{")
        .contains("\"youtube\"");
  }

  private int post(String path, String type, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", type)
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return browser.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }
}
