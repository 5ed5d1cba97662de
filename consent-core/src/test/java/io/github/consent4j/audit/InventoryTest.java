package io.github.consent4j.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.policy.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InventoryTest {

  private final Policy policy = ReferencePolicy.get();

  @Test
  void lists_every_category_service_and_stored_item() throws IOException {
    JsonNode categories = json(policy).get("categories");

    assertThat(categories).hasSize(policy.categories().size());
    for (int c = 0; c < categories.size(); c++) {
      Category category = policy.categories().get(c);
      assertThat(categories.get(c).get("id").asText()).isEqualTo(category.id());
      JsonNode services = categories.get(c).get("services");
      assertThat(services).hasSize(category.services().size());
      for (int s = 0; s < services.size(); s++) {
        Service service = category.services().get(s);
        assertThat(services.get(s).get("name").get("de").asText())
            .isEqualTo(service.name().in("de"));
        assertThat(services.get(s).get("cookies").findValuesAsText("lifetime"))
            .containsExactlyElementsOf(
                service.stores().stream()
                    .map(CookieDescriptor::lifetime)
                    .map(Object::toString)
                    .toList());
      }
    }
  }

  @Test
  void lists_the_details_of_each_cookie() throws IOException {
    JsonNode visitorCookie = cookie("econda", "emos_jcvid");

    assertThat(visitorCookie.get("purpose").get("en").asText()).contains("later visits");
    assertThat(visitorCookie.get("purpose").get("de").asText()).isNotBlank();
    assertThat(visitorCookie.get("provider").asText()).isEqualTo("econda GmbH");
    assertThat(visitorCookie.get("lifetime").asText()).isEqualTo("P730D");
    assertThat(visitorCookie.get("kind").asText()).isEqualTo("cookie");
    assertThat(visitorCookie.get("domain").asText()).isEqualTo("self");
    assertThat(visitorCookie.get("category").asText()).isEqualTo("statistics");
    assertThat(cookie("youtube", "YSC").get("domain").asText()).isEqualTo(".youtube.com");
  }

  @Test
  void lists_the_effect_of_the_privacy_signal_and_the_marks_of_a_service() throws IOException {
    JsonNode categories = json(policy).get("categories");
    JsonNode media = categories.get(2);

    assertThat(categories.get(0).get("gpc").asText()).isEqualTo("ignore");
    assertThat(media.get("gpc").asText()).isEqualTo("refuse");
    assertThat(media.get("services").get(1).get("marks"))
        .extracting(JsonNode::asText)
        .contains("blockquote.twitter-tweet");
  }

  @Test
  void writes_lifetimes_as_the_catalogue_does() throws IOException {
    assertThat(cookie("econda", "econda.privacy.protection").get("lifetime").asText())
        .isEqualTo("PT48H2S");
  }

  @Test
  void lists_the_domains_on_which_a_provider_stores_items() throws IOException {
    JsonNode media = json(policy).get("categories").get(2).get("services");
    assertThat(media.get(0).get("provider").get("domains"))
        .extracting(JsonNode::asText)
        .contains("youtube.com", "google.com", "doubleclick.net");
    assertThat(media.get(1).get("provider").get("domains"))
        .extracting(JsonNode::asText)
        .contains("twitter.com", "t.co");
  }

  @Test
  void writes_the_schema_version_first() {
    assertThat(text(policy)).startsWith("{\n  \"schemaVersion\" : \"1.0\",\n  \"revision\" : \"");
  }

  @Test
  void is_the_same_bytes_for_the_same_policy() {
    assertThat(text(ReferencePolicy.get())).isEqualTo(text(ReferencePolicy.get()));
  }

  private JsonNode cookie(String service, String name) throws IOException {
    for (JsonNode category : json(policy).get("categories")) {
      for (JsonNode found : category.get("services")) {
        for (JsonNode cookie : found.get("cookies")) {
          if (found.get("id").asText().equals(service)
              && cookie.get("name").asText().equals(name)) {
            return cookie;
          }
        }
      }
    }
    throw new AssertionError(service + " has no " + name);
  }

  private static JsonNode json(Policy policy) throws IOException {
    return new ObjectMapper().readTree(new Inventory(policy).toJson());
  }

  private static String text(Policy policy) {
    return new String(new Inventory(policy).toJson(), StandardCharsets.UTF_8);
  }

  private static final String FACTS =
      """
      site:
        name: Institute
        address: https://www.institute.example
        controller: { name: Institute e. V., contact: mail@institute.example }
      languages: [en]
      categories:
        necessary: { required: true }
        statistics: { services: [econda] }
      services:
        econda:
          data-types: [IP address, pages viewed]
          retention: 14 months
          safeguard: None is needed
          necessity: It is not.
          owner: Web team
          note: Asked legal
      """;

  @Test
  void lists_who_is_responsible_and_what_is_declared_of_a_service() throws IOException {
    JsonNode inventory = json(ReferencePolicy.read(FACTS));
    JsonNode econda = inventory.at("/categories/1/services/0");

    assertThat(inventory.at("/site/address").asText()).isEqualTo("https://www.institute.example");
    assertThat(inventory.at("/site/controller/name").asText()).isEqualTo("Institute e. V.");
    assertThat(inventory.at("/site/controller/contact").asText())
        .isEqualTo("mail@institute.example");
    assertThat(inventory.at("/site/controller/dataProtectionOfficer").isNull()).isTrue();
    assertThat(econda.at("/dataTypes/en").asText()).isEqualTo("IP address, pages viewed");
    assertThat(econda.at("/retention/en").asText()).isEqualTo("P14M");
    assertThat(econda.at("/safeguard/en").asText()).isEqualTo("None is needed");
    assertThat(econda.at("/necessity/en").asText()).isEqualTo("It is not.");
  }

  @Test
  void lists_owners_and_notes_only_if_the_operator_publishes_them() throws IOException {
    assertThat(json(ReferencePolicy.read(FACTS)).toString())
        .doesNotContain("Web team", "Asked legal");
    JsonNode published =
        json(ReferencePolicy.read(FACTS + "publish-notes: true\n")).at("/categories/1/services/0");
    assertThat(published.get("owner").asText()).isEqualTo("Web team");
    assertThat(published.get("note").asText()).isEqualTo("Asked legal");
  }
}
