package io.github.consent4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules for the files that translators edit. */
class TextsTest {

  private static final Path FILES = Path.of("src/main/resources/io/github/consent4j/text");

  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");
  private static final Pattern COUNTED =
      Pattern.compile("(details\\.items|lifetime\\.\\w+)\\.(zero|one|two|few|many|other)");

  /** Languages in which a text is the same as in English, by key. */
  private static final Map<String, Set<String>> SAME_AS_ENGLISH =
      Map.of(
          // These languages use the English technical term, too.
          "kind.cookie",
              Set.of("de", "fr", "es", "it", "pt", "ro", "nl", "da", "sv", "mt", "el", "cs", "sk"),
          "stored.name", Set.of("de"),
          "choice.settings", Set.of("mt"),
          "kind.indexed-db", Set.of("nl", "da", "nb"),
          "stored.domain", Set.of("da", "nb"),
          "details.items.other", Set.of("nl"),
          "lifetime.minutes.other", Set.of("fr"));

  static List<String> languages() {
    return Texts.LANGUAGES;
  }

  static Stream<String> translations() {
    return Texts.LANGUAGES.stream().filter(language -> !language.equals(Texts.DEFAULT));
  }

  @Test
  void exist_in_all_official_languages_of_the_union_and_five_more() {
    assertThat(Texts.LANGUAGES)
        .containsExactlyInAnyOrder(
            ("bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv"
                    + " nb is uk tr ar")
                .split(" "));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void are_read_as_translators_have_written_them(String language) throws IOException {
    assertThat(Texts.ofPages(language)).isEqualTo(written("page_" + language));
    assertThat(Texts.ofServices(language)).isEqualTo(written("services_" + language));
    assertThat(Texts.ofPurposes(language)).isEqualTo(written("purposes_" + language));
  }

  private static Properties written(String name) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(FILES.resolve(name + ".properties"))) {
      properties.load(reader);
    }
    return properties;
  }

  @ParameterizedTest
  @MethodSource("languages")
  void have_the_same_keys_in_the_same_order_in_every_language(String language) throws IOException {
    assertThat(keys("page_" + language).map(TextsTest::uncounted).distinct())
        .containsExactlyElementsOf(keys("page_en").map(TextsTest::uncounted).distinct().toList());
    assertThat(keys("services_" + language))
        .containsExactlyElementsOf(keys("services_en").toList());
  }

  @ParameterizedTest
  @MethodSource("languages")
  void have_the_same_purposes_in_the_same_order_in_every_language(String language)
      throws IOException {
    assertThat(keys("purposes_" + language))
        .containsExactlyElementsOf(keys("purposes_en").toList())
        .hasSizeBetween(60, 90);
    Map<String, String> english = Texts.ofPurposes("en");
    Texts.ofPurposes(language)
        .forEach(
            (key, sentence) -> {
              assertThat(sentence).as(key).isNotBlank();
              assertThat(places(sentence)).as(key).isEqualTo(places(english.get(key)));
              assertThat(sentence.equals(english.get(key)))
                  .as("%s in %s: %s", key, language, sentence)
                  .isEqualTo(language.equals(Texts.DEFAULT));
            });
  }

  @ParameterizedTest
  @MethodSource("languages")
  void use_the_plural_forms_of_the_language(String language) {
    Set<String> forms = new TreeSet<>();
    Plurals plurals = Plurals.of(language);
    for (int number = 0; number < 1000; number++) {
      forms.add(plurals.form(number));
    }
    Map<String, Set<String>> byKey = new HashMap<>();
    for (String key : Texts.ofPages(language).keySet()) {
      var counted = COUNTED.matcher(key);
      if (counted.matches()) {
        byKey.computeIfAbsent(counted.group(1), k -> new TreeSet<>()).add(counted.group(2));
      }
    }
    assertThat(byKey).hasSize(7);
    assertThat(byKey.values()).containsOnly(forms);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void have_the_placeholders_of_the_english_texts(String language) {
    Map<String, String> english = Texts.ofPages("en");
    Texts.ofPages(language)
        .forEach(
            (key, text) -> {
              var counted = COUNTED.matcher(key);
              assertThat(text).as(key).isNotBlank();
              if (!counted.matches()) {
                assertThat(places(text)).as(key).isEqualTo(places(english.get(key)));
              } else if (!Set.of("zero", "one", "two").contains(counted.group(2))) {
                // A form for one number only may contain the number as a word.
                assertThat(places(text)).as(key).containsExactly("0");
              }
            });
    Texts.ofServices(language).values().forEach(text -> assertThat(text).isNotBlank());
    assertThat(String.join("", Texts.ofServices(language).values())).doesNotContain("{", "}");
  }

  @ParameterizedTest
  @MethodSource("translations")
  void are_translated(String language) {
    Map<String, String> english = Texts.ofPages("en");
    Texts.ofPages(language)
        .forEach(
            (key, text) -> {
              boolean same =
                  key.equals("language.direction")
                      ? !language.equals("ar")
                      : SAME_AS_ENGLISH.getOrDefault(key, Set.of()).contains(language);
              assertThat(text.equals(english.get(key)))
                  .as("%s in %s is the English text: %s", key, language, text)
                  .isEqualTo(same);
            });
    Map<String, String> services = Texts.ofServices("en");
    Texts.ofServices(language)
        .forEach((key, text) -> assertThat(text).as(key).isNotEqualTo(services.get(key)));
  }

  /** Two of the answers stand side by side on a screen of 360 px, in at most two lines. */
  @ParameterizedTest
  @MethodSource("languages")
  void have_answers_that_fit_a_small_screen(String language) {
    Map<String, String> texts = Texts.ofPages(language);
    for (String answer : List.of("accept-all", "reject-all", "settings", "save")) {
      String text = texts.get("choice." + answer);
      assertThat(text).as(answer).hasSizeLessThanOrEqualTo(30);
      assertThat(Arrays.stream(text.split(" ")))
          .as(text)
          .allSatisfy(word -> assertThat(word).hasSizeLessThanOrEqualTo(16));
    }
  }

  /**
   * Refusing is as easy as agreeing: neither answer is more than half as long again as the other.
   */
  @ParameterizedTest
  @MethodSource("languages")
  void have_answers_of_similar_length(String language) {
    Map<String, String> texts = Texts.ofPages(language);
    int accept = texts.get("choice.accept-all").length();
    int reject = texts.get("choice.reject-all").length();

    assertThat(Math.max(accept, reject)).isLessThanOrEqualTo(Math.min(accept, reject) * 3 / 2 + 1);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void run_from_right_to_left_in_arabic_alone(String language) {
    assertThat(Texts.ofPages(language).get("language.direction"))
        .isEqualTo(language.equals("ar") ? "rtl" : "ltr");
  }

  @ParameterizedTest
  @MethodSource("languages")
  void explain_the_placeholders_to_translators(String language) throws IOException {
    assertThat(file("page_" + language)).startsWith("#").contains("{0}", "{1}");
  }

  @ParameterizedTest
  @CsvSource({
    "de-AT, de-at de",
    "de_AT, de-at de",
    "zh-Hant-TW, zh-hant-tw zh-hant zh",
    "no, no nb nn",
    "nn-NO, nn-no nn nb no",
    "nb, nb no nn"
  })
  void serve_readers_of_regional_and_similar_languages(String tag, String serving) {
    assertThat(Texts.serving(tag)).containsExactly(serving.split(" "));
  }

  private static Set<String> places(String text) {
    return PLACE
        .matcher(text)
        .results()
        .map(place -> place.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String uncounted(String key) {
    return COUNTED.matcher(key).replaceFirst("$1");
  }

  private static Stream<String> keys(String name) throws IOException {
    return file(name)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.substring(0, line.indexOf('=')));
  }

  private static String file(String name) throws IOException {
    return Files.readString(FILES.resolve(name + ".properties"));
  }
}
