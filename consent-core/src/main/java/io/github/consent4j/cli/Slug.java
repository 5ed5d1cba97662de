package io.github.consent4j.cli;

import java.util.Locale;

/** Identifiers of categories and services, made from names. */
final class Slug {

  private static final int LONGEST = 64;

  private Slug() {}

  /** Returns lower-case letters, digits and dashes; {@code fallback} if nothing remains. */
  static String of(String name, String fallback) {
    String slug =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    String cut = slug.substring(0, Math.min(slug.length(), LONGEST)).replaceAll("-+$", "");
    return cut.isEmpty() ? fallback : cut;
  }
}
