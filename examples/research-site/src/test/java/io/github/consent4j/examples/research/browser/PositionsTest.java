package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.cookies;
import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything can be reached and answered, at every position of the banner, in every size of window
 * and text.
 */
class PositionsTest {

  private static final String POLICY =
      """
      site:
        name: Institute for Applied Tumour Research
        privacy-policy: /en/data-protection
        imprint: /en/imprint
      categories:
        necessary:      { required: true, services: [webedition] }
        statistics:     { services: [econda] }
        external-media: { services: [youtube, twitter] }
      """;

  /**
   * Returns the element with the focus if the banner covers it, even in part. Frames scroll by
   * themselves.
   */
  private static final String COVERED =
      """
      () => {
        const e = document.activeElement, panel = document.querySelector('page-panel');
        if (e == document.body || e == panel || e.localName == 'iframe') {
          return '';
        }
        const [mine, other] = [e, panel.shadowRoot.querySelector('.panel')].map(e => e.getBoundingClientRect());
        const tall = mine.height > innerHeight - other.height;
        return !tall && mine.top < other.bottom && mine.bottom > other.top
          && mine.left < other.right && mine.right > other.left ? e.outerHTML : '';
      }
      """;

  /** 320 by 256 is the size of a screen of 1280 by 1024 at 400 per cent. */
  private static final int[][] SIZES = {
    {1440, 900}, {1024, 640}, {768, 1024}, {360, 740}, {320, 480}, {320, 256}
  };

  private static final String STYLE = "(e, name) => getComputedStyle(e)[name]";

  /** The number of times that Tab is pressed to go through the page. */
  private static final int STOPS = 18;

  @TempDir private Path folder;

  private SiteInChromium siteWith(String more) throws Exception {
    Path file = Files.writeString(folder.resolve("consent.yaml"), POLICY + more);
    return new SiteInChromium("consent.config=" + file.toUri());
  }

