package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.format.EnumName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page about rules names tests and rules that exist, and lists the catalogue. {@code
 * -Dconsent4j.rules=write} writes the list anew.
 */
class RulesDocumentTest {

  private static final Path ROOT = Path.of(System.getProperty("consent.root", ".."));
  private static final Path PAGE = ROOT.resolve("consent-core/src/docs/rules.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** The names of dark patterns that the project has listed. */
  private static final List<String> PATTERNS =
      List.of(
          "no-reject-first-layer",
          "pre-ticked",
          "link-instead-of-button",
          "colour-asymmetry",
          "contrast-asymmetry",
          "size-asymmetry",
          "order-or-position-asymmetry",
          "legitimate-interest-toggle",
          "misclassified-essential",
          "no-withdraw-entry",
          "accept-on-close",
          "scroll-is-consent",
          "cookie-wall",
          "nagging",
          "privacy-maze",
          "vague-purpose",
          "emotive-wording",
          "language-mismatch",
          "hidden-legal-links",
          "consent-by-timeout");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| (L\\d\\d) \\|(.*)\\|(.*)\\|$");

  /** The rules of law that the project has numbered. */
  private static final List<String> NUMBERS =
      Stream.of(
              IntStream.rangeClosed(1, 8),
              IntStream.rangeClosed(10, 18),
              IntStream.rangeClosed(20, 24),
              IntStream.rangeClosed(30, 38),
              IntStream.rangeClosed(40, 42),
              IntStream.rangeClosed(50, 52))
          .flatMap(numbers -> numbers.mapToObj("L%02d"::formatted))
          .toList();

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  private static List<MatchResult> rows() throws IOException {
    return ROW.matcher(page()).results().toList();
  }

  @Test
  void every_rule_of_law_has_a_row() throws IOException {
    assertThat(NUMBERS).hasSize(37);
    assertThat(rows()).extracting(row -> row.group(1)).containsExactlyElementsOf(NUMBERS);
    assertThat(rows()).allSatisfy(row -> assertThat(row.group(3)).isNotBlank());
  }

  @Test
  void every_test_and_every_rule_that_a_row_names_exists() throws IOException {
    Map<String, String> tests = tests();
    List<String> missing = new ArrayList<>();
    int named = 0;
    for (MatchResult row : rows()) {
      for (MatchResult code : CODE.matcher(row.group(3)).results().toList()) {
        String name = code.group(1);
        if (name.matches("[A-Z]\\w+\\.\\w+")) {
          named++;
          String[] parts = name.split("\\.");
          if (!tests.getOrDefault(parts[0], "").contains("void " + parts[1] + "(")) {
            missing.add(row.group(1) + ": " + name);
          }
        } else if (name.matches("[a-z]+(-[a-z]+)+")) {
          named++;
          if (!isRule(name)) {
            missing.add(row.group(1) + ": " + name);
          }
        }
      }
    }

    assertThat(missing).isEmpty();
    assertThat(named).isGreaterThan(80);
  }

  /** Returns the sources of all tests, by the names of their classes; equal names are joined. */
  private static Map<String, String> tests() throws IOException {
    Map<String, String> tests = new LinkedHashMap<>();
    for (String module :
        List.of(
            "consent-core",
            "consent-servlet",
            "consent-spring-starter",
            "examples/research-site")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        files
            .filter(file -> file.toString().endsWith("Test.java"))
            .forEach(
                file ->
                    tests.merge(
                        file.getFileName().toString().replace(".java", ""),
                        read(file),
                        String::concat));
      }
    }
    return tests;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void every_dark_pattern_is_a_rule_or_told_by_others() throws IOException {
    String rest = page().substring(page().indexOf("## Dark patterns"));
    for (String pattern : PATTERNS) {
      if (!isRule(pattern)) {
        assertThat(rest).as(pattern).contains("| `" + pattern + "` |");
      }
    }
    Matcher rows = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([^|]+) \\|$").matcher(rest);
    while (rows.find()) {
      assertThat(PATTERNS).contains(rows.group(1));
      for (MatchResult code : CODE.matcher(rows.group(2)).results().toList()) {
        assertThat(isRule(code.group(1))).as(code.group(1)).isTrue();
      }
    }
  }

  private static boolean isRule(String id) {
    return AllRules.all().stream().anyMatch(rule -> rule.id().equals(id));
  }

  @Test
  void each_name_has_one_severity() {
    Map<String, Severity> severities = new LinkedHashMap<>();
    for (Rule rule : AllRules.all()) {
      assertThat(severities.merge(rule.id(), rule.severity(), (first, other) -> first))
          .as(rule.id())
          .isEqualTo(rule.severity());
    }
  }

  @Test
  void the_page_lists_the_catalogue_of_rules() throws IOException {
    String page = page();
    String mark = "-Dconsent4j.rules=write -->\n";
    String expected = page.substring(0, page.indexOf(mark) + mark.length()) + catalogue();
    if ("write".equals(System.getProperty("consent4j.rules"))) {
      Files.writeString(PAGE, expected);
    }

    assertThat(page())
        .as("write it anew with -Dtest=RulesDocumentTest -Dconsent4j.rules=write")
        .isEqualTo(expected);
  }

  private static String catalogue() {
    StringBuilder text = new StringBuilder();
    AllRules.byTheme().forEach((theme, rules) -> text.append(section("Of " + theme, rules)));
    return text.toString();
  }

  private static String section(String title, List<Rule> rules) {
    StringBuilder text = new StringBuilder("\n### " + title + "\n");
    text.append("| rule | severity | what it says | why, and what to do | source |\n");
    text.append("|---|---|---|---|---|\n");
    for (Rule rule : rules) {
      text.append(
          "| `%s` | %s | %s | %s %s | %s |\n"
              .formatted(
                  rule.id(),
                  EnumName.of(rule.severity()),
                  cell(rule.title()),
                  cell(rule.why()),
                  cell(rule.action()),
                  cell(rule.source())));
    }
    return text.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;");
  }
}
