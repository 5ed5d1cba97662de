package io.github.consent4j.policy.look;

import java.util.Locale;

/**
 * An opaque colour in sRGB. Immutable and thread-safe.
 *
 * @param red from 0 to 255
 * @param green from 0 to 255
 * @param blue from 0 to 255
 */
public record Color(int red, int green, int blue) {

  /** The lightest color. */
  public static final Color WHITE = new Color(255, 255, 255);

  /**
   * Reads {@code #rrggbb} or {@code #rgb}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static Color parse(String text) {
    if (!isColor(text)) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a colour: expected six hexadecimal digits such as \"#9a0035\"");
    }
    int number = Integer.parseInt(text, 1, text.length(), 16);
    return text.length() == 7
        ? new Color(number >> 16, number >> 8 & 255, number & 255)
        : new Color((number >> 8) * 17, (number >> 4 & 15) * 17, (number & 15) * 17);
  }

  private static boolean isColor(String text) {
    boolean is = text.startsWith("#") && (text.length() == 4 || text.length() == 7);
    for (int i = 1; is && i < text.length(); i++) {
      is = text.charAt(i) < 128 && Character.digit(text.charAt(i), 16) >= 0;
    }
    return is;
  }

  /** Returns the contrast ratio with another colour, from 1 to 21, as defined by WCAG 2.2. */
  public double contrast(Color other) {
    double one = luminance();
    double two = other.luminance();
    return (Math.max(one, two) + .05) / (Math.min(one, two) + .05);
  }

  private double luminance() {
    return .2126 * linear(red) + .7152 * linear(green) + .0722 * linear(blue);
  }

  private static double linear(int part) {
    double share = part / 255.;
    return share <= .04045 ? share / 12.92 : Math.pow((share + .055) / 1.055, 2.4);
  }

  /**
   * Returns a colour between this one and white. The larger the share, the nearer it is to white.
   */
  public Color lightened(double share) {
    return new Color(lightened(red, share), lightened(green, share), lightened(blue, share));
  }

  private static int lightened(int part, double share) {
    return (int) Math.round(part + (255 - part) * share);
  }

  /** Returns the colour as CSS writes it, such as {@code #9a0035}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }
}