  private static void assertUsableInAllSizes(Page page, String name) {
    Locator panel = page.locator("page-panel");
    for (int[] size : SIZES) {
      page.setViewportSize(size[0], size[1]);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(
                  Path.of("target", "screenshots", name + '-' + size[0] + 'x' + size[1] + ".png")));
      Fairness.assertFits(page);
      Fairness.assertEqualAnswersInView(page, panel);
      BoundingBox settings = panel.locator("a.button").boundingBox();
      assertThat(settings.y + settings.height).isLessThanOrEqualTo(size[1]);
      assertThat(panel.locator(".text").boundingBox().height)
          .as("room for text at %s x %s", size[0], size[1])
          .isGreaterThan(40);
    }
  }

  private static void assertNothingInFocusIsCovered(Page page) {
    for (int[] size : new int[][] {{320, 256}, {360, 740}, {1280, 720}}) {
      page.setViewportSize(size[0], size[1]);
      page.locator("page-panel .text").focus();
      for (int i = 0; i < STOPS; i++) {
        page.keyboard().press("Tab");
        assertThat(page.evaluate(COVERED)).as("under the banner at %s", size[0]).isEqualTo("");
      }
    }
  }

  /** Doubles the size of the text, as visitors can do in their browsers. */
  private static void enlargeText(BrowserContext visitor, Page page) {
    JsonObject sizes = new JsonObject();
    sizes.addProperty("standard", 32);
    sizes.addProperty("fixed", 26);
    JsonObject parameters = new JsonObject();
    parameters.add("fontSizes", sizes);
    visitor.newCDPSession(page).send("Page.setFontSizes", parameters);
    page.reload();
    settled(page);
  }

  private static double textSize(Locator element) {
    Object size = element.evaluate("e => parseFloat(getComputedStyle(e).fontSize)");
    return ((Number) size).doubleValue();
  }

  @Test
  void at_the_lower_edge() throws Exception {
    try (SiteInChromium site = siteWith("languages: [de]\nfloating-button: true\n");
        BrowserContext visitor = site.visitor()) {
      Page page = open(visitor, "/cooperations");
      assertUsableInAllSizes(page, "bottom");
      assertNothingInFocusIsCovered(page);

      page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
      assertThat(page.locator("page-panel button").first().evaluate(STYLE, "transitionDuration"))
          .isEqualTo("0s");
      page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
      assertSeenInForcedColours(page.locator("page-panel button").first());
      assertSeenInForcedColours(page.locator("page-panel a.button"));
      page.emulateMedia(
          new Page.EmulateMediaOptions().setMedia(Media.PRINT).setForcedColors(ForcedColors.NONE));
      assertThat(page.locator("page-panel .panel").isVisible()).as("on paper").isFalse();
      assertThat(page.locator("page-note .note").first().isVisible()).as("on paper").isFalse();
      assertThat(page.locator("html").evaluate(STYLE, "paddingBlockEnd")).isEqualTo("0px");
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));

      double before = textSize(page.locator("page-panel p").first());
      enlargeText(visitor, page);
      assertThat(textSize(page.locator("page-panel p").first())).isEqualTo(2 * before);
      for (int[] size : new int[][] {{1440, 900}, {1280, 720}, {720, 900}}) {
        page.setViewportSize(size[0], size[1]);
        Fairness.assertFits(page);
        Fairness.assertEqualAnswersInView(page, page.locator("page-panel"));
      }
      for (int[] size : new int[][] {{360, 740}, {320, 568}}) {
        page.setViewportSize(size[0], size[1]);
        Fairness.assertEqualStackedAnswersInView(page, page.locator("page-panel"));
      }
      page.setViewportSize(1280, 720);
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/bottom-200.png")));
      page.locator("page-panel button[value=reject-all]").click();
      page.waitForCondition(() -> cookies(visitor).contains("consent"));
      page.navigate("http://" + SiteInChromium.HOST + "/cooperations");
      assertNoStopIsUnder(page, page.locator("page-button a"));
    }
  }

  private static void assertSeenInForcedColours(Locator control) {
    control.focus();
    assertThat(control.evaluate(STYLE, "borderTopStyle")).isEqualTo("solid");
    assertThat(control.evaluate(STYLE, "borderTopColor"))
        .isNotEqualTo(control.evaluate(STYLE, "backgroundColor"));
  }

  /** Asserts that the last links of a page can be scrolled out from under the floating button. */
  private static void assertNoStopIsUnder(Page page, Locator floating) {
    page.locator("footer a").last().focus();
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
    BoundingBox last = page.locator("footer a").last().boundingBox();
    assertThat(last.y + last.height).isLessThanOrEqualTo(floating.boundingBox().y);
  }

  @Test
  void at_the_upper_edge_where_the_page_begins_below_it() throws Exception {
    try (SiteInChromium site =
            siteWith("languages: [de]\nlook: { theme: sober, position: top, scheme: dark }\n");
        BrowserContext visitor = site.visitor()) {
      Page page = visitor.newPage();
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
      page.navigate("http://" + SiteInChromium.HOST + "/cooperations");
      settled(page);
      assertUsableInAllSizes(page, "top");
      page.setViewportSize(1280, 720);

      BoundingBox panel = page.locator("page-panel .panel").boundingBox();
      assertThat(panel.y).isZero();
      assertThat(page.locator("header").boundingBox().y).isGreaterThan(panel.y + panel.height);
      assertNothingInFocusIsCovered(page);
      page.keyboard().press("Shift+Tab");
      assertThat(page.evaluate(COVERED)).isEqualTo("");

      assertDark(page.locator("page-panel .panel"));
      assertDark(page.frameLocator("iframe[data-consent-service=youtube]").locator("body"));
      page.navigate("http://" + SiteInChromium.HOST + "/consent");
      assertDark(page.locator("body"));
      assertThat(page.locator("html").evaluate(STYLE, "colorScheme")).isEqualTo("dark");
    }
  }

  private static void assertDark(Locator element) {
    assertThat((String) element.evaluate(STYLE, "backgroundColor"))
        .matches("rgb\\(\\d{1,2}, \\d{1,2}, \\d{1,2}\\)");
  }

  @Test
  void in_the_corner_where_lines_end() throws Exception {
    String look =
        "languages: [ar, en]\nlook: { theme: warm, position: corner, scheme: light,"
            + " colors: { accent: \"#7a1f4d\" }, radius: 6 }\n";
    try (SiteInChromium site = siteWith(look);
        BrowserContext visitor = site.visitor()) {
      Page page = open(visitor, "/cooperations");
      assertUsableInAllSizes(page, "corner");
      page.setViewportSize(1280, 720);
      BoundingBox english = page.locator("page-panel .panel").boundingBox();
      assertThat(english.x + english.width).isEqualTo(1280 - 16);
      assertNothingInFocusIsCovered(page);
      Locator accept = page.locator("page-panel button").first();
      assertThat(accept.evaluate(STYLE, "backgroundColor")).isEqualTo("rgb(122, 31, 77)");
      assertThat(accept.evaluate(STYLE, "borderTopLeftRadius")).isEqualTo("6px");

      page.evaluate(
          "for (const [name, value] of [['accent', '#00513f'], ['radius', '2px'], ['font', 'serif']])"
              + " document.documentElement.style.setProperty('--consent-' + name, value)");
      page.waitForCondition(
          () -> "rgb(0, 81, 63)".equals(accept.evaluate(STYLE, "backgroundColor")));
      assertThat(accept.evaluate(STYLE, "borderTopLeftRadius")).isEqualTo("2px");
      assertThat(accept.evaluate(STYLE, "fontFamily")).isEqualTo("serif");

      page.setExtraHTTPHeaders(Map.of("Accept-Language", "ar"));
      page.navigate("http://" + SiteInChromium.HOST + "/consent?lang=ar");
      Fairness.assertEqualAnswersInView(page, page.locator("main"));
      Fairness.assertFits(page);
      assertThat(page.locator("html").getAttribute("dir")).isEqualTo("rtl");
    }
  }

  @Test
  void in_the_middle_until_escape_or_an_answer_but_never_before_the_law_can_be_read()
      throws Exception {
    try (SiteInChromium site = siteWith("look: { position: center }\n")) {
      try (BrowserContext visitor = site.visitor()) {
        Page page = open(visitor, "/cooperations");
        Locator panel = page.locator("page-panel .panel");
        assertThat(panel.evaluate("e => e.matches(':modal') && e == e.getRootNode().activeElement"))
            .isEqualTo(true);
        assertUsableInAllSizes(page, "center");
        page.setViewportSize(1280, 720);
        assertThat(AccessibilityTest.violations(page)).isEmpty();
        BoundingBox middle = panel.boundingBox();
        assertThat(middle.y).isCloseTo(720 - middle.y - middle.height, within(1.0));

        page.keyboard().press("Escape");
        assertThat(panel.evaluate("e => e.matches(':modal')")).isEqualTo(false);
        assertThat(cookies(visitor)).doesNotContain("consent");
        assertUsableInAllSizes(page, "center-after-escape");
        assertNothingInFocusIsCovered(page);

        for (String path : new String[] {"/en/data-protection", "/en/imprint"}) {
          page.navigate("http://" + SiteInChromium.HOST + path);
          settled(page);
          assertThat(page.locator("page-panel dialog").count()).isZero();
          assertThat(page.locator("main a, footer a").last().isVisible()).isTrue();
        }
        page.navigate("http://" + SiteInChromium.HOST + "/public");
        settled(page);
        page.locator("page-panel button[value=reject-all]").click();
        page.waitForCondition(() -> page.locator("page-panel .panel").count() == 0);
        page.locator("footer a").first().click();
        page.waitForURL("**/en/data-protection");
      }
      try (BrowserContext visitor = site.visitorWithoutScript()) {
        Page page = open(visitor, "/cooperations");
        BoundingBox panel = page.locator("page-panel .panel").boundingBox();
        assertThat(panel.y + panel.height).isEqualTo(page.viewportSize().height - 16);
        page.locator("nav a").first().click();
        page.waitForURL("http://" + SiteInChromium.HOST + "/");
      }
    }
  }
}
