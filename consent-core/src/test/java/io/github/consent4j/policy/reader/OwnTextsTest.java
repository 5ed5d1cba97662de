package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.policy.ReferencePolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnTextsTest {

  @Test
  void a_site_can_replace_texts() {
    Policy policy =
        ReferencePolicy.read(
            ReferencePolicy.YAML
                + """
                texts:
                  de: { title: Datenschutz-Einstellungen, choice.save: Speichern }
                  en:
                    intro: "{0} asks for your consent."
                """);

    assertThat(policy.texts("de"))
        .containsEntry("title", "Datenschutz-Einstellungen")
        .containsEntry("choice.save", "Speichern")
        .hasSize(2);
    assertThat(policy.texts("en")).containsOnlyKeys("intro");
    assertThat(policy.texts("fr")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "embed.once.youtube, Show this film",
    "embed.title.twitter, Post from {0}",
    "embed.always.youtube, Always show films",
    "lifetime.days.one, one day",
    "recipients, Others see it: {1}"
  })
  void texts_can_apply_to_one_service_or_plural_form(String key, String text) {
    Policy policy =
        ReferencePolicy.read(
            ReferencePolicy.YAML + "texts: { en: { " + key + ": '" + text + "' } }");

    assertThat(policy.texts("en")).containsEntry(key, text);
  }

  @Test
  void names_the_place_of_an_unknown_key() {
    assertThat(problems("texts:\n  de:\n    choice.sav: Speichern\n"))
        .containsExactly(
            "consent.yaml:11:5: unknown key 'choice.sav' in the texts in 'de'; did you mean"
                + " 'choice.save'?");
  }

  @Test
  void explains_where_the_keys_are_listed_if_none_is_similar() {
    assertThat(problems("texts: { de: { nonsense-and-more: x } }"))
        .containsExactly(
            "consent.yaml:9:16: unknown key 'nonsense-and-more' in the texts in 'de'; the keys are"
                + " those of page_en.properties");
  }

  @Test
  void the_direction_of_a_language_cannot_be_replaced() {
    assertThat(problems("texts: { de: { language.direction: rtl } }"))
        .singleElement()
        .asString()
        .startsWith("consent.yaml:9:16: unknown key 'language.direction'");
  }

  @Test
  void a_form_that_a_language_does_not_have_is_unknown_in_it() {
    assertThat(problems("texts: { de: { lifetime.days.few: x } }"))
        .singleElement()
        .asString()
        .contains("unknown key 'lifetime.days.few'");
  }

  @Test
  void texts_are_only_accepted_in_the_languages_of_the_site() {
    assertThat(problems("texts: { fr: { title: Cookies } }"))
        .containsExactly(
            "consent.yaml:9:10: 'fr' is not one of this site's languages; known are de, en");
  }

  @ParameterizedTest
  @CsvSource({"'{2}'", "'{name}'", "'{'", "'{0} {1}'"})
  void a_text_only_has_placeholders_that_exist(String text) {
    assertThat(problems("texts: { de: { intro: 'Wir: " + text + "' } }"))
        .singleElement()
        .asString()
        .startsWith("consent.yaml:9:16: 'intro' cannot fill in {")
        .contains("; the text it replaces reads: {0} verwendet Cookies");
  }

  @Test
  void a_text_is_not_empty() {
    assertThat(problems("texts: { de: { title: '' } }"))
        .containsExactly("consent.yaml:9:16: 'title' is empty");
  }

  @Test
  void texts_for_one_service_need_a_service_of_the_site() {
    assertThat(problems("texts: { de: { embed.once.youtub: Zeigen } }"))
        .containsExactly(
            "consent.yaml:9:16: 'embed.once.youtub' is for a service 'youtub', which no category"
                + " has; did you mean 'youtube'?");
    assertThat(problems("texts: { de: { embed.always.external-media: Immer } }"))
        .singleElement()
        .asString()
        .contains("is for a service 'external-media', which no category has; known are ");
  }

  private static List<String> problems(String yaml) {
    PolicyException failure =
        catchThrowableOfType(
            PolicyException.class, () -> ReferencePolicy.read(ReferencePolicy.YAML + yaml));
    return failure.problems().stream().map(Problem::toString).toList();
  }
}
