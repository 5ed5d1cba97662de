package io.github.consent4j.page.asset;

import io.github.consent4j.policy.look.ColorScheme;
import io.github.consent4j.policy.look.Look;
import io.github.consent4j.policy.look.Palette;
import io.github.consent4j.policy.look.Shade;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The style sheets for one look, each with the rules of its theme alone. Every value gives way to a
 * custom property of the site.
 */
final class LookStyle {

  private static final String BOTH = ":host,[data-consent-page]";

  /** Words of CSS that stand for a font of the system; any other name is in quotes. */
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

  /** For what stands in the site's pages, and in their frames. */
  String panel() {
    return Resources.text("common.css")
        + Resources.text("panel.css")
        + Resources.text("embed.css")
        + Resources.text(look.position().id() + ".css")
        + Resources.text(look.theme().id() + ".css")
        + values();
  }

  /** For the settings page. */
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

  /** As CSS and HTML call a scheme. */
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
