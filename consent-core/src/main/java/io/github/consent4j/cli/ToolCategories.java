package io.github.consent4j.cli;

import java.util.Locale;
import java.util.Map;

/** The words of other tools for categories. */
final class ToolCategories {

  /** The usual words for categories, and the ones of this library. */
  private static final Map<String, String> CATEGORIES =
      Map.ofEntries(
          Map.entry("necessary", PolicyDraft.NECESSARY),
          Map.entry("essential", PolicyDraft.NECESSARY),
          Map.entry("required", PolicyDraft.NECESSARY),
          Map.entry("security", PolicyDraft.NECESSARY),
          Map.entry("statistics", "statistics"),
          Map.entry("statistic", "statistics"),
          Map.entry("analytics", "statistics"),
          Map.entry("analytic", "statistics"),
          Map.entry("performance", "statistics"),
          Map.entry("marketing", "marketing"),
          Map.entry("advertising", "marketing"),
          Map.entry("advertisement", "marketing"),
          Map.entry("ads", "marketing"),
          Map.entry("targeting", "marketing"),
          Map.entry("functional", "functional"),
          Map.entry("functionality", "functional"),
          Map.entry("preferences", "functional"),
          Map.entry("media", "external-media"),
          Map.entry("video", "external-media"),
          Map.entry("external-media", "external-media"));

  private ToolCategories() {}

  /** Returns the category of this library that another tool's word means. */
  static String of(String word) {
    String plain = word.toLowerCase(Locale.ROOT).strip();
    return CATEGORIES.getOrDefault(plain, Slug.of(plain, "other"));
  }
}
