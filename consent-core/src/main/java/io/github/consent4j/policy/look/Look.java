package io.github.consent4j.policy.look;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The appearance of banner, notices, settings and placeholders. Custom properties in the site's own
 * style sheet, such as {@code --consent-accent}, override it. Immutable and thread-safe.
 *
 * <pre>{@code
 * Look.of(Theme.SOBER).with(Position.TOP)
 * }</pre>
 */
public final class Look {

  /** The look of a site that declares none. */
  public static final Look DEFAULTS = of(Theme.CALM);

  private record Values(
      Theme theme,
      ColorScheme scheme,
      Position position,
      Palette light,
      Palette dark,
      int radius,
      List<String> fonts) {}

  private final Values values;

  private Look(Values values) {
    this.values = values;
  }

  /**
   * Returns the look of a theme without changes: as light or dark as the visitor's system, with the
   * banner at the bottom.
   */
  public static Look of(Theme theme) {
    return new Look(
        new Values(
            theme,
            ColorScheme.AUTO,
            Position.BOTTOM,
            theme.light(),
            theme.dark(),
            theme.radius(),
            List.of()));
  }

  /** Returns this look with another color scheme. */
  public Look with(ColorScheme scheme) {
    return new Look(new Values(theme(), scheme, position(), light(), dark(), radius(), fonts()));
  }

  /** Returns this look with another position of the banner. */
  public Look with(Position position) {
    return new Look(new Values(theme(), scheme(), position, light(), dark(), radius(), fonts()));
  }

  /** Returns this look with other colours. */
  public Look withColors(Palette light, Palette dark) {
    return new Look(new Values(theme(), scheme(), position(), light, dark, radius(), fonts()));
  }

  /** Returns this look with another radius. */
  public Look withRadius(int radius) {
    return new Look(new Values(theme(), scheme(), position(), light(), dark(), radius, fonts()));
  }

  /** Returns this look with other fonts. */
  public Look withFonts(List<String> fonts) {
    return new Look(
        new Values(theme(), scheme(), position(), light(), dark(), radius(), List.copyOf(fonts)));
  }

  /** Returns the theme that sets everything else by default. */
  public Theme theme() {
    return values.theme;
  }

  /** Returns whether it is light, dark, or as the visitor's system. */
  public ColorScheme scheme() {
    return values.scheme;
  }

  /** Returns the position of the banner. */
  public Position position() {
    return values.position;
  }

  /** Returns the colours of the light scheme. */
  public Palette light() {
    return values.light;
  }

  /** Returns the colours of the dark scheme. */
  public Palette dark() {
    return values.dark;
  }

  /**
   * Returns the radius of the corners of buttons, in CSS pixels. The corners of boxes follow from
   * it.
   */
  public int radius() {
    return values.radius;
  }

  /** Returns the names of font families, the best first; empty for those of the theme. */
  public List<String> fonts() {
    return values.fonts;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Look look && values.equals(look.values);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(values);
  }

  @Override
  public String toString() {
    return "Look" + values;
  }
}
