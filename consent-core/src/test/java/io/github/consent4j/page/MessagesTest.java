package io.github.consent4j.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

  @Test
  void reads_texts_as_utf8() {
    assertThat(Messages.in("de").get("choice.back")).isEqualTo("Zurück zur Seite");
  }

  @Test
  void a_regional_language_uses_the_texts_of_its_primary_language() {
    assertThat(Messages.in("de-AT").language()).isEqualTo("de");
    assertThat(Messages.in("DE").language()).isEqualTo("de");
  }

  @Test
  void a_language_without_texts_uses_english() {
    assertThat(Messages.in("tlh").language()).isEqualTo("en");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "nn", "nn-NO", "nb-NO"})
  void all_norwegian_languages_use_bokmal(String tag) {
    assertThat(Messages.in(tag).language()).isEqualTo("nb");
  }

  @Test
  void an_abbreviation_ends_a_sentence_with_its_own_full_stop() {
    Messages messages = Messages.in("en", Map.of("intro", "{0}. And {0}... {0}"));

    assertThat(messages.get("intro", "Vimeo Inc."))
        .isEqualTo("Vimeo Inc. And Vimeo Inc.... Vimeo Inc.");
    assertThat(messages.get("intro", "Vimeo")).isEqualTo("Vimeo. And Vimeo... Vimeo");
    assertThat(messages.get("intro", "")).isEqualTo(". And ... ");
  }

  @Test
  void texts_of_the_site_replace_those_of_the_library() {
    Messages messages = Messages.in("de", Map.of("title", "Datenschutz"));

    assertThat(messages.get("title")).isEqualTo("Datenschutz");
    assertThat(messages.get("choice.save")).isEqualTo("Auswahl speichern");
  }

  @Test
  void a_name_keeps_its_own_order_within_arabic() {
    assertThat(Messages.in("ar").get("embed.open", "Twitter (X)"))
        .endsWith("\u2068Twitter (X)\u2069");
    assertThat(Messages.in("en").get("embed.open", "Twitter (X)")).isEqualTo("Open at Twitter (X)");
  }

  @ParameterizedTest
  @CsvSource({
    "pl, 1, 1 pozycja",
    "pl, 3, 3 pozycje",
    "pl, 12, 12 pozycji",
    "pl, 22, 22 pozycje",
    "sl, 2, 2 elementa",
    "lt, 11, 11 įrašų",
    "ga, 7, 7 mír",
    "mt, 11, 11-il element",
    "ar, 2, عنصران",
    "ar, 11, 11 عنصرًا",
    "de, 1234, 1.234 Einträge"
  })
  void counts_in_the_forms_and_digits_of_the_language(String language, long number, String words) {
    assertThat(Messages.in(language).count("details.items", number)).isEqualTo(words);
  }

  @Test
  void inserts_values_unchanged() {
    assertThat(Messages.in("en").get("stored.domain", "{0} $1 'x'")).isEqualTo("for {0} $1 'x'");
  }

  @Test
  void a_service_can_have_texts_of_its_own() {
    Messages messages = Messages.in("en");

    assertThat(messages.getFor("youtube", "embed.once")).isEqualTo("Show this video once");
    assertThat(messages.getFor("map", "embed.once")).isEqualTo("Show this content once");
  }

  @Test
  void uses_the_singular_for_one() {
    assertThat(Messages.in("en").count("lifetime.months", 1)).isEqualTo("1 month");
    assertThat(Messages.in("en").count("lifetime.months", 13)).isEqualTo("13 months");
  }

  @Test
  void an_unknown_key_is_an_error_that_names_it() {
    assertThatThrownBy(() -> Messages.in("en").get("nonsense"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nonsense");
  }
}
