package io.github.consent4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

  @Test
  void name_all_words_if_there_are_few() {
    assertThat(Suggestions.didYouMean("chat", List.of("video", "audio")))
        .isEqualTo("; known are audio, video");
  }

  @Test
  void name_some_of_many_words_those_that_begin_alike() {
    List<String> known = new ArrayList<>(List.of("vimeo", "video-portal"));
    IntStream.range(0, 198).forEach(number -> known.add("service-" + number));

    assertThat(Suggestions.didYouMean("v", known))
        .isEqualTo("; known are video-portal, vimeo and 198 more");
    assertThat(Suggestions.didYouMean("zzzzzz", known)).endsWith(" and 188 more");
  }

  @Test
  void a_swap_of_letters_is_one_step() {
    assertThat(Suggestions.distance("polciy", "policy")).isEqualTo(1);
    assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
    assertThat(Suggestions.distance("same", "same")).isZero();
    assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
  }
}
