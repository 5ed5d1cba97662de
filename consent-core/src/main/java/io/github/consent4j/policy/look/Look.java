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

  /** The look of a theme as it comes: as light or dark as the visitor's system, at the bottom. */
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

  /** The same look, light or dark. */
  public Look with(ColorScheme scheme) {
    return new Look(new Values(theme(), scheme, position(), light(), dark(), radius(), fonts()));
  }

  /** The same look with the banner elsewhere. */
  public Look with(Position position) {
    return new Look(new Values(theme(), scheme(), position, light(), dark(), radius(), fonts()));
  }

  /** The same look in other colours. */
  public Look withColors(Palette light, Palette dark) {
    return new Look(new Values(theme(), scheme(), position(), light, dark, radius(), fonts()));
  }

  /** The same look with other corners. */
  public Look withRadius(int radius) {
    return new Look(new Values(theme(), scheme(), position(), light(), dark(), radius, fonts()));
  }

  /** The same look in other fonts. */
  public Look withFonts(List<String> fonts) {
    return new Look(
        new Values(theme(), scheme(), position(), light(), dark(), radius(), List.copyOf(fonts)));
  }

  /** The theme that it is based on. */
  public Theme theme() {
    return values.theme;
  }

  /** Whether it is light, dark, or as the visitor's system. */
  public ColorScheme scheme() {
    return values.scheme;
  }

  /** The place of the banner. */
  public Position position() {
    return values.position;
  }

  /** The light colours. */
  public Palette light() {
    return values.light;
  }

  /** The dark colours. */
  public Palette dark() {
    return values.dark;
  }

  /** The radius of the corners of buttons, in CSS pixels; those of boxes follow. */
  public int radius() {
    return values.radius;
  }

  /** Names of font families, the best first; empty for those of the theme. */
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
