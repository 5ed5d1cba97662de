package io.github.consent4j.policy.look;

import java.util.List;

/**
 * The appearance of banner, notices, settings and placeholders. Custom properties in the site's own
 * style sheet, such as {@code --consent-accent}, override it. Immutable and thread-safe.
 *
 * @param theme the theme that sets everything else by default
 * @param scheme light, dark, or as the visitor's system
 * @param position the position of the banner
 * @param light colours of the light scheme
 * @param dark colours of the dark scheme
 * @param radius radius of the corners of buttons, in CSS pixels; the corners of boxes follow from
 *     it
 * @param fonts names of font families, the best first; empty for those of the theme
 */
public record Look(
    Theme theme,
    ColorScheme scheme,
    Position position,
    Palette light,
    Palette dark,
    int radius,
    List<String> fonts) {

  /** The look of a site that declares none. */
  public static final Look DEFAULTS = of(Theme.CALM);

  public Look {
    fonts = List.copyOf(fonts);
  }

  public static Look of(Theme theme) {
    return new Look(
        theme,
        ColorScheme.AUTO,
        Position.BOTTOM,
        theme.light(),
        theme.dark(),
        theme.radius(),
        List.of());
  }
}
