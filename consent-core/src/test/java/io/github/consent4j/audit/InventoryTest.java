package io.github.consent4j.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.consent4j.format.Sha256;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.policy.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
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
                    .map(
                        lifetime ->
                            lifetime instanceof Lifetime.Unknown ? "null" : lifetime.toString())
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
    assertThat(cookie("youtube", "YSC").get("domain").asText()).isEqualTo("youtube.com");
  }

  @Test
  void lists_where_each_fact_was_read() throws IOException {
    JsonNode youtube = service("youtube");

    assertThat(youtube.get("kind").asText()).isEqualTo("video");
    assertThat(youtube.get("provider").get("unconfirmed").asBoolean()).isFalse();
    assertThat(youtube.get("sources"))
        .anySatisfy(
            source -> {
              assertThat(source.get("from").asText())
                  .isEqualTo("github:jkwakman/Open-Cookie-Database @0ee5a17");
              assertThat(source.get("checked").asText()).isEqualTo("2026-11");
              assertThat(source.get("values"))
                  .extracting(JsonNode::asText)
                  .contains("LOGIN_INFO", "DEVICE_INFO");
            })
        .anySatisfy(
            source ->
                assertThat(source.get("values")).extracting(JsonNode::asText).contains("provider"));
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
    assertThat(text(policy)).startsWith("{\n  \"schemaVersion\" : \"2.0\",\n");
  }

  @Test
  void is_the_same_bytes_for_the_same_policy() {
    assertThat(text(ReferencePolicy.get())).isEqualTo(text(ReferencePolicy.get()));
  }

  private JsonNode cookie(String service, String name) throws IOException {
    for (JsonNode cookie : service(service).get("cookies")) {
      if (cookie.get("name").asText().equals(name)) {
        return cookie;
      }
    }
    throw new AssertionError(service + " has no " + name);
  }

  private JsonNode service(String id) throws IOException {
    for (JsonNode category : json(policy).get("categories")) {
      for (JsonNode found : category.get("services")) {
        if (found.get("id").asText().equals(id)) {
          return found;
        }
      }
    }
    throw new AssertionError("there is no " + id);
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

  private static final String OPERATOR =
      """
      site: { name: Institute, address: https://www.institute.example }
      categories:
        necessary: { required: true, enforce: report }
        statistics: { services: [econda, own] }
      renew-after: 3 months
      signals: { statistics: ["google:analytics_storage", econda] }
      audit: { waive: [{ rule: nagging, reason: The works council wants it. }] }
      services:
        econda:
          recipients: [A processor, Another one]
          stores:
            - { name: emos_jcvid, set-by: script }
        own:
          name: Own
          purpose: Counts.
          provider:
            name: Counter Ltd
            contact: privacy@counter.example
            opt-out: https://counter.example/no
          stores: [{ name: n, lifetime: unknown, purpose: Counts. }]
          sources: [{ from: A manual, checked: 2026-11-29, for: [n] }]
      """;

  @Test
  void lists_how_the_library_handles_what_it_meets() throws IOException {
    JsonNode inventory = json(ReferencePolicy.read(OPERATOR));

    assertThat(inventory.at("/renewAfter").asText()).isEqualTo("P3M");
    assertThat(inventory.at("/undeclaredCookies").asText()).isEqualTo("known");
    assertThat(inventory.at("/leftovers").asText()).isEqualTo("expire");
    assertThat(inventory.at("/onError").asText()).isEqualTo("block");
    assertThat(inventory.at("/categories/0/enforce").asText()).isEqualTo("report");
    assertThat(inventory.at("/consentCookie/name").asText()).isEqualTo("consent");
    assertThat(inventory.at("/signals/0/tool").asText()).isEqualTo("google");
    assertThat(inventory.at("/signals/0/type").asText()).isEqualTo("analytics_storage");
    assertThat(inventory.at("/signals/1/type").isNull()).isTrue();
    assertThat(inventory.at("/waivers/0/rule").asText()).isEqualTo("nagging");
    assertThat(inventory.at("/waivers/0/service").isNull()).isTrue();
    assertThat(inventory.at("/waivers/0/reason").asText()).isEqualTo("The works council wants it.");
  }

  @Test
  void lists_what_only_the_operator_can_say() throws IOException {
    JsonNode services = json(ReferencePolicy.read(OPERATOR)).at("/categories/1/services");

    assertThat(services.at("/0/recipients/en").asText()).isEqualTo("A processor, Another one");
    assertThat(services.at("/0/cookies/0/setBy").asText()).isEqualTo("script");
    assertThat(services.at("/0/cookies/0/domain").asText()).isEqualTo("www.institute.example");
    assertThat(services.at("/1/provider/contact").asText()).isEqualTo("privacy@counter.example");
    assertThat(services.at("/1/provider/optOut").asText()).isEqualTo("https://counter.example/no");
    assertThat(services.at("/1/cookies/0/checked").asText()).isEqualTo("2026-11-29");
  }

  @Test
  void says_null_where_nobody_has_declared_anything() throws IOException {
    JsonNode item = json(ReferencePolicy.read(OPERATOR)).at("/categories/1/services/1/cookies/0");

    for (String member :
        new String[] {
          "hostOnly",
          "setBy",
          "lifetime",
          "session",
          "secure",
          "httpOnly",
          "sameSite",
          "partitioned",
          "necessity"
        }) {
      assertThat(item.has(member)).as(member).isTrue();
      assertThat(item.get(member).isNull()).as(member).isTrue();
    }
  }

  @Test
  void lists_where_something_is_declared_only_if_it_is_asked_to() throws IOException {
    Policy declared = ReferencePolicy.read(OPERATOR);
    assertThat(text(declared)).doesNotContain("declaredAt", "consent.yaml");

    JsonNode services =
        new ObjectMapper()
            .readTree(new Inventory(declared).withPlaces().toJson())
            .at("/categories/1/services");

    assertThat(services.at("/0/declaredAt/file").asText()).isEqualTo("consent.yaml");
    assertThat(services.at("/0/declaredAt/line").asInt()).isEqualTo(line("  econda:"));
    assertThat(services.at("/0/cookies/0/declaredAt/line").asInt())
        .isEqualTo(line("      - { name: emos_jcvid, set-by: script }"));
    assertThat(services.at("/0/cookies/1/declaredAt").isNull()).isTrue();
    assertThat(services.at("/1/cookies/0/declaredAt/line").asInt())
        .isEqualTo(line("    stores: [{ name: n, lifetime: unknown, purpose: Counts. }]"));
    assertThat(service(ReferencePolicy.YAML, "youtube").at("/declaredAt/line").asInt())
        .isEqualTo(8);
  }

  private static int line(String text) {
    return OPERATOR.lines().toList().indexOf(text) + 1;
  }

  private static JsonNode service(String yaml, String id) throws IOException {
    JsonNode all =
        new ObjectMapper()
            .readTree(new Inventory(ReferencePolicy.read(yaml)).withPlaces().toJson());
    for (JsonNode category : all.get("categories")) {
      for (JsonNode found : category.get("services")) {
        if (found.get("id").asText().equals(id)) {
          return found;
        }
      }
    }
    throw new AssertionError("there is no " + id);
  }

  @Test
  void has_a_fingerprint_that_depends_on_the_facts_alone() throws IOException {
    Inventory inventory = new Inventory(policy);

    assertThat(inventory.fingerprint()).isEqualTo(Sha256.base64(inventory.facts()));
    assertThat(json(policy).get("policy").asText()).isEqualTo(inventory.fingerprint());
    assertThat(inventory.withPlaces().observed(List.of(), Instant.EPOCH, Instant.MAX).fingerprint())
        .isEqualTo(inventory.fingerprint());
    assertThat(new String(inventory.facts(), StandardCharsets.UTF_8))
        .doesNotContain("generator", "notices", "observation");
    Policy later = ReferencePolicy.read("# one more line\n" + ReferencePolicy.YAML);
    assertThat(new Inventory(later).fingerprint()).isEqualTo(inventory.fingerprint());
    Policy other = ReferencePolicy.read(ReferencePolicy.YAML + "renew-after: 3 months\n");
    assertThat(new Inventory(other).fingerprint()).isNotEqualTo(inventory.fingerprint());
  }

  @Test
  void writes_to_a_stream_what_it_returns() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Inventory(policy).writeTo(out);
    assertThat(out.toByteArray()).isEqualTo(new Inventory(policy).toJson());
  }

  @Test
  void a_stream_that_fails_is_an_exception_of_the_stream() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };
    assertThatThrownBy(() -> new Inventory(policy).writeTo(full))
        .isInstanceOf(IOException.class)
        .hasMessage("full");
  }
}
