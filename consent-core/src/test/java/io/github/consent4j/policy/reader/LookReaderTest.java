package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.policy.look.Color;
import io.github.consent4j.policy.look.ColorScheme;
import io.github.consent4j.policy.look.Look;
import io.github.consent4j.policy.look.Position;
import io.github.consent4j.policy.look.Shade;
import io.github.consent4j.policy.look.Theme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookReaderTest {

  private static Look read(String look) {
    return ReferencePolicy.read(ReferencePolicy.YAML + "look: " + look + "\n").settings().look();
  }

  private static List<String> problems(String look) {
    String text = "site: { name: I }\ncategories: { necessary: { required: true } }\nlook:" + look;
    PolicyException failure =
        catchThrowableOfType(PolicyException.class, () -> ReferencePolicy.read(text));
    return failure == null ? List.of() : failure.problems().stream().map(Object::toString).toList();
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void every_theme_has_enough_contrast_in_light_and_dark(Theme theme) {
    assertThat(theme.light().weaknesses()).isEmpty();
    assertThat(theme.dark().weaknesses()).isEmpty();
    assertThat(read("{ theme: " + theme.id() + " }")).isEqualTo(Look.of(theme));
  }

  @Test
  void a_site_without_settings_has_the_calm_theme_at_the_bottom_in_light_and_dark() {
    assertThat(read("{}")).isEqualTo(Look.DEFAULTS);
    assertThat(Look.DEFAULTS.theme()).isEqualTo(Theme.CALM);
    assertThat(Look.DEFAULTS.position()).isEqualTo(Position.BOTTOM);
    assertThat(Look.DEFAULTS.scheme()).isEqualTo(ColorScheme.AUTO);
  }

  @Test
  void reads_every_setting() {
    Look look =
        read(
            """

              theme: sober
              scheme: auto
              position: corner
              radius: 4px
              font: [Fira Sans, system-ui]
              colors: { accent: "#9a0035", surface: "#FFF" }
              dark-colors: { accent: "#ff9db8", on-accent: "#2b0010" }
            """);

    assertThat(look.position()).isEqualTo(Position.CORNER);
    assertThat(look.radius()).isEqualTo(4);
    assertThat(look.fonts()).containsExactly("Fira Sans", "system-ui");
    assertThat(look.light().color(Shade.ACCENT)).hasToString("#9a0035");
    assertThat(look.light().color(Shade.ON_ACCENT)).hasToString("#ffffff");
    assertThat(look.light().color(Shade.INK)).isEqualTo(Theme.SOBER.light().color(Shade.INK));
    assertThat(look.dark().color(Shade.ACCENT)).hasToString("#ff9db8");
    assertThat(look.dark().color(Shade.ON_ACCENT)).hasToString("#2b0010");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#9a0035", "#000", "#003366", "#1b5e20", "#6a1b9a"})
  void one_accent_is_enough_for_light_and_dark(String accent) {
    for (Theme theme : Theme.values()) {
      Look look = read("{ theme: %s, colors: { accent: \"%s\" } }".formatted(theme.id(), accent));

      assertThat(look.dark().weaknesses()).isEmpty();
      assertThat(look.dark().color(Shade.ACCENT))
          .isNotEqualTo(theme.dark().color(Shade.ACCENT))
          .isNotEqualTo(Color.parse(accent));
    }
  }

  @Test
  void a_dark_accent_of_the_site_is_not_changed() {
    Look look = read("{ colors: { accent: \"#9a0035\" }, dark-colors: { accent: \"#7fc4ff\" } }");

    assertThat(look.dark().color(Shade.ACCENT)).hasToString("#7fc4ff");
  }

  @Test
  void too_little_contrast_of_text_is_an_error_that_names_both_colours_and_the_contrast() {
    assertThat(problems("\n  colors:\n    accent: \"#ffcc00\"\n"))
        .first()
        .isEqualTo(
            "consent.yaml:5:5: 'accent' #ffcc00 on 'surface' #ffffff has a contrast of 1.51:1,"
                + " but text needs 4.5:1 (WCAG 2.2, 1.4.3)");
    assertThat(problems(" { colors: { surface: \"#515d6c\", ground: \"#515d6c\" } }"))
        .contains(
            "consent.yaml:3:19: 'quiet' #515d6c on 'surface' #515d6c has a contrast of 1.00:1,"
                + " but text needs 4.5:1 (WCAG 2.2, 1.4.3)");
    assertThat(problems(" { dark-colors: { on-accent: \"#ffffff\" } }"))
        .containsExactly(
            "consent.yaml:3:24: 'on-accent' #ffffff on 'accent' #a9c7f5 has a contrast of 1.72:1,"
                + " but text needs 4.5:1 (WCAG 2.2, 1.4.3)");
  }

  @Test
  void edges_of_controls_need_contrast_too() {
    assertThat(problems(" { colors: { edge: \"#cccccc\" } }"))
        .hasSize(2)
        .first()
        .asString()
        .contains("'edge' #cccccc on 'surface' #ffffff", "1.60:1", "3:1 (WCAG 2.2, 1.4.11)");
  }

  @Test
  void dividing_lines_need_no_contrast() {
    assertThat(problems(" { colors: { line: \"#fefefe\" } }")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "red",
        "9a0035",
        "#9a00",
        "#9a003500",
        "#9a0035;}body{display:none",
        "url(//evil.example/x)",
        "var(--x)",
        "rgb(1,2,3)",
        "#gggggg"
      })
  void a_colour_is_six_digits_and_nothing_else(String color) {
    assertThat(problems(" { colors: { accent: \"" + color + "\" } }"))
        .singleElement()
        .asString()
        .startsWith("consent.yaml:3:27: '" + color + "' is not a colour: expected");
  }

  @Test
  void a_colour_without_quotes_is_reported_as_a_comment() {
    assertThat(problems("\n  colors:\n    accent: #9a0035\n"))
        .containsExactly(
            "consent.yaml:5:5: 'accent' has no value: a colour needs quotes, as in \"#9a0035\","
                + " because # begins a comment");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url(https://fonts.example/x.woff2)",
        "x\\\";}*{display:none}",
        "</style>",
        "Arial, serif",
        "@import",
        "3 Sans",
        "var(--f)",
        "a\\\\"
      })
  void a_font_is_a_name_and_nothing_else(String font) {
    assertThat(problems(" { font: [\"" + font + "\"] }"))
        .singleElement()
        .asString()
        .contains("is not a name of a font", "none is fetched");
  }

  @ParameterizedTest
  @ValueSource(strings = {"25", "-1", "1em", "calc(1px)", "8px;", "px"})
  void a_radius_is_a_number_of_pixels(String radius) {
    assertThat(problems(" { radius: \"" + radius + "\" }"))
        .containsExactly(
            "consent.yaml:3:17: '"
                + radius
                + "' is no radius: expected a number of pixels from 0 to 24");
  }

  @Test
  void misspelt_words_get_a_suggestion() {
    assertThat(
            problems(
                " { theme: som, position: centre, scheme: drk, color: {}, colors: { acent: x } }"))
        .containsExactlyInAnyOrder(
            "consent.yaml:3:16: 'som' is not a value of 'theme'; known are calm, sober, warm",
            "consent.yaml:3:31: 'centre' is not a value of 'position'; did you mean 'center'?",
            "consent.yaml:3:47: 'drk' is not a value of 'scheme'; did you mean 'dark'?",
            "consent.yaml:3:52: unknown key 'color' in 'look'; did you mean 'colors'?",
            "consent.yaml:3:73: unknown key 'acent' in 'colors'; did you mean 'accent'?");
  }

  @Test
  void colours_of_a_scheme_that_is_never_used_are_an_error() {
    assertThat(problems(" { scheme: light, dark-colors: { accent: \"#ffffff\" } }"))
        .containsExactly(
            "consent.yaml:3:24: 'dark-colors' makes no sense in 'look': where it is always light,"
                + " only 'colors' are seen");
    assertThat(problems(" { scheme: dark, colors: { accent: \"#9a0035\" } }"))
        .containsExactly(
            "consent.yaml:3:23: 'colors' makes no sense in 'look': where it is always dark,"
                + " only 'dark-colors' are seen");
  }

  @Test
  void a_banner_in_the_middle_needs_a_privacy_policy() {
    assertThat(problems(" { position: center }"))
        .containsExactly(
            "consent.yaml:3:9: 'center' lets every page wait for an answer but the privacy policy"
                + " and the imprint: name them under 'site', at least 'privacy-policy'");
    assertThat(read("{ position: center }").position()).isEqualTo(Position.CENTER);
  }

  @Test
  void contrast_is_computed_as_in_wcag() {
    assertThat(Color.parse("#000").contrast(Color.WHITE)).isEqualTo(21);
    assertThat(Color.parse("#767676").contrast(Color.WHITE)).isBetween(4.54, 4.55);
    assertThat(Color.WHITE.contrast(Color.parse("#777777"))).isBetween(4.47, 4.48);
  }
}
