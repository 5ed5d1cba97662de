package io.github.consent4j.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.text.Texts;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the settings page says of facts that a site declares beyond what every site has to. */
class DeclaredFactsTest {

  private static final String DECLARED =
      """
      site:
        name: Institute
        controller:
          name: Institute e. V.
          address: Main Street 1, 69120 Heidelberg
          contact: mail@institute.example
          data-protection-officer: privacy@institute.example
      languages: [en, %s]
      categories:
        necessary: { required: true }
        statistics: { services: [econda] }
        external-media: { services: [youtube] }
      services:
        econda:
          data-types: [IP address, pages viewed]
          retention: 14 months
          safeguard: Standard contractual clauses
          necessity: We have to.
          owner: Web team
          note: Asked legal
        youtube:
          retention: Until you ask for deletion
      """;

  private static Document settings(String yaml, String language) {
    Visitors visitors = Visitors.of(ReferencePolicy.read(yaml));
    return Jsoup.parse(visitors.pages().settings(Visitors.view(visitors.undecided(), language)));
  }

  private static String fact(Element in, String heading) {
    return in.select("dl > div").stream()
        .filter(div -> div.select("dt").text().equals(heading))
        .map(div -> div.select("dd").text())
        .findFirst()
        .orElse("");
  }

  @Test
  void the_details_of_a_service_show_what_is_declared() {
    Document page = settings(DECLARED.formatted("de"), "en");
    Element econda = page.getElementById("grant-econda").closest("li");

    assertThat(fact(econda, "Kinds of data")).isEqualTo("IP address, pages viewed");
    assertThat(fact(econda, "Kept by the provider for")).isEqualTo("14 months");
    assertThat(fact(econda, "Safeguard")).isEqualTo("Standard contractual clauses");
    assertThat(fact(econda, "Legal basis")).endsWith("We have to.");
    assertThat(fact(page.getElementById("grant-youtube").closest("li"), "Kept by the provider for"))
        .isEqualTo("Until you ask for deletion");
  }

  @Test
  void the_introduction_names_who_is_responsible() {
    Element header = settings(DECLARED.formatted("de"), "en").selectFirst("header");

    assertThat(fact(header, "Data controller")).isEqualTo("Institute e. V.");
    assertThat(fact(header, "Address")).isEqualTo("Main Street 1, 69120 Heidelberg");
    assertThat(fact(header, "Contact")).isEqualTo("mail@institute.example");
    assertThat(fact(header, "Data protection officer")).isEqualTo("privacy@institute.example");
  }

  @ParameterizedTest
  @MethodSource("languages")
  void a_time_and_all_headings_are_in_the_visitors_language(String language) {
    Document page = settings(DECLARED.formatted(language.equals("en") ? "de" : language), language);

    assertThat(page.text()).contains("14").doesNotContain("P14M");
    if (!language.equals("en")) {
      assertThat(page.text()).doesNotContain("14 months");
      assertThat(page.select("dt").eachText())
          .doesNotContain(
              "Kinds of data",
              "Kept by the provider for",
              "Safeguard",
              "Data controller",
              "Data protection officer");
    }
  }

  static Iterable<String> languages() {
    return Texts.LANGUAGES;
  }

  @Test
  void notes_and_owners_are_not_for_visitors() {
    assertThat(settings(DECLARED.formatted("de"), "en").html())
        .doesNotContain("Web team", "Asked legal");
  }

  @Test
  void what_is_not_declared_is_not_mentioned() {
    Document page = settings(ReferencePolicy.YAML, "en");

    assertThat(page.select("header dl")).isEmpty();
    assertThat(page.select("dt").eachText())
        .doesNotContain("Kinds of data", "Kept by the provider for", "Safeguard");
  }
}
