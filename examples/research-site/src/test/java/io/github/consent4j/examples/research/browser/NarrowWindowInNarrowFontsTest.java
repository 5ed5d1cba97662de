package io.github.consent4j.examples.research.browser;

import io.github.consent4j.examples.browser.Fonts;

/** The same with other fonts. */
class NarrowWindowInNarrowFontsTest extends NarrowWindowTest {

  @Override
  Fonts fonts() {
    return Fonts.NARROW;
  }
}
