package io.github.consent4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.MeasureFormat;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.Measure;
import com.ibm.icu.util.MeasureUnit;
import com.ibm.icu.util.ULocale;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares rules and words with those of ICU4J, which contains the whole CLDR. */
class PluralsTest {

  /** The languages for which the CLDR has only abbreviations. */
  private static final Set<String> WITHOUT_WORDS = Set.of("ga", "mt");

  private static final Map<String, MeasureUnit> UNITS =
      Map.of(
          "years", MeasureUnit.YEAR,
          "months", MeasureUnit.MONTH,
          "days", MeasureUnit.DAY,
          "hours", MeasureUnit.HOUR,
          "minutes", MeasureUnit.MINUTE,
          "seconds", MeasureUnit.SECOND);

  static List<String> languages() {
    return Texts.LANGUAGES;
  }

  static Stream<String> languagesWithWords() {
    return Texts.LANGUAGES.stream().filter(language -> !WITHOUT_WORDS.contains(language));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void every_number_has_the_form_that_the_unicode_consortium_gives_it(String language) {
    Plurals plurals = Plurals.of(language);
    PluralRules icu = PluralRules.forLocale(new ULocale(language));

    for (int number = 0; number <= 20_000; number++) {
      String form = icu.select(number);
      assertThat(plurals.form(number)).as("%s %d", language, number).isEqualTo(form);
    }
  }

  @ParameterizedTest
  @MethodSource("languagesWithWords")
  void units_of_time_have_the_words_that_the_unicode_consortium_gives_them(String language) {
    Map<String, String> texts = Texts.ofPages(language);
    Plurals plurals = Plurals.of(language);
    MeasureFormat icu =
        MeasureFormat.getInstance(new ULocale(language), MeasureFormat.FormatWidth.WIDE);
    UNITS.forEach(
        (unit, measured) -> {
          for (int number = 1; number <= 200; number++) {
            String text = texts.get("lifetime." + unit + '.' + plurals.form(number));
            assertThat(text.replace("{0}", String.valueOf(number)))
                .as("%s %d %s", language, number, unit)
                .isEqualTo(icu.format(new Measure(number, measured)).replace('\u00a0', ' '));
          }
        });
  }

  @Test
  void a_language_without_rules_is_an_error_that_names_it() {
    assertThatThrownBy(() -> Plurals.of("tlh"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tlh");
  }
}
