package io.github.consent4j.policy.look;

import java.util.List;

/**
 * What banner, notices, settings and placeholders look like. The custom properties of the site's
 * own style sheet, {@code --consent-accent} and the like, go before it. Immutable and thread-safe.
 *
 * @param theme of what kind it is
 * @param scheme whether it is light or dark
 * @param position where the banner stands
 * @param light colours by day
 * @param dark colours by night
 * @param radius how round the corners of buttons are, in CSS pixels; those of boxes follow
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

  /** What holds where the site says nothing. */
  public static final Look DEFAULTS = of(Theme.CALM);

  public Look {
    fonts = List.copyOf(fonts);
  }

  /** The look of a theme, of which nothing is changed. */
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
