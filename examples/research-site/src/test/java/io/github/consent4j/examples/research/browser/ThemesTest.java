package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.github.consent4j.policy.look.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every theme in light and dark, on a telephone, a tablet and a desktop: the text is legible, both
 * answers are equal and visible, axe finds no errors, and {@code target/screenshots} shows it.
 */
@Tag("sweep")
class ThemesTest {

  private static final int[][] SIZES = {{360, 740}, {768, 1024}, {1440, 900}};
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final String SETTINGS = "/consent?return=/cooperations";
  private static final String PLACEHOLDER =
      "/consent/embed?service=youtube&return=/cooperations"
          + "&url=https%3A%2F%2Fwww.youtube.com%2Fembed%2FM7lc1UVf-VE";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Theme.class)
  void every_theme_is_fair_and_legible_by_day_and_by_night(Theme theme) throws Exception {
    try (SiteInChromium site = siteWith(theme, folder)) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        try (BrowserContext visitor = site.visitor()) {
          Page page = visitor.newPage();
          page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
          look(page, theme.id() + '-' + scheme.name().toLowerCase(Locale.ROOT));
        }
      }
    }
  }

  static SiteInChromium siteWith(Theme theme, Path folder) throws Exception {
    String policy =
        """
        site:
          name: Institute for Applied Tumour Research
          privacy-policy: /en/data-protection
          imprint: /en/imprint
        languages: [en, de]
        categories:
          necessary:      { required: true, services: [webedition, econda-session] }
          statistics:     { services: [econda] }
          external-media: { services: [youtube, twitter] }
        floating-button: true
        look: { theme: %s }
        """
            .formatted(theme.id());
    Path file = Files.writeString(folder.resolve("consent.yaml"), policy);
    return new SiteInChromium("consent.config=" + file.toUri());
  }

  private static void look(Page page, String name) throws IOException {
    go(page, "/cooperations");
    Locator panel = page.locator("page-panel");
    inEachSize(
        page,
        name + "-banner",
        () -> {
          Fairness.assertReadable(panel);
          Fairness.assertEqualAnswersInView(page, panel);
        });
    assertThat(AccessibilityTest.violations(page)).as("banner").isEmpty();

    go(page, SETTINGS);
    page.locator("input[value=youtube]").check();
    page.locator("summary").nth(3).click();
    assertThat(AccessibilityTest.violations(page)).as("settings").isEmpty();
    Locator settings = page.locator("main");
    inEachSize(
        page,
        name + "-settings",
        () -> {
          page.locator("section").nth(1).evaluate("e => e.scrollIntoView()");
          Fairness.assertReadable(settings);
          Fairness.assertEqualAnswersInView(page, settings);
        });
    page.locator("button[value=reject-all]").click();
    page.waitForURL("**/cooperations");
    settled(page);

    Locator frame = page.frameLocator("iframe[data-consent-service=youtube]").locator("main");
    inEachSize(
        page,
        name + "-held-back",
        () -> {
          page.locator("iframe").evaluate("e => scrollBy(0, e.getBoundingClientRect().top - 24)");
          Fairness.assertReadable(frame);
          Fairness.assertReadable(page.locator("page-note").first());
          Fairness.assertReadable(page.locator("page-button"));
        });
    assertThat(AccessibilityTest.violations(page)).as("notices and floating button").isEmpty();
    go(page, PLACEHOLDER);
    assertThat(AccessibilityTest.violations(page)).as("placeholder").isEmpty();
    inEachSize(page, name + "-placeholder", () -> Fairness.assertReadable(page.locator("main")));
  }

  static void go(Page page, String path) {
    page.navigate("http://" + SiteInChromium.HOST + path);
    settled(page);
  }

  private static void inEachSize(Page page, String name, Runnable check) {
    for (int[] size : SIZES) {
      page.setViewportSize(size[0], size[1]);
      check.run();
      Fairness.assertFits(page);
      page.screenshot(
          new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + '-' + size[0] + ".png")));
    }
  }
}
