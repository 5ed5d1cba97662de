package io.github.consent4j.cli.browser.banner;

import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ViewportSize;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a banner as it was measured. Lengths are in CSS pixels.
 *
 * @param facts the result of the script
 * @param box where it is in the window of the page; null if it is not laid out
 * @param window the size of the window
 */
record Answer(Facts facts, @Nullable BoundingBox box, ViewportSize window) {

  /** Lengths that differ by less are a matter of rounding. */
  private static final double ROUNDING = 1;

  String label() {
    return facts.text("label");
  }

  /** Returns {@code button}, {@code link}, or another role or element. */
  String kind() {
    return facts.text("kind");
  }

  double width() {
    return facts.number("width");
  }

  double height() {
    return facts.number("height");
  }

  double contrast() {
    return facts.number("contrast");
  }

  double luminance() {
    return facts.number("luminance");
  }

  /** Returns whether the colours behind the label are known, which they are not over a picture. */
  boolean hasKnownColours() {
    return facts.is("known");
  }

  String ground() {
    return facts.text("ground");
  }

  /** Returns one of the three parts of the background's colour, up to 255. */
  int part(int index) {
    return Integer.parseInt(ground().substring(1 + 2 * index, 3 + 2 * index), 16);
  }

  boolean isInView() {
    return facts.is("inView")
        && box != null
        && box.x >= -ROUNDING
        && box.y >= -ROUNDING
        && box.x + box.width <= window.width + ROUNDING
        && box.y + box.height <= window.height + ROUNDING;
  }

  String whyOutOfView() {
    if (box == null || !facts.is("visible")) {
      return "is not shown";
    }
    double below = box.y + box.height - window.height;
    if (below > ROUNDING) {
      return "ends " + Math.round(below) + " px below the window";
    }
    return facts.is("inView") ? "is beside the window" : "is covered or cut off";
  }

  String size() {
    return Math.round(width()) + " x " + Math.round(height()) + " px";
  }

  String lettering() {
    return "%s px letters of weight %s, border %s"
        .formatted(
            plain(facts.number("fontSize")),
            plain(facts.number("fontWeight")),
            facts.text("border"));
  }

  String ratio() {
    return String.format(Locale.ROOT, "%.1f:1", contrast());
  }

  private static String plain(double number) {
    String text = String.format(Locale.ROOT, "%.1f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  @Override
  public String toString() {
    return "'" + label() + "'";
  }
}
