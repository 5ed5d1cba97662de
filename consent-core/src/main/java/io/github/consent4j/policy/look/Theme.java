package io.github.consent4j.policy.look;

/** A complete look, light and dark. */
public enum Theme {
  /** Blue on white, with soft corners: fits most sites. */
  CALM(
      "calm",
      10,
      Palette.of("#ffffff", "#f3f5f8", "#1a2330", "#515d6c", "#d9dfe6", "#768290", "#234a86"),
      Palette.of("#1b222c", "#11161d", "#edf1f6", "#b0bac6", "#36414f", "#7f8c9b", "#a9c7f5")),
  /** Black on white, with square corners and strong lines: for institutes and authorities. */
  SOBER(
      "sober",
      0,
      Palette.of("#ffffff", "#f1f2f3", "#0e1318", "#414a53", "#b4bbc2", "#5c656f", "#00406e"),
      Palette.of("#14181d", "#0b0e11", "#f6f8fa", "#bfc7cf", "#49525c", "#8f99a4", "#9dccf3")),
  /** Terracotta on cream, round and compact. */
  WARM(
      "warm",
      22,
      Palette.of("#fffbf5", "#f8eee2", "#30231c", "#69564a", "#ebddcd", "#8d7665", "#9c3b1e"),
      Palette.of("#2a221d", "#1d1713", "#f8eee5", "#cfbdae", "#463a32", "#98836f", "#f4b196"));

  private final String id;
  private final int radius;
  private final Palette light;
  private final Palette dark;

  Theme(String id, int radius, Palette light, Palette dark) {
    this.id = id;
    this.radius = radius;
    this.light = light;
    this.dark = dark;
  }

  /** Returns the word for it in YAML and JSON, in lower case with dashes. */
  public String id() {
    return id;
  }

  /** Returns the radius of the corners of buttons, in CSS pixels. */
  public int radius() {
    return radius;
  }

  /** Returns the colours of the light scheme. */
  public Palette light() {
    return light;
  }

  /** Returns the colours of the dark scheme. */
  public Palette dark() {
    return dark;
  }
}
