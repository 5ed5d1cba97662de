package io.github.consent4j.audit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.text.Texts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The library's own texts pass the word lists that those of operators are checked by. */
class WordListTest {

  static List<String> languages() {
    return Texts.LANGUAGES;
  }

  @ParameterizedTest
  @MethodSource("languages")
  void no_text_of_the_library_is_vague_or_steers(String language) {
    Stream.of(Texts.ofPages(language), Texts.ofServices(language), Texts.ofPurposes(language))
        .map(Map::entrySet)
        .flatMap(set -> set.stream())
        .forEach(
            text ->
                assertThat(WordList.EMOTIVE.in(Phrases.words(text.getValue())))
                    .as(language + ": " + text)
                    .isEmpty());
    Stream.of(Texts.ofServices(language), Texts.ofPurposes(language))
        .map(Map::entrySet)
        .flatMap(set -> set.stream())
        .filter(text -> !text.getKey().endsWith(".name") && !text.getKey().endsWith(".title"))
        .forEach(text -> assertThat(rest(text.getValue())).as(language + ": " + text).isNotEmpty());
  }

  /** Returns the words that are neither vague nor fillers; all words if none is vague. */
  private static List<String> rest(String text) {
    List<String> words = Phrases.words(text);
    return WordList.VAGUE.in(words).isEmpty()
        ? words
        : WordList.FILLERS.without(WordList.VAGUE.without(words));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void no_answer_of_the_library_has_an_unclear_label(String language) {
    Map<String, String> texts = Texts.ofPages(language);
    for (String key : List.of("choice.accept-all", "choice.reject-all", "choice.save")) {
      List<String> label = Phrases.words(texts.get(key));

      assertThat(WordList.UNCLEAR_LABELS.in(label)).as(language + ' ' + key).isEmpty();
      assertThat(WordList.EVASIVE_LABELS.in(label)).as(language + ' ' + key).isEmpty();
      assertThat(WordList.STEERING_LABELS.in(label)).as(language + ' ' + key).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("languages")
  void the_legal_text_of_every_language_names_both_consents(String language) {
    assertThat(Texts.ofPages(language).get("legal"))
        .matches(WordingLint::namesBothConsents, "names both consents");
  }
}
