package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.policy.RecordKeeping;
import io.github.consent4j.policy.RecordKeeping.Store;
import io.github.consent4j.policy.RecordKeeping.WhenFull;
import io.github.consent4j.policy.ReferencePolicy;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordKeepingReaderTest {

  private static RecordKeeping read(String records) {
    return ReferencePolicy.read(ReferencePolicy.YAML + "records: " + records + "\n")
        .settings()
        .records();
  }

  private static Problem problem(String yaml) {
    PolicyException e =
        catchThrowableOfType(
            PolicyException.class, () -> ReferencePolicy.read(ReferencePolicy.YAML + yaml + "\n"));
    assertThat(e.problems()).hasSize(1);
    return e.problems().get(0);
  }

  private static List<Problem> warnings(String records) {
    String yaml = ReferencePolicy.YAML + "records: " + records + "\n";
    PolicyCheck check =
        new PolicyReader(BuiltInCatalogue.load())
            .check("consent.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    assertThat(check.policy()).isPresent();
    return check.warnings().stream().filter(warning -> warning.rule().contains("records")).toList();
  }

  @Test
  void without_the_key_no_proof_is_kept() {
    assertThat(ReferencePolicy.get().settings().records()).isEqualTo(RecordKeeping.NONE);
  }

  @Test
  void a_directory_is_enough_for_files() {
    RecordKeeping records = read("{ directory: consent-records }");

    assertThat(records.store()).isEqualTo(Store.FILE);
    assertThat(records.directory()).contains("consent-records");
    assertThat(records.whenFull()).isEqualTo(WhenFull.REFUSE);
    assertThat(records.keepAfter()).isEqualTo(Period.ofYears(3));
    assertThat(records.truncatedVisitor()).isFalse();
  }

  @Test
  void a_data_source_is_enough_for_a_database() {
    RecordKeeping records =
        read("{ data-source: \"java:comp/env/jdbc/consent\", directory: waiting }");

    assertThat(records.store()).isEqualTo(Store.JDBC);
    assertThat(records.dataSource()).contains("java:comp/env/jdbc/consent");
    assertThat(records.directory()).contains("waiting");
  }

  @Test
  void every_key_is_read() {
    assertThat(
            read(
                "{ store: file, directory: a, key: keys/consent.pem, node: web-1, when-full: accept,"
                    + " keep: 18 months, visitor: truncated }"))
        .isEqualTo(
            RecordKeeping.builder()
                .store(Store.FILE)
                .directory("a")
                .key("keys/consent.pem")
                .node("web-1")
                .whenFull(WhenFull.ACCEPT)
                .keepAfter(Period.ofMonths(18))
                .truncatedVisitor(true)
                .build());
  }

  @Test
  void values_may_come_from_outside() {
    System.setProperty("RecordKeepingReaderTest.directory", "from-outside");
    try {
      assertThat(read("{ directory: \"${RecordKeepingReaderTest.directory}\" }").directory())
          .contains("from-outside");
    } finally {
      System.clearProperty("RecordKeepingReaderTest.directory");
    }
  }

  @Test
  void a_store_can_be_switched_off_and_keep_its_other_keys() {
    assertThat(read("{ store: none, directory: a }").store()).isEqualTo(Store.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ when-full: accept }    | 'records' does not say where records are kept: write 'directory'",
        "{ store: file }          | 'records' needs the key 'directory'",
        "{ store: files }         | 'files' is not a value of 'store'; did you mean 'file'?",
        "{ store: database }      | 'database' is not a value of 'store'",
        "{ directory: a, store: file, data-source: b } | 'data-source' makes no sense in 'records'",
        "{ directory: a, keep: forever } | 'forever' is not a time to keep records",
        "{ directory: a, keep: 3 hours } | '3 hours' is not a time to keep records",
        "{ directory: a, node: 'a/b' } | 'a/b' is not the name of a node",
        "{ directory: a, when-full: drop } | 'drop' is not a value of 'when-full'",
        "{ directory: a, visitor: full } | 'full' is not a value of 'visitor'",
        "{ directory: }           | 'directory' is empty",
        "{ directory: a, folder: b } | unknown key 'folder' in 'records'; did you mean 'directory'?",
        "{ directory: a, retention: 1 year } | unknown key 'retention' in 'records'",
        "consent-records          | 'records' must be keys, each with a value",
      })
  void what_cannot_be_used_is_explained(String records, String message) {
    Problem problem = problem("records: " + records);

    assertThat(problem.message()).startsWith(message);
    assertThat(problem.line()).isEqualTo(ReferencePolicy.YAML.lines().count() + 1);
  }

  @Test
  void a_site_of_several_cannot_have_its_own_records() {
    assertThat(
            problem("sites: [{ host: a.example.org, languages: [de], records: { directory: a } }]")
                .message())
        .isEqualTo(
            "'records' makes no sense in a site: records are kept for the whole application, and"
                + " each names its site; write it at the left margin");
  }

  @Test
  void all_sites_share_the_records_of_the_application() {
    assertThat(
            ReferencePolicy.read(
                    ReferencePolicy.YAML
                        + "records: { directory: a }\nsites: [{ host: a.example.org, languages:"
                        + " [de] }]\n")
                .sites()
                .values())
        .singleElement()
        .satisfies(site -> assertThat(site.settings().records().directory()).contains("a"));
  }

  @Test
  void more_of_the_visitor_than_the_proof_needs_is_warned_of() {
    assertThat(warnings("{ directory: a, visitor: truncated }"))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.rule()).isEqualTo("visitor-in-records");
              assertThat(warning.message()).contains("GDPR, article 5(1)(c)");
            });
    assertThat(warnings("{ directory: a, visitor: none }")).isEmpty();
  }

  @Test
  void a_key_among_the_records_is_warned_of() {
    assertThat(warnings("{ directory: a/records, key: a/records/../records/key.pem }"))
        .extracting(Problem::rule)
        .containsExactly("key-beside-records");
    assertThat(warnings("{ directory: a/records, key: a/records-key.pem }")).isEmpty();
  }
}
