package io.github.consent4j.audit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.policy.reader.PolicyReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a finished policy breaks is found, at its place in the file. */
class LintTest {

  private static final String SITE =
      """
      site: { name: Institute, privacy-policy: /privacy, imprint: /imprint, controller: { name: I } }
      """;

  /** A file without findings, and lines for a service in it. */
  private static final String GOOD =
      SITE
          + """
          floating-button: true
          categories:
            necessary:  { required: true }
            statistics: { services: [counter] }
          services:
            counter:
              name: Counter
              provider: { name: Counter Ltd, country: DE, privacy-policy: https://counter.example/p }
              purpose: Counts page views by country.
              data-types: [address]
              stores: [{ name: counter_id, lifetime: 1 year, purpose: Recognises your browser. }]
          """;

  @TempDir private Path folder;

  private static final PolicyReader READER = new PolicyReader(BuiltInCatalogue.load());

  private static PolicyCheck check(String yaml) {
    return READER.check(
        "consent.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns what was found, as {@code 3:7 warning vague-purpose}. */
  private static List<String> found(String yaml) {
    PolicyCheck check = check(yaml);
    return Stream.of(check.problems(), check.notes())
        .flatMap(List::stream)
        .map(
            problem ->
                problem.line()
                    + ":"
                    + problem.column()
                    + " "
                    + problem.severity().name().toLowerCase(Locale.ROOT)
                    + " "
                    + problem.rule())
        .toList();
  }

  private static String message(String yaml) {
    return check(yaml).warnings().get(0).message();
  }

  private static String withPurpose(String purpose) {
    return GOOD.replace("Counts page views by country.", '"' + purpose + '"');
  }

  @Test
  void a_plain_policy_has_no_findings() {
    assertThat(found(GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Marketing purposes, marketing purposes",
    "To improve your experience on our website., experience",
    "For a better user experience, user experience",
    "IT security, it security",
    "For future research purposes, future research",
    "Statistics, statistics",
    "'Verbesserung des Nutzererlebnisses', verbesserung",
    "Um Ihr Nutzererlebnis auf unserer Website zu verbessern, nutzererlebnis",
    "Für Marketingzwecke, marketingzwecke",
    "Technisch notwendig, technisch notwendig",
    "Pour améliorer votre expérience, améliorer"
  })
  void a_purpose_of_vague_words_alone_is_told_with_the_words(String purpose, String word) {
    String yaml = withPurpose(purpose);

    assertThat(found(yaml)).containsExactly("10:5 warning vague-purpose");
    assertThat(message(yaml)).startsWith("'" + word + "' is all that this text says");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Counts page views.",
        "Measures the experience of visitors by the time that pages take to load.",
        "Marketing of our conferences by e-mail to participants of earlier ones.",
        "Security: tells people from programs that fill in forms.",
        "Misst, wie schnell Seiten laden.",
        "Statistik der Seitenaufrufe nach Ländern."
      })
  void a_purpose_that_says_what_is_done_is_none(String purpose) {
    assertThat(found(withPurpose(purpose))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'We love cookies, and count page views.', we love cookies",
    "'Counts views for the best possible experience of pages.', best possible experience",
    "'Zählt Aufrufe für Ihr optimales Nutzungserlebnis bei Videos.', optimales nutzungserlebnis",
    "'Leider können wir ohne Sie keine Seitenaufrufe zählen.', leider"
  })
  void words_that_steer_are_told(String purpose, String words) {
    String yaml = withPurpose(purpose);

    assertThat(found(yaml)).containsExactly("10:5 warning emotive-wording");
    assertThat(message(yaml)).startsWith("'" + words + "' steers the visitor");
  }

  @Test
  void the_place_of_a_text_is_that_of_its_language() {
    String yaml =
        GOOD.replace(
                "Counts page views by country.", "\n      en: Counts views.\n      de: Werbung")
            + "languages: [en, de]\n";

    assertThat(found(yaml)).contains("12:7 warning vague-purpose");
  }

  @Test
  void the_purpose_and_the_reason_of_an_item_are_checked_too() {
    String vague =
        GOOD.replace("Recognises your browser.", "Analytics, necessity: technically necessary");

    assertThat(found(vague))
        .containsExactly("12:52 warning vague-purpose", "12:72 warning vague-purpose");
  }

  @ParameterizedTest
  @CsvSource({
    "choice.accept-all, OK, unclear-label",
    "choice.accept-all, Got it!, unclear-label",
    "choice.accept-all, Alles klar, unclear-label",
    "choice.reject-all, Settings, unclear-label",
    "choice.reject-all, Mehr erfahren, unclear-label",
    "choice.save, Weiter, unclear-label",
    "choice.accept-all, Accept all (recommended), emotive-wording",
    "title, Your privacy is important to us, emotive-wording",
    "intro, We use cookies., text-without-fact",
    "recipients, Others receive your address: {1}, text-without-fact",
    "legal, You agree to the processing of your data., one-consent-named"
  })
  void an_own_text_is_told_if_it_hides_what_it_is_for(String key, String text, String rule) {
    String yaml = GOOD + "texts: { en: { " + key + ": '" + text + "' } }\n";

    assertThat(found(yaml)).containsExactly("13:16 warning " + rule);
  }

  @ParameterizedTest
  @CsvSource({
    "choice.accept-all, Allow everything",
    "choice.reject-all, Only what is necessary",
    "choice.settings, Settings",
    "choice.close, Close",
    "legal, Section 25 TDDDG and Art. 6(1)(a) GDPR apply."
  })
  void an_own_text_that_says_what_it_is_for_is_not_told(String key, String text) {
    assertThat(found(GOOD + "texts: { en: { " + key + ": '" + text + "' } }\n")).isEmpty();
  }

  @Test
  void one_text_for_several_languages_is_told() {
    assertThat(found(GOOD + "languages: [en, de]\n"))
        .containsExactly("10:5 warning language-mismatch", "12:52 warning language-mismatch");
    assertThat(found(withPurpose("measures-use") + "languages: [en]\n")).isEmpty();
  }

  @Test
  void a_category_for_advertising_and_something_else_is_told() {
    String yaml =
        SITE
            + """
            floating-button: true
            categories:
              necessary: { required: true }
              extras:    { title: Extras, description: What else there is., services: [youtube, criteo] }
            confirmed: [youtube, criteo]
            """;

    assertThat(found(yaml)).contains("5:3 warning mixed-purposes");
    assertThat(found(yaml.replace("youtube, criteo", "criteo"))).noneMatch(isAbout("mixed"));
  }

  @Test
  void a_tag_manager_that_nobody_is_asked_about_is_told() {
    String yaml =
        SITE
            + """
            floating-button: true
            categories:
              necessary: { required: true, services: [google-tag-manager] }
            services:
              google-tag-manager: { necessity: Loads the fonts of the form that was opened. }
            """;

    assertThat(found(yaml)).contains("4:43 warning loader-without-consent");
  }

  private static Predicate<String> isAbout(String rule) {
    return found -> found.contains(rule);
  }

  @ParameterizedTest
  @CsvSource({
    "renew-after: 1 month, warning nagging",
    "renew-after: 12 months, note late-renewal",
    "undeclared-hosts: report, note undeclared-allowed",
    "undeclared-cookies: report, note undeclared-allowed",
    "on-error: pass, note passes-on-error"
  })
  void settings_that_are_hard_to_defend_are_told_at_their_line(String line, String found) {
    assertThat(found(GOOD + line + "\n")).containsExactly("13:1 " + found);
  }

  @Test
  void a_category_that_is_not_enforced_is_told() {
    assertThat(found(GOOD.replace("[counter] }", "[counter], enforce: report }")))
        .containsExactly("5:38 note enforcement-off");
  }

  @Test
  void a_provider_of_the_file_has_a_country_and_a_privacy_policy() {
    String poor = GOOD.replace(", country: DE, privacy-policy: https://counter.example/p", "");

    assertThat(found(poor)).containsExactly("9:5 note incomplete-provider");
    assertThat(check(poor).notes().get(0).message())
        .contains("no 'country' and no 'privacy-policy'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"legitimate-interest", "legitimate interest", "berechtigtes Interesse"})
  void legitimate_interest_is_an_error(String basis) {
    assertThat(found(GOOD + "    legal-basis: " + basis + "\n"))
        .containsExactly("13:18 error legitimate-interest");
  }

  @Test
  void data_outside_the_european_economic_area_has_a_safeguard() {
    String outside = GOOD.replace("country: DE", "country: DE, transfers-to: [US]");

    assertThat(found(outside)).containsExactly("9:5 note transfer-without-safeguard");
    assertThat(found(outside + "    safeguard: Standard contractual clauses\n")).isEmpty();
    assertThat(found(GOOD.replace("country: DE", "country: 'NO'"))).isEmpty();
  }

  @Test
  void an_auditor_is_told_what_else_is_missing() {
    String yaml =
        GOOD.replace(", controller: { name: I }", "")
            .replace("floating-button: true\n", "")
            .replace("    data-types: [address]\n", "")
            .replace(
                "necessary:  { required: true }", "necessary:  { required: true, services: [own] }")
            .replace(
                "services:\n",
                """
                services:
                  own: { name: Login, purpose: Keeps you logged in., stores: [{ name: s, lifetime: session, purpose: Connects pages. }] }
                """);

    assertThat(found(yaml))
        .containsExactly(
            "1:1 note no-controller",
            "1:1 note entry-left-to-pages",
            "6:63 note necessary-unexplained",
            "7:3 note no-data-types");
    assertThat(check(yaml).problems()).as("notes are no problems").isEmpty();
  }

  @Test
  void long_lived_items_of_the_catalogue_are_noted_where_the_service_is_named() {
    String yaml =
        SITE
            + """
            floating-button: true
            categories:
              necessary:  { required: true }
              statistics: { services: [google-analytics] }
            """;

    assertThat(found(yaml)).contains("5:28 note long-provider-lifetime");
  }

  @Test
  void what_a_file_includes_is_told_at_its_own_line() throws IOException {
    Path services = folder.resolve("services.yaml");
    Files.writeString(services, "services:\n  counter:\n    purpose: Marketing\n");
    Path file = folder.resolve("consent.yaml");
    Files.writeString(
        file,
        "include: services.yaml\n"
            + GOOD.replace("    purpose: Counts page views by country.\n", ""));

    List<Problem> found = READER.check(file).warnings();

    assertThat(found).extracting(Problem::rule).containsExactly("vague-purpose");
    assertThat(Path.of(found.get(0).source()).getFileName()).hasToString("services.yaml");
    assertThat(found.get(0).line()).isEqualTo(3);
  }

  @Test
  void what_a_site_of_several_says_is_told_once_at_its_own_line() {
    String yaml =
        GOOD
            + """
            sites:
              - host: two.example.org
                texts: { en: { choice.accept-all: OK } }
            """;

    assertThat(found(yaml)).containsExactly("15:20 warning unclear-label");
    assertThat(found(withPurpose("Marketing") + yaml.substring(GOOD.length())))
        .containsExactly("10:5 warning vague-purpose", "15:20 warning unclear-label");
  }

  @Test
  void what_the_catalogue_says_is_no_finding_about_the_file() {
    String all = String.join(", ", BuiltInCatalogue.load().serviceIds());
    String yaml =
        SITE
            + """
            languages: [en, de, fr]
            floating-button: true
            categories:
              necessary:  { required: true }
              functional: { services: [ALL] }
            confirmed: [ALL]
            """
                .replace("ALL", all);

    assertThat(check(yaml).warnings()).extracting(Problem::rule).isSubsetOf("mixed-purposes");
  }

  @Test
  void a_file_with_errors_is_not_looked_at_any_further() {
    assertThat(found(withPurpose("Marketing") + "nonsense: 1\n"))
        .containsExactly("13:1 error unknown-key");
  }
}
