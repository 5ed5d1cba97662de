package io.github.consent4j.examples.research.browser;

import io.github.consent4j.examples.browser.Fonts;

/** Repeats the tests of the languages with the longest words, with other fonts. */
class NarrowWindowInNarrowFontsTest extends NarrowWindowTest {

  @Override
  Fonts fonts() {
    return Fonts.NARROW;
  }

  /** Disabled by the missing annotation: narrow letters are no harder a test for short words. */
  @Override
  void everything_fits_in_every_other_language(String language) {}

  /** Disabled for the same reason. */
  @Override
  void privacy_policy_and_imprint_are_in_sight_in_every_other_language(String language) {}
}
