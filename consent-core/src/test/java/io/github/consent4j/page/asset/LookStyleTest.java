package io.github.consent4j.page.asset;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.page.Gzip;
import io.github.consent4j.page.Visitors;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.policy.look.Position;
import io.github.consent4j.policy.look.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookStyleTest {

  private static final Pattern PROPERTY = Pattern.compile("--consent-[a-z-]+");

  /**
   * Custom properties that the style sheets themselves pass from the page to the elements over it.
   */
  private static final Set<String> OWN = Set.of("--consent-room", "--consent-gap");

  private static LookStyle style(String look) {
    return new LookStyle(
        ReferencePolicy.read(ReferencePolicy.YAML + "look: " + look + "\n").settings().look());
  }

  static Stream<Arguments> everyLook() {
    return Arrays.stream(Theme.values())
        .flatMap(
            theme ->
                Arrays.stream(Position.values())
                    .map(position -> Arguments.of(theme.id(), position.id())));
  }

  private static String look(String theme, String position) {
    return "{ theme: %s, position: %s }".formatted(theme, position);
  }

  @ParameterizedTest
  @MethodSource("everyLook")
  void every_look_stays_within_the_budget(String theme, String position) {
    LookStyle style = style(look(theme, position));

    assertThat(Gzip.length(style.panel())).as("banner and notices").isLessThanOrEqualTo(2500);
    assertThat(Gzip.length(style.document())).as("own pages").isLessThanOrEqualTo(3000);
  }

  @Test
  void the_sizes_of_all_looks_are_written_down() throws IOException {
    List<String> table = new ArrayList<>();
    everyLook()
        .map(look -> List.of(look.get()))
        .forEach(
            look -> {
              LookStyle style = style(look((String) look.get(0), (String) look.get(1)));
              table.add(
                  String.format(
                      "%-6s %-7s panel.css %4d of 2500, document.css %4d of 3000",
                      look.get(0),
                      look.get(1),
                      Gzip.length(style.panel()),
                      Gzip.length(style.document())));
            });
    Files.writeString(Path.of("target", "look-sizes.txt"), String.join("\n", table) + "\n");

    assertThat(table).hasSize(12);
  }

  @ParameterizedTest
  @MethodSource("everyLook")
  void the_style_loads_nothing_forces_nothing_and_does_not_select_elements_of_the_site(
      String theme, String position) {
    LookStyle style = style(look(theme, position));

    for (String css : List.of(style.panel(), style.document())) {
      assertThat(css)
          .doesNotContain("!important", "url(", "@import", "@font-face", "//", "expression")
          .doesNotContainPattern("[{}](body|html|\\*)[ ,{]");
    }
    assertThat(style.panel().split("}"))
        .filteredOn(rule -> rule.contains(":root"))
        .isNotEmpty()
        .allMatch(rule -> rule.contains(":root:has(> body > page-"));
  }

  @Test
  void only_the_rules_of_the_look_are_served() {
    String calm = style("{ theme: calm }").panel();

    assertThat(calm).contains("#234a86").doesNotContain("#00406e", "#9c3b1e", ":modal", ".bar");
    assertThat(style("{ theme: sober, position: center }").panel())
        .contains("#00406e", ":modal")
        .doesNotContain("#234a86");
  }

  @Test
  void a_fixed_color_scheme_ignores_the_system() {
    LookStyle light = style("{ scheme: light }");
    LookStyle dark = style("{ scheme: dark }");

    assertThat(light.panel()).contains("color-scheme:light}", "#ffffff").doesNotContain("#1b222c");
    assertThat(dark.document()).contains("color-scheme:dark}", "#1b222c").doesNotContain("#234a86");
    assertThat(light.panel() + dark.document()).doesNotContain("prefers-color-scheme");
    assertThat(style("{}").panel()).contains("color-scheme:light dark}", "prefers-color-scheme");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void documents_declare_the_color_scheme_before_their_style_is_loaded(String scheme) {
    Visitors visitors =
        Visitors.of(
            ReferencePolicy.read(ReferencePolicy.YAML + "look: { scheme: " + scheme + " }\n"));

    assertThat(visitors.pages().settings(Visitors.view(visitors.undecided())))
        .contains("<meta name=\"color-scheme\" content=\"" + scheme + "\">");
  }

  @Test
  void the_site_style_overrides_the_policy_and_the_policy_overrides_the_theme() {
    String css =
        style(
                "{ radius: 3, font: [Fira Sans, ui-serif],"
                    + " colors: { accent: \"#9a0035\", on-accent: \"#fff8fa\" } }")
            .panel();

    assertThat(css)
        .contains(
            "--accent:var(--consent-accent,#9a0035);",
            "--on-accent:var(--consent-on-accent,#fff8fa);",
            "--radius:var(--consent-radius,3px);",
            "--font:var(--consent-font,\"Fira Sans\",ui-serif,sans-serif);--title:var(--font);")
        .doesNotContain("#234a86");
    assertThat(css.indexOf("\"Fira Sans\"")).isGreaterThan(css.lastIndexOf("--title:var(--font)}"));
  }

  private static Set<String> properties(String text) {
    Set<String> found = new TreeSet<>();
    PROPERTY.matcher(text).results().map(MatchResult::group).forEach(found::add);
    found.removeAll(OWN);
    return found;
  }

  @Test
  void the_readme_documents_every_property_and_no_other() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));

    for (Theme theme : Theme.values()) {
      LookStyle style = style("{ theme: " + theme.id() + " }");
      assertThat(properties(readme)).isEqualTo(properties(style.panel() + style.document()));
    }
  }

  @Test
  void the_readme_documents_every_key() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));

    assertThat(readme)
        .contains(
            "`look.theme`",
            "`look.scheme`",
            "`look.position`",
            "`look.colors.<shade>`",
            "`look.dark-colors.<shade>`",
            "`look.radius`",
            "`look.font`");
  }
}
