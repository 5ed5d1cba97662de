package io.github.consent4j.examples.research.browser;

import io.github.consent4j.examples.browser.Fonts;

/** The same with other fonts, where words are longest. */
class NarrowWindowInNarrowFontsTest extends NarrowWindowTest {

  @Override
  Fonts fonts() {
    return Fonts.NARROW;
  }

  /** Without its annotation: narrower letters are no harder a test for shorter words. */
  @Override
  void everything_fits_in_every_other_language(String language) {}

  /** The same. */
  @Override
  void privacy_policy_and_imprint_are_in_sight_in_every_other_language(String language) {}
}
