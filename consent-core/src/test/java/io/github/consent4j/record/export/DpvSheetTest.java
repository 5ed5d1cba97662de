package io.github.consent4j.record.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.document.JsonDocument;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.TestRecords;
import io.github.consent4j.record.export.RecordExport.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DpvSheetTest {

  static final Pattern TERM = Pattern.compile("\"((?:dpv|pd|loc|eu-gdpr|legal-eu|tech):[^\"]+)\"");

  private final StoreInMemory store;

  DpvSheetTest() throws IOException {
    store = ProofOfInstitute.in(new StoreInMemory());
  }

  private String export(Query query) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RecordExport.write(Format.DPV, store, query, out);
    return out.toString(UTF_8);
  }

  private JsonNode graph(Query query) throws IOException {
    return new ObjectMapper().readTree(export(query)).at("/@graph");
  }

  static Set<String> terms(char sign) throws IOException {
    try (InputStream list = DpvSheetTest.class.getResourceAsStream("dpv-terms.txt")) {
      return new String(list.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .filter(line -> line.startsWith("!") == (sign == '!'))
          .map(line -> line.replace("!", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  static boolean isTerm(String term, Set<String> known) {
    return known.contains(term)
        || (term.startsWith("loc:")
            && List.of(Locale.getISOCountries()).contains(term.substring("loc:".length())));
  }

  @Test
  void every_term_is_one_of_the_vocabulary() throws IOException {
    Set<String> known = terms(' ');
    Set<String> wrong = terms('!');
    Set<String> used = new TreeSet<>();
    for (Query query : List.of(Query.ALL, Query.of(ProofOfInstitute.FIRST))) {
      TERM.matcher(export(query)).results().forEach(found -> used.add(found.group(1)));
    }

    assertThat(known).hasSizeGreaterThan(60).doesNotContainAnyElementsOf(wrong);
    assertThat(wrong).hasSize(20);
    assertThat(used)
        .hasSizeGreaterThan(40)
        .contains("dpv:ConsentWithdrawn", "dpv:ConsentRefused", "loc:DE", "loc:US");
    assertThat(used).allMatch(term -> isTerm(term, known));
  }

  @Test
  void a_processor_of_json_ld_reads_every_member() throws Exception {
    for (Query query : List.of(Query.ALL, Query.of(ProofOfInstitute.FIRST))) {
      String document = export(query);

      String expanded = JsonLd.expand(JsonDocument.of(new StringReader(document))).get().toString();

      // Members and types whose prefix is unknown would be dropped or stay short.
      assertThat(expanded).doesNotContain("\"dpv:", "\"dct:", "\"skos:", "\"eu-gdpr:", "\"loc:");
      assertThat(expanded)
          .contains("https://w3id.org/dpv#hasConsentStatus", "https://w3id.org/dpv/loc#US")
          .contains("{\"@id\":\"https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr\"}");
      assertThat(count(expanded, "https://w3id.org/dpv#isIndicatedAtTime"))
          .isEqualTo(count(document, "dpv:isIndicatedAtTime"));
    }
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote('"' + part + '"'), -1).length - 1;
  }

  @Test
  void each_decision_is_a_record_and_words_are_written_once() throws IOException {
    JsonNode graph = graph(Query.ALL);

    assertThat(graph).hasSize(4);
    assertThat(graph.at("/0/@id").asText()).startsWith("urn:uuid:");
    assertThat(graph.findValuesAsText("dpv:hasIdentifier")).isNotEmpty();
    assertThat(graph.at("/0/dpv:hasNotice/0/dct:description").asText())
        .isEqualTo(ProofOfInstitute.WORDS);
    assertThat(graph.at("/1/dpv:hasNotice/0/dct:description").isMissingNode()).isTrue();
    assertThat(graph.at("/3/dpv:hasNotice/0/dct:description").asText())
        .contains("Address and pages");
    assertThat(graph.at("/1/dpv:hasProcess/0/dpv:hasConsentStatus/0/@type/0").asText())
        .isEqualTo("dpv:ConsentRefused");
  }

  @Test
  void a_single_withdrawal_does_not_claim_what_only_the_history_knows() throws IOException {
    JsonNode withdrawal = graph(Query.ALL).get(2);

    assertThat(withdrawal.at("/dpv:hasProcess/0/dpv:hasConsentStatus/0/@type/0").asText())
        .isEqualTo("dpv:ConsentStatusInvalidForProcessing");
    assertThat(
            withdrawal.at("/dpv:hasProcess/0/dpv:hasConsentStatus/0/skos:editorialNote").asText())
        .startsWith("refused or withdrawn");
  }

  @Test
  void the_history_of_a_visitor_is_one_record_that_overwrites_nothing() throws IOException {
    JsonNode graph = graph(Query.of(ProofOfInstitute.FIRST));

    assertThat(graph).hasSize(1);
    JsonNode processes = graph.at("/0/dpv:hasProcess");
    assertThat(types(processes.get(0))).containsExactly("dpv:ConsentGiven", "dpv:ConsentWithdrawn");
    assertThat(types(processes.get(1)))
        .as("refused three times, under the same facts")
        .containsExactly("dpv:ConsentRefused", "dpv:ConsentRefused", "dpv:ConsentRefused");
    assertThat(types(processes.get(2)))
        .as("econda with other facts is another question")
        .containsExactly("dpv:ConsentGiven");
    assertThat(processes).hasSize(3);
    assertThat(processes.at("/0/dpv:hasConsentStatus").findValuesAsText("@value"))
        .contains("2026-02-14T09:15:30Z", "2026-03-10T18:00:00Z");
    assertThat(graph.at("/0/dpv:hasNotice")).hasSize(2);
    assertThat(graph.at("/0/dct:references")).hasSize(2);
  }

  @Test
  void a_withdrawal_ends_what_was_consented_to_under_earlier_facts() throws IOException {
    ConsentRecord given = TestRecords.given("later", Instant.parse("2026-05-01T00:00:00Z"));
    store.append(
        List.of(
            given,
            TestRecords.builder("later", Instant.parse("2026-05-02T00:00:00Z"))
                .event(ConsentRecord.Event.WITHDRAWN)
                .policy(ProofOfInstitute.NEW_POLICY)
                .choices(
                    List.of(
                        new ConsentRecord.Choice(
                            "econda", "statistics", ConsentRecord.State.REFUSED)))
                .build()));

    JsonNode processes = graph(Query.of("later")).at("/0/dpv:hasProcess");

    assertThat(types(processes.get(0))).containsExactly("dpv:ConsentGiven", "dpv:ConsentWithdrawn");
    assertThat(types(processes.get(2))).containsExactly("dpv:ConsentWithdrawn");
  }

  private static List<String> types(JsonNode process) {
    return process.at("/dpv:hasConsentStatus").findValues("@type").stream()
        .filter(JsonNode::isArray)
        .map(types -> types.get(0).asText())
        .toList();
  }

  @Test
  void facts_are_those_of_the_policy_at_that_time() throws IOException {
    JsonNode graph = graph(Query.ALL);
    JsonNode before = graph.at("/0/dpv:hasProcess/0");
    JsonNode after = graph.at("/3/dpv:hasProcess/0");

    assertThat(before.at("/skos:editorialNote"))
        .extracting(JsonNode::asText)
        .contains(
            "the policy names no types of data",
            "the policy does not say how long data is kept behind the service");
    assertThat(after.at("/skos:editorialNote").isMissingNode()).isTrue();
    assertThat(after.toString()).contains("\"dpv:hasDuration\":\"P2Y\"", "Address and pages");
    assertThat(before.at("/dpv:hasPurpose/dct:description/@language").asText()).isEqualTo("en");
    assertThat(graph.at("/0/dpv:hasEntity/0/dpv:hasName").asText())
        .isEqualTo("Institute of Things");
    assertThat(graph.at("/0/dpv:hasEntity/0/dpv:hasAddress").asText())
        .isEqualTo("Road 1, 12345 Town");
    assertThat(graph.at("/0/dpv:hasConsentControl/dct:description").asText()).endsWith(" /consent");
  }
}
