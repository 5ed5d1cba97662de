package io.github.consent4j.record.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.document.JsonDocument;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.consent4j.audit.Inventory;
import io.github.consent4j.policy.ReferencePolicy;
import java.io.IOException;
import java.io.StringReader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DpvInventoryTest {

  private static final String POLICY =
      """
      site:
        name: Institute
        privacy-policy: /privacy
        ADDRESS
        controller:
          name: Institute of Examples e. V.
          address: Example Street 1, Heidelberg
          contact: info@institute.example
          data-protection-officer: dpo@institute.example
      languages: [en, de]
      categories:
        necessary: { required: true, services: [webedition, econda-session] }
        statistics: { services: [econda] }
        external-media: { services: [youtube, vimeo] }
      """;

  private static String document(String address) throws IOException {
    String policy = POLICY.replace("ADDRESS", address);
    Inventory inventory = new Inventory(ReferencePolicy.read(policy));
    return new String(DpvInventory.of(inventory.toJson(), "de"), UTF_8);
  }

  private static String document() throws IOException {
    return document("address: 'https://www.institute.example'");
  }

  private static JsonNode node(String document, String id) throws IOException {
    for (JsonNode node : new ObjectMapper().readTree(document).at("/@graph")) {
      if (node.get("@id").asText().equals(id)) {
        return node;
      }
    }
    throw new AssertionError(id + " is not in " + document);
  }

  @Test
  void every_term_is_one_of_the_vocabulary() throws IOException {
    Set<String> known = DpvSheetTest.terms(' ');
    Set<String> used = new TreeSet<>();
    DpvSheetTest.TERM.matcher(document()).results().forEach(found -> used.add(found.group(1)));

    assertThat(used)
        .hasSizeGreaterThan(20)
        .contains("dpv:Process", "dpv:ServiceUsageAnalytics", "loc:IE", "eu-gdpr:A6-1-a");
    assertThat(used).allMatch(term -> DpvSheetTest.isTerm(term, known));
  }

  @Test
  void a_processor_of_json_ld_reads_every_member() throws Exception {
    String expanded = JsonLd.expand(JsonDocument.of(new StringReader(document()))).get().toString();

    assertThat(expanded)
        .doesNotContain("\"dpv:", "\"dct:", "\"skos:", "\"eu-gdpr:", "\"loc:", "\"pd:")
        .contains("https://w3id.org/dpv#hasLegalBasis", "https://w3id.org/dpv/loc#IE");
  }

  @Test
  void a_service_is_a_process_of_the_controller() throws IOException {
    JsonNode econda = node(document(), "https://www.institute.example/#service-econda");

    assertThat(econda.get("@type").asText()).isEqualTo("dpv:Process");
    assertThat(econda.at("/dpv:hasDataController/@id").asText())
        .isEqualTo("https://www.institute.example/#controller");
    assertThat(econda.at("/dpv:hasPurpose/skos:broader/@id").asText())
        .isEqualTo("dpv:ServiceUsageAnalytics");
    assertThat(econda.at("/dpv:hasPurpose/dct:description/@language").asText()).isEqualTo("de");
    assertThat(econda.at("/dpv:hasLegalBasis/@id").asText()).isEqualTo("eu-gdpr:A6-1-a");
    String recipient = econda.at("/dpv:hasRecipient/@id").asText();
    assertThat(node(document(), recipient).get("dpv:hasName").asText()).isEqualTo("econda GmbH");
    assertThat(econda.at("/dpv:hasStorageCondition").toString())
        .contains("cookie emos_jcvid", "\"dpv:hasDuration\"", "loc:DE");
  }

  @Test
  void what_is_exempt_has_no_legal_basis_in_the_vocabulary_and_says_so() throws IOException {
    JsonNode session = node(document(), "https://www.institute.example/#service-econda-session");

    assertThat(session.has("dpv:hasLegalBasis")).isFalse();
    assertThat(session.get("skos:editorialNote").toString())
        .contains("Directive 2002/58/EC Art. 5(3)");
  }

  @Test
  void the_site_itself_is_no_recipient() throws IOException {
    JsonNode webedition = node(document(), "https://www.institute.example/#service-webedition");

    assertThat(webedition.has("dpv:hasRecipient")).isFalse();
  }

  @Test
  void without_an_address_of_the_site_names_are_relative_to_the_document() throws IOException {
    assertThat(node(document(""), "#controller").get("dpv:hasName").asText())
        .isEqualTo("Institute of Examples e. V.");
  }
}
