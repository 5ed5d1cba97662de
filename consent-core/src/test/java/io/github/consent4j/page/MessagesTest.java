package io.github.consent4j.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {

  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

  static Iterable<String> languages() {
    return Messages.LANGUAGES;
  }

  @ParameterizedTest
  @MethodSource("languages")
  void every_language_has_every_text(String language) {
    assertThat(Messages.in(language).texts().keySet())
        .containsExactlyInAnyOrderElementsOf(Messages.in("en").texts().keySet());
  }

  @ParameterizedTest
  @MethodSource("languages")
  void every_text_says_something_and_fills_in_what_the_english_one_does(String language) {
    Messages.in("en")
        .texts()
        .forEach(
            (key, english) -> {
              String text = Messages.in(language).texts().get(key);
              assertThat(text).as(key).isNotBlank();
              assertThat(places(text)).as(key).isEqualTo(places(english));
            });
  }

  private static Set<String> places(String text) {
    return PLACE
        .matcher(text)
        .results()
        .map(place -> place.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void reads_texts_as_utf8() {
    assertThat(Messages.in("de").get("choice.back")).isEqualTo("Zurück zur Seite");
  }

  @Test
  void a_regional_language_speaks_as_its_primary_language() {
    assertThat(Messages.in("de-AT").language()).isEqualTo("de");
    assertThat(Messages.in("DE").language()).isEqualTo("de");
  }

  @Test
  void a_language_without_texts_speaks_english() {
    assertThat(Messages.in("tlh").language()).isEqualTo("en");
  }

  @Test
  void fills_in_values_as_they_are() {
    assertThat(Messages.in("en").get("stored.domain", "{0} $1 'x'")).isEqualTo("for {0} $1 'x'");
  }

  @Test
  void a_service_may_have_words_of_its_own() {
    Messages messages = Messages.in("en");

    assertThat(messages.getFor("youtube", "embed.once")).isEqualTo("Show this video once");
    assertThat(messages.getFor("map", "embed.once")).isEqualTo("Show this content once");
  }

  @Test
  void one_is_not_many() {
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
