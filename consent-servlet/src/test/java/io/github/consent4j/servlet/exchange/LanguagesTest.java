package io.github.consent4j.servlet.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {

  private static final List<String> OFFERED = List.of("en", "de", "pt-BR");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de                  | de",
        "de-AT,en;q=0.9      | de",
        "fr,de;q=0.5         | de",
        "en;q=0.1,de;q=0.2   | de",
        "pt-br               | pt-BR",
        "DE                  | de",
        "fr                  | en",
        "*                   | en",
        "x;q=y               | en",
        ";;;,,,              | en",
        "de;q=2              | en",
        "pt                  | pt-BR",
        "pt-PT               | pt-BR",
        "zh,de;q=0           | en",
      })
  void the_best_matching_language_is_used_else_the_first(String header, String language) {
    assertThat(Languages.best(header, OFFERED)).isEqualTo(language);
  }

  @ParameterizedTest
  @CsvSource({"nb, no", "nn-NO, no", "no, no", "pt-BR, pt", "uk-UA, uk"})
  void a_similar_language_is_accepted_too(String tag, String language) {
    assertThat(Languages.matching(tag, List.of("en", "no", "pt", "uk"))).hasValue(language);
  }

  @Test
  void no_language_is_offered_for_a_different_one() {
    assertThat(Languages.matching("zh-Hant", OFFERED)).isEmpty();
    assertThat(Languages.matching("-", OFFERED)).isEmpty();
    assertThat(Languages.matching("", OFFERED)).isEmpty();
  }

  @Test
  void a_missing_or_endless_header_is_ignored() {
    assertThat(Languages.best(null, OFFERED)).isEqualTo("en");
    assertThat(Languages.best("", OFFERED)).isEqualTo("en");
    assertThat(Languages.best("de," + "x,".repeat(100_000), OFFERED)).isEqualTo("en");
  }

  @Test
  void the_start_of_an_endless_tag_counts() {
    assertThat(Languages.matching("de-AT" + "-x".repeat(500_000), OFFERED)).hasValue("de");
    assertThat(Languages.matching("x".repeat(1_000_000), OFFERED)).isEmpty();
  }

  /** Counts how often it is read. */
  private static final class Counted extends AbstractList<String> {

    private int looks;

    @Override
    public String get(int index) {
      looks++;
      return OFFERED.get(index);
    }

    @Override
    public int size() {
      return OFFERED.size();
    }
  }

  @Test
  void an_endless_tag_costs_no_more_than_a_long_one() {
    Counted offered = new Counted();
    Languages.matching("zz" + "-x".repeat(50_000), offered);
    assertThat(offered.looks).isPositive().isLessThan(100);
  }
}
