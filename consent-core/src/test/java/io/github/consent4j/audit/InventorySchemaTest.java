package io.github.consent4j.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.record.Notice;
import io.github.consent4j.seen.Seen.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InventorySchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode DEFINITION = definition();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(DEFINITION);

  private static final String EVERYTHING =
      """
      site:
        name: Institute
        address: https://www.institute.example
        privacy-policy: /privacy
        imprint: /imprint
        needs-consent: by-request
        controller: { name: Institute e. V., address: A street, data-protection-officer: dpo }
      languages: [en, de]
      revision: "7"
      publish-notes: true
      audit: { waive: [{ rule: incomplete-provider, service: econda, reason: It is known. }] }
      signals: { statistics: econda }
      cookie: { name: decision, domain: institute.example, path: / }
      categories:
        necessary: { required: true, before-decision: block }
        statistics: { enforce: report, services: [econda] }
        external-media: { services: [youtube, twitter], apply-to: /media }
      services:
        econda:
          recipients: Somebody
          owner: Web team
          note: Asked legal
          provider: { name: econda, opt-out: /no, contact: mail }
          stores:
            - { name: one, lifetime: unknown, http-only: true, same-site: lax, on-block: defer, purpose: One. }
      """;

  static JsonNode definition() {
    try (InputStream in = Inventory.class.getResourceAsStream("inventory.schema.json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Inventory full() {
    Policy policy = ReferencePolicy.read(EVERYTHING);
    Notice notice =
        new Notice(
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            Layer.BANNER,
            "en",
            "abcdef",
            "p",
            Instant.EPOCH,
            "Words",
            "<p>Words</p>");
    return new Inventory(policy)
        .with(List.of(notice))
        .withPlaces()
        .observed(
            List.of(
                SeenThing.of(Kind.COOKIE, "emos_jcvid").set("institute.example", Duration.ZERO),
                SeenThing.of(Kind.COOKIE, "nobody").set(null, null),
                SeenThing.of(Kind.HOST, "www.youtube.com"),
                SeenThing.of(Kind.SESSION_STORAGE, "nobody")),
            ObservedInventoryTest.FROM,
            ObservedInventoryTest.TO);
  }

  static Stream<byte[]> documents() {
    Set<String> ids = new TreeSet<>(BuiltInCatalogue.load().serviceIds());
    ids.removeAll(List.of("java-web", "consent"));
    Policy catalogue =
        ReferencePolicy.read(
            """
            site: { name: Everything }
            confirmed: %1$s
            languages: [en, de, fr]
            categories:
              necessary: { required: true }
              all: { title: All, description: All., services: %1$s }
            """
                .formatted(ids));
    Inventory reference = new Inventory(ReferencePolicy.get());
    return Stream.of(
        reference.toJson(),
        reference.facts(),
        reference.withPlaces().toJson(),
        reference
            .observed(List.of(), ObservedInventoryTest.FROM, ObservedInventoryTest.TO)
            .toJson(),
        full().toJson(),
        new Inventory(ReferencePolicy.read(EVERYTHING)).facts(),
        new Inventory(catalogue).toJson());
  }

  private static List<String> errors(JsonNode document) {
    return SCHEMA.validate(document).stream().map(Error::toString).toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void every_inventory_fits_the_schema(byte[] document) throws IOException {
    assertThat(errors(JSON.readTree(document))).isEmpty();
  }

  @Test
  void everything_in_the_schema_is_written() throws IOException {
    Set<String> unwritten = new TreeSet<>();
    JsonNode document = JSON.readTree(full().toJson());
    collect(DEFINITION, unwritten, "");
    unwritten.removeAll(names(document, new TreeSet<>()));
    assertThat(unwritten).isEmpty();
  }

  @Test
  void a_member_that_the_schema_does_not_know_does_not_fit() throws IOException {
    JsonNode document = JSON.readTree(full().toJson());
    assertThat(errors(document)).isEmpty();
    ((ObjectNode) document.at("/categories/1/services/0/cookies/0")).put("value", "secret");
    assertThat(errors(document)).singleElement().asString().contains("value");
  }

  @Test
  void a_member_that_is_missing_does_not_fit() throws IOException {
    JsonNode document = JSON.readTree(full().toJson());
    ((ObjectNode) document.at("/categories/1/services/0/provider")).remove("country");
    assertThat(errors(document)).singleElement().asString().contains("country");
  }

  @Test
  void everything_in_the_schema_is_explained() {
    Set<String> silent = new TreeSet<>();
    collectSilent(DEFINITION, silent);
    assertThat(silent).isEmpty();
  }

  private static void collect(JsonNode schema, Set<String> names, String above) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      names.add(property.getKey());
      collect(property.getValue(), names, property.getKey());
    }
    if (schema.has("items")) {
      collect(schema.get("items"), names, above);
    }
    schema.path("$defs").forEach(each -> collect(each, names, above));
  }

  private static Set<String> names(JsonNode document, Set<String> names) {
    document.fieldNames().forEachRemaining(names::add);
    document.forEach(each -> names(each, names));
    return names;
  }

  private static void collectSilent(JsonNode schema, Set<String> silent) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (property.getValue().path("description").asText().isBlank()) {
        silent.add(property.getKey());
      }
      collectSilent(property.getValue(), silent);
    }
    if (schema.has("items")) {
      collectSilent(schema.get("items"), silent);
    }
    schema.path("$defs").forEach(each -> collectSilent(each, silent));
  }
}
