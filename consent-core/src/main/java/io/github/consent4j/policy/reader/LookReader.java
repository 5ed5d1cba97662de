package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.PolicyRules;
import io.github.consent4j.policy.Site;
import io.github.consent4j.policy.look.Color;
import io.github.consent4j.policy.look.ColorScheme;
import io.github.consent4j.policy.look.Look;
import io.github.consent4j.policy.look.Palette;
import io.github.consent4j.policy.look.Position;
import io.github.consent4j.policy.look.Shade;
import io.github.consent4j.policy.look.Theme;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the key {@code look}: the appearance of what visitors see. It checks that the colours have
 * enough contrast.
 */
final class LookReader {

  private static final int ROUNDEST = 24;

  /** The contrast of an accent that is computed for the dark scheme. */
  private static final double DARK_ACCENT_CONTRAST = 6;

  private static final double STEP = .05;

  /** Letters of any script, but no character with a meaning in CSS. */
  private static final Pattern FONT = Pattern.compile("\\p{L}[\\p{L}\\p{M}0-9 _-]{0,60}");

  private final Problems problems;

  LookReader(Problems problems) {
    this.problems = problems;
  }

  Look read(@Nullable Fields look, Site site) {
    if (look == null) {
      return Look.DEFAULTS;
    }
    Theme theme = look.option("theme", Theme.CALM);
    ColorScheme scheme = look.option("scheme", ColorScheme.AUTO);
    Integer radius = look.parsed("radius", LookReader::radius);
    Fields colors = look.fields("colors");
    Fields darkColors = look.fields("dark-colors");
    Map<Shade, Color> light = colors(colors);
    Map<Shade, Color> dark = colors(darkColors);
    Look read =
        Look.of(theme)
            .with(scheme)
            .with(look.option("position", Position.BOTTOM))
            .withColors(
                theme.light().with(light), withDarkAccent(theme.dark().with(dark), light, dark))
            .withRadius(radius == null ? theme.radius() : radius)
            .withFonts(look.parsedList("font", LookReader::font));
    if (scheme == ColorScheme.DARK) {
      look.refuse("colors", "where it is always dark, only 'dark-colors' are seen");
    } else {
      check(read.light(), colors, look);
    }
    if (scheme == ColorScheme.LIGHT) {
      look.refuse("dark-colors", "where it is always light, only 'colors' are seen");
    } else {
      check(read.dark(), darkColors, look);
    }
    if (read.position() == Position.CENTER && site.privacyPolicy().isEmpty()) {
      problems.add(
          look.place("position"),
          "'center' lets every page wait for an answer but the privacy policy and the imprint:"
              + " name them under 'site', at least 'privacy-policy'");
    }
    look.end();
    return read;
  }

  private static int radius(String text) {
    String number = text.endsWith("px") ? text.substring(0, text.length() - 2) : text;
    if (!number.matches("\\d{1,2}") || Integer.parseInt(number) > ROUNDEST) {
      throw new IllegalArgumentException(
          "'" + text + "' is no radius: expected a number of pixels from 0 to " + ROUNDEST);
    }
    return Integer.parseInt(number);
  }

  private static String font(String text) {
    if (!FONT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a name of a font: expected names such as [Fira Sans, Arial], of fonts that the"
              + " visitor has or your own style sheet brings; none is fetched for it");
    }
    return text;
  }

  private Map<Shade, Color> colors(@Nullable Fields fields) {
    Map<Shade, Color> colors = new EnumMap<>(Shade.class);
    if (fields == null) {
      return colors;
    }
    for (Shade shade : Shade.values()) {
      Color color = fields.parsed(shade.id(), Color::parse);
      if (color != null) {
        colors.put(shade, color);
      } else if (fields.isEmpty(shade.id())) {
        problems.add(
            fields.place(shade.id()),
            "'"
                + shade.id()
                + "' has no value: a colour needs quotes, as in \"#9a0035\", because # begins a"
                + " comment");
      }
    }
    fields.end();
    return colors;
  }

  /**
   * Returns the dark colours. If the file names an accent for the light scheme only, the dark
   * scheme gets the same accent, made as light as necessary.
   */
  private static Palette withDarkAccent(
      Palette dark, Map<Shade, Color> light, Map<Shade, Color> own) {
    Color accent = light.get(Shade.ACCENT);
    if (accent == null || own.containsKey(Shade.ACCENT)) {
      return dark;
    }
    double share = 0;
    while (share < 1 && !hasContrast(accent.lightened(share), dark)) {
      share += STEP;
    }
    return dark.with(Map.of(Shade.ACCENT, accent.lightened(Math.min(share, 1))));
  }

  private static boolean hasContrast(Color accent, Palette palette) {
    return accent.contrast(palette.color(Shade.SURFACE)) >= DARK_ACCENT_CONTRAST
        && accent.contrast(palette.color(Shade.GROUND)) >= DARK_ACCENT_CONTRAST;
  }

  private void check(Palette palette, @Nullable Fields own, Fields look) {
    for (Palette.Weakness weakness : palette.weaknesses()) {
      Fields named = own == null ? look : own;
      String key = named.has(weakness.shade().id()) ? weakness.shade().id() : weakness.on().id();
      problems.add(named.place(key), PolicyRules.WEAK_CONTRAST, weakness.text());
    }
  }
}
