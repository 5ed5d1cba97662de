package io.github.consent4j.audit.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InventoryTableTest {

  private static final String POLICY =
      """
      site: { name: Institute, privacy-policy: /privacy, address: 'https://www.institute.example' }
      languages: [en, de]
      categories:
        necessary: { required: true, services: [webedition, econda-session] }
        statistics: { services: [econda] }
        external-media: { services: [youtube, nasty] }
        tested:
          title: Tested
          description: Only looked at.
          enforce: report
          services: [vimeo]
      services:
        nasty:
          name: '=cmd|calc!A1'
          provider:
            name: '+49 "Quoted", Inc.'
            country: US
            transfers-to: [IN]
          purpose: |
            1. <b>Bold</b> | *stars*
            second line
          safeguard: Standard contractual clauses
          retention: P14M
          stores:
            - { name: '-dash', lifetime: 13 months, purpose: '@mention `code`' }
            - { name: 'odd|name', kind: local-storage, lifetime: persistent, purpose: "\\tTab" }
          loads:
            hosts: ['*.nasty.example']
            scripts: [nasty.js]
            inline: ['nasty("x")']
      """;

  private static Policy policy() {
    return ReferencePolicy.read(POLICY);
  }

  private static InventoryTable table(String language) {
    return new InventoryTable(policy(), language);
  }

  /** Reads a table as RFC 4180 defines it. */
  private static List<Map<String, String>> rows(byte[] csv) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    String text = new String(csv, UTF_8);
    assertThat(text).startsWith("\uFEFF").endsWith("\r\n");
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c != '"') {
          cell.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',' || c == '\n') {
        line.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          lines.add(line);
          line = new ArrayList<>();
        }
      } else if (c != '\r') {
        cell.append(c);
      }
    }
    List<String> heading = lines.get(0);
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> values : lines.subList(1, lines.size())) {
      assertThat(values).hasSameSizeAs(heading);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < heading.size(); i++) {
        row.put(heading.get(i), values.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static Map<String, String> row(
      List<Map<String, String>> rows, String service, String name) {
    return rows.stream()
        .filter(row -> row.get("service").equals(service) && row.get("name").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " of " + service + " is not among " + rows));
  }

  @Test
  void a_row_has_the_lifetime_the_transfers_and_the_safeguard() {
    Map<String, String> row = row(rows(table("en").toCsv()), "nasty", "'-dash");

    assertThat(row)
        .containsEntry("kind", "cookie")
        .containsEntry("id", "nasty/cookie/-dash")
        .containsEntry("domain", "www.institute.example")
        .containsEntry("lifetime", "P13M")
        .containsEntry("lifetimeInWords", "13 months")
        .containsEntry("legalBasis", "consent")
        .containsEntry("beforeConsent", "false")
        .containsEntry("country", "US")
        .containsEntry("transfersTo", "IN")
        .containsEntry("safeguard", "Standard contractual clauses")
        .containsEntry("retention", "14 months");
  }

  @Test
  void words_are_in_the_wanted_language() {
    List<Map<String, String>> rows = rows(table("de").toCsv());

    assertThat(row(rows, "nasty", "'-dash")).containsEntry("lifetimeInWords", "13 Monate");
    assertThat(row(rows, "youtube", "YSC").get("categoryTitle")).isEqualTo("Externe Medien");
  }

  @Test
  void no_cell_is_a_formula() {
    for (Map<String, String> row : rows(table("en").toCsv())) {
      assertThat(row.values()).noneMatch(cell -> cell.matches("(?s)[=+\\-@\t\r].*"));
    }
    Map<String, String> nasty = row(rows(table("en").toCsv()), "nasty", "'-dash");
    assertThat(nasty)
        .containsEntry("serviceName", "'=cmd|calc!A1")
        .containsEntry("provider", "'+49 \"Quoted\", Inc.")
        .containsEntry("purpose", "'@mention `code`");
  }

  @Test
  void hosts_and_scripts_have_rows_of_their_own() {
    List<Map<String, String>> rows = rows(table("en").toCsv());

    assertThat(row(rows, "nasty", "*.nasty.example")).containsEntry("kind", "host");
    assertThat(row(rows, "nasty", "nasty.js")).containsEntry("kind", "script");
    assertThat(row(rows, "nasty", "nasty(\"x\")")).containsEntry("kind", "inline-script");
  }

  @Test
  void what_comes_before_consent_has_its_reason() {
    List<Map<String, String>> rows = rows(table("en").beforeConsent().toCsv());

    assertThat(rows).allMatch(row -> row.get("beforeConsent").equals("true"));
    assertThat(rows).allMatch(row -> !row.get("beforeConsentReason").isEmpty());
    assertThat(rows).extracting(row -> row.get("service")).doesNotContain("youtube", "nasty");
    assertThat(rows)
        .filteredOn(row -> row.get("service").equals("vimeo"))
        .isNotEmpty()
        .allMatch(
            row ->
                row.get("beforeConsentReason")
                    .equals("the category is not enforced (enforce: report)"));
  }

  @Test
  void a_host_that_a_necessary_service_declares_too_is_contacted_before_consent() {
    List<Map<String, String>> rows = rows(table("en").beforeConsent().toCsv());

    assertThat(rows)
        .filteredOn(row -> row.get("service").equals("econda") && row.get("kind").equals("host"))
        .isNotEmpty()
        .allMatch(
            row ->
                row.get("beforeConsentReason")
                    .startsWith("service 'econda-session', which is allowed from the start"));
  }

  @Test
  void markdown_keeps_its_tables_whatever_texts_contain() {
    String markdown = new String(table("en").toMarkdown(), UTF_8);
    List<String> lines = markdown.lines().toList();

    assertThat(lines)
        .contains(
            "# Institute: What is stored",
            "### =cmd\\|calc!A1",
            "1\\. \\<b\\>Bold\\</b\\> \\| \\*stars\\* second line",
            "- Data also goes to: India",
            "- Safeguard: Standard contractual clauses",
            "| -dash | Cookie | 13 months | @mention \\`code\\` | - |",
            "| odd\\|name | Local storage | until you delete it | Tab | - |",
            "| \\*.nasty.example | Host |  |  | - |");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("|"))
        .allMatch(line -> line.split("(?<!\\\\)\\|", -1).length == 7);
  }

  @Test
  void markdown_before_consent_leaves_out_what_waits() {
    String markdown = new String(table("de").beforeConsent().toMarkdown(), UTF_8);

    assertThat(markdown)
        .contains("## Notwendig", "Webedition CMS")
        .doesNotContain("YouTube", "nasty");
  }

  @Test
  void the_same_policy_gives_the_same_bytes() {
    assertThat(table("en").toCsv()).isEqualTo(table("en").toCsv());
    assertThat(table("en").toMarkdown()).isEqualTo(table("en").toMarkdown());
  }

  @Test
  void the_documentation_names_every_column() throws IOException {
    String page = Files.readString(Path.of("src", "docs", "inventory-forms.md"));
    String heading =
        new String(table("en").observed(List.of()).toCsv(), UTF_8)
            .lines()
            .findFirst()
            .orElseThrow();

    assertThat(heading.replace("\uFEFF", "").split(","))
        .hasSizeGreaterThan(40)
        .allSatisfy(name -> assertThat(page).contains('`' + name + '`'));
  }
}
