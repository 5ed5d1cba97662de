package io.github.consent4j.page.asset;

import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.policy.look.ColorScheme;
import io.github.consent4j.policy.look.Look;
import io.github.consent4j.policy.look.Palette;
import io.github.consent4j.policy.look.Shade;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The style sheets for one look. They contain the rules of its theme only. Custom properties of the
 * site override every value.
 */
final class LookStyle {

  private static final String BOTH = ":host,[" + ConsentAttribute.PAGE.attribute() + "]";

  /** CSS keywords for fonts of the system; the name of any other font is quoted. */
  private static final Set<String> GENERIC =
      Set.of(
          "cursive",
          "monospace",
          "sans-serif",
          "serif",
          "system-ui",
          "ui-monospace",
          "ui-rounded",
          "ui-sans-serif",
          "ui-serif");

  private final Look look;

  LookStyle(Look look) {
    this.look = look;
  }

  /** Returns the style sheet for the parts within the site's pages and within frames. */
  String panel() {
    return Resources.text("common.css")
        + Resources.text("panel.css")
        + Resources.text("embed.css")
        + Resources.text(look.position().id() + ".css")
        + Resources.text(look.theme().id() + ".css")
        + values();
  }

  /** Returns the style sheet of the settings page. */
  String document() {
    return Resources.text("common.css")
        + Resources.text("document.css")
        + Resources.text(look.theme().id() + "-settings.css")
        + values();
  }

  private String values() {
    String rest = fonts() + property("radius", look.radius() + "px");
    return switch (look.scheme()) {
      case LIGHT -> rule(look.light(), rest, ColorScheme.LIGHT);
      case DARK -> rule(look.dark(), rest, ColorScheme.DARK);
      case AUTO ->
          rule(look.light(), rest, ColorScheme.AUTO)
              + "@media (prefers-color-scheme:dark){"
              + BOTH
              + '{'
              + colors(look.dark())
              + "}}";
    };
  }

  private static String rule(Palette palette, String rest, ColorScheme scheme) {
    return BOTH + '{' + colors(palette) + rest + "color-scheme:" + schemes(scheme) + '}';
  }

  /** Returns a color scheme as CSS and HTML name it. */
  static String schemes(ColorScheme scheme) {
    return scheme == ColorScheme.AUTO ? "light dark" : scheme.id();
  }

  private static String colors(Palette palette) {
    return List.of(Shade.values()).stream()
        .map(
            shade ->
                property(
                    shade.id(),
                    palette.given(shade).map(Object::toString).orElse("var(--surface)")))
        .collect(Collectors.joining());
  }

  private String fonts() {
    if (look.fonts().isEmpty()) {
      return "";
    }
    String names =
        look.fonts().stream().map(LookStyle::family).collect(Collectors.joining(",", "", ","));
    return property("font", names + "sans-serif") + "--title:var(--font);";
  }

  private static String family(String name) {
    String word = name.toLowerCase(Locale.ROOT);
    return GENERIC.contains(word) ? word : '"' + name + '"';
  }

  private static String property(String name, String value) {
    return "--" + name + ":var(--consent-" + name + ',' + value + ");";
  }
}
