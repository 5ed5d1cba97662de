package io.github.consent4j.record.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecord.Event;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.TestRecords;
import io.github.consent4j.record.export.RecordExport.Format;
import io.github.consent4j.record.json.RecordJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordExportTest {

  private final StoreInMemory store;

  RecordExportTest() throws IOException {
    store = ProofOfInstitute.in(new StoreInMemory());
  }

  private String export(Format format, Query query) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RecordExport.write(format, store, query, out);
    return out.toString(UTF_8);
  }

  private JsonNode json(Format format, Query query) throws IOException {
    return new ObjectMapper().readTree(export(format, query));
  }

  @ParameterizedTest
  @EnumSource
  void the_same_records_give_the_same_bytes(Format format) throws IOException {
    assertThat(export(format, Query.ALL)).isEqualTo(export(format, Query.ALL));
  }

  @ParameterizedTest
  @EnumSource
  void an_empty_store_gives_a_document_without_records(Format format) throws IOException {
    StoreInMemory empty = new StoreInMemory();
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThat(RecordExport.write(format, empty, Query.ALL, out)).isZero();
    assertThat(RecordExport.write(format, empty, Query.of("nobody"), out)).isZero();
    assertThat(out.toString(UTF_8)).doesNotContain("urn:uuid", "nobody");
  }

  @Test
  void json_lines_are_the_records() throws IOException {
    List<ConsentRecord> read = new ArrayList<>();
    for (String line : export(Format.JSON_LINES, Query.ALL).lines().toList()) {
      read.add(RecordJson.read(line));
    }
    List<ConsentRecord> kept = new ArrayList<>();
    store.forEach(Query.ALL, kept::add);

    assertThat(read).hasSize(4).isEqualTo(kept);
  }

  @Test
  void a_table_has_a_row_for_each_choice() throws IOException {
    String csv = export(Format.CSV, Query.ALL);
    List<String> rows = List.of(csv.split("\r\n"));

    assertThat(csv).startsWith("\uFEFFrecord,consentId,at,event,service,").endsWith("\r\n");
    assertThat(rows).hasSize(1 + 4 * 2);
    assertThat(rows.get(1))
        .contains(
            ",nB1x0QfWq7k,2026-02-14T09:15:30Z,given,econda,statistics,granted,econda,",
            ",econda GmbH,form,banner,save,en,",
            ",2026-08-14T09:15:30Z,false,www.example.org,,");
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.replaceAll("\"[^\"]*\"", "").split(",", -1)).hasSize(22));
  }

  @Test
  void no_cell_of_a_table_is_a_formula() throws IOException {
    store.append(
        List.of(
            TestRecords.builder("=HYPERLINK(\"x\")", Instant.parse("2026-05-01T00:00:00Z"))
                .agent("@SUM(1,2)")
                .site("\uFF1Dx\r\n=y")
                .build()));

    String csv = export(Format.CSV, Query.ALL);

    assertThat(csv)
        .contains(",\"'=HYPERLINK(\"\"x\"\")\",", ",\"'@SUM(1,2)\"\r\n", ",\"'\uFF1Dx\r\n=y\",")
        .contains(",'" + ProofOfInstitute.SECOND + ",");
  }

  @Test
  void a_receipt_lists_what_was_granted_and_what_is_missing() throws IOException {
    JsonNode receipts = json(Format.KANTARA, Query.ALL);

    assertThat(receipts).hasSize(2);
    JsonNode receipt = receipts.get(0);
    assertThat(receipt.at("/version").asText()).isEqualTo("KI-CR-v1.1.0");
    assertThat(receipt.at("/consentTimestamp").asLong())
        .isEqualTo(Instant.parse("2026-02-14T09:15:30Z").getEpochSecond());
    assertThat(receipt.at("/collectionMethod").asText()).isEqualTo("form/banner/save");
    assertThat(receipt.at("/piiPrincipalId").asText()).isEqualTo(ProofOfInstitute.FIRST);
    assertThat(receipt.at("/piiControllers/0/piiController").asText())
        .isEqualTo("Institute of Things");
    assertThat(receipt.at("/policyUrl").asText()).isEqualTo("https://www.example.org/privacy");
    assertThat(receipt.at("/services")).hasSize(1);
    assertThat(receipt.at("/services/0/service").asText()).isEqualTo("econda");
    assertThat(receipt.at("/services/0/purposes/0/consentType").asText()).isEqualTo("EXPLICIT");
    assertThat(receipt.at("/services/0/purposes/0/thirdPartyName").asText())
        .isEqualTo("econda GmbH");
    assertThat(receipt.at("/services/0/purposes/0/termination").asText())
        .isEqualTo("2026-08-14T09:15:30Z");
    assertThat(receipt.at("/remarks"))
        .extracting(JsonNode::asText)
        .contains(
            "jurisdiction: the policy has no place for it",
            "econda: the policy names no types of data");
    assertThat(receipts.at("/1/services/0/purposes/0/piiCategory/0").asText())
        .isEqualTo("Address and pages");
    assertThat(receipts.at("/1/collectionMethod").asText())
        .isEqualTo("form/banner/save; with Global Privacy Control");
  }

  @Test
  void a_policy_that_is_not_archived_is_named_as_missing() throws IOException {
    StoreInMemory bare = new StoreInMemory();
    bare.append(List.of(TestRecords.given("x", Instant.parse("2026-05-01T00:00:00Z"))));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RecordExport.write(Format.KANTARA, bare, Query.ALL, out);
    RecordExport.write(Format.DPV, bare, Query.ALL, out);

    assertThat(out.toString(UTF_8))
        .contains("piiControllers: the inventory of the policy is not in the store")
        .contains("\"service\":\"econda\"", "\"dct:identifier\":\"econda\"")
        .contains("the notice 47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU is not in the store");
  }

  /** The greatest number of characters that a sheet holds back does not grow with the records. */
  @ParameterizedTest
  @EnumSource
  void records_are_written_while_they_are_read(Format format) throws IOException {
    long[] written = {0};
    long[] greatest = {0};
    StoreInMemory many =
        new StoreInMemory() {
          @Override
          public void forEach(Query query, Consumer<ConsentRecord> action) {
            Instant at = Instant.parse("2026-05-01T00:00:00Z");
            for (int i = 0; i < 3_000; i++) {
              long before = written[0];
              action.accept(
                  TestRecords.builder("visitor" + i, at.plusSeconds(i)).event(Event.GIVEN).build());
              greatest[0] = Math.max(greatest[0], written[0] - before);
            }
          }
        };
    OutputStream counting =
        new OutputStream() {
          @Override
          public void write(int b) {
            written[0]++;
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            written[0] += length;
          }
        };

    assertThat(RecordExport.write(format, many, Query.ALL, counting)).isEqualTo(3_000);

    assertThat(written[0]).isGreaterThan(500_000);
    assertThat(greatest[0]).isBetween(1L, 50_000L);
  }
}
