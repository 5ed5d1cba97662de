package io.github.consent4j.policy.look;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A colour for every {@link Shade}. If no colour is given for text on buttons, it has the colour of
 * the surface, which the accent contrasts with anyway. Immutable and thread-safe.
 */
public final class Palette {

  private static final double TEXT = 4.5;
  private static final double EDGE = 3;

  private final Map<Shade, Color> colors;

  private Palette(Map<Shade, Color> colors) {
    this.colors = colors;
  }

  static Palette of(
      String surface,
      String ground,
      String ink,
      String quiet,
      String line,
      String edge,
      String accent) {
    Map<Shade, Color> colors = new EnumMap<>(Shade.class);
    colors.put(Shade.SURFACE, Color.parse(surface));
    colors.put(Shade.GROUND, Color.parse(ground));
    colors.put(Shade.INK, Color.parse(ink));
    colors.put(Shade.QUIET, Color.parse(quiet));
    colors.put(Shade.LINE, Color.parse(line));
    colors.put(Shade.EDGE, Color.parse(edge));
    colors.put(Shade.ACCENT, Color.parse(accent));
    return new Palette(colors);
  }

  /** Returns this palette with other colours for some shades. */
  public Palette with(Map<Shade, Color> others) {
    Map<Shade, Color> all = new EnumMap<>(colors);
    all.putAll(others);
    return new Palette(all);
  }

  /**
   * Returns the colour that is given for a shade; empty for text on buttons with the surface's
   * colour.
   */
  public Optional<Color> given(Shade shade) {
    return Optional.ofNullable(colors.get(shade));
  }

  /** Returns the colour that visitors see for a shade. */
  public Color color(Shade shade) {
    return given(shade).orElseGet(() -> color(Shade.SURFACE));
  }

  /**
   * Two colours with too little contrast.
   *
   * @param shade the colour of the foreground
   * @param on the colour of the background
   * @param text the message
   */
  public record Weakness(Shade shade, Shade on, String text) {}

  /** Returns the pairs of colours whose contrast is less than WCAG 2.2 demands. */
  public List<Weakness> weaknesses() {
    List<Weakness> found = new ArrayList<>();
    for (Shade ground : List.of(Shade.SURFACE, Shade.GROUND)) {
      for (Shade text : List.of(Shade.INK, Shade.QUIET, Shade.ACCENT)) {
        check(text, ground, TEXT, "text needs 4.5:1 (WCAG 2.2, 1.4.3)", found);
      }
      check(Shade.EDGE, ground, EDGE, "edges of controls need 3:1 (WCAG 2.2, 1.4.11)", found);
    }
    check(Shade.ON_ACCENT, Shade.ACCENT, TEXT, "text needs 4.5:1 (WCAG 2.2, 1.4.3)", found);
    return found;
  }

  private void check(Shade shade, Shade on, double least, String rule, List<Weakness> found) {
    double contrast = color(shade).contrast(color(on));
    if (contrast < least) {
      // The value is rounded down, so that it never seems sufficient.
      double shown = Math.floor(contrast * 100) / 100;
      String text =
          String.format(
              Locale.ROOT,
              "'%s' %s on '%s' %s has a contrast of %.2f:1, but %s",
              shade.id(),
              color(shade),
              on.id(),
              color(on),
              shown,
              rule);
      found.add(new Weakness(shade, on, text));
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Palette palette && colors.equals(palette.colors);
  }

  @Override
  public int hashCode() {
    return colors.hashCode();
  }

  @Override
  public String toString() {
    return colors.toString();
  }
}
