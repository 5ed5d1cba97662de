package io.github.consent4j.policy.look;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A colour for every {@link Shade}. Where none is given for text on buttons, it has the colour of
 * the surface, from which the accent stands out anyway. Immutable and thread-safe.
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

  /** The same with other colours for some shades. */
  public Palette with(Map<Shade, Color> others) {
    Map<Shade, Color> all = new EnumMap<>(colors);
    all.putAll(others);
    return new Palette(all);
  }

  /** The colour for a shade; empty for text on buttons that has the colour of the surface. */
  public Optional<Color> given(Shade shade) {
    return Optional.ofNullable(colors.get(shade));
  }

  /** The colour that is seen for a shade. */
  public Color color(Shade shade) {
    return given(shade).orElseGet(() -> color(Shade.SURFACE));
  }

  /**
   * Two colours that are too near to each other.
   *
   * @param shade what is to be seen
   * @param on what it stands on
   * @param text says so
   */
  public record Weakness(Shade shade, Shade on, String text) {}

  /** What does not stand out as WCAG 2.2 asks for. */
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
      // never rounded up to what would be enough
      double told = Math.floor(contrast * 100) / 100;
      String text =
          String.format(
              Locale.ROOT,
              "'%s' %s on '%s' %s has a contrast of %.2f:1, but %s",
              shade.id(),
              color(shade),
              on.id(),
              color(on),
              told,
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
