package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.cookies;
import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import io.github.consent4j.examples.browser.RestInSweeps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everybody can decide: axe finds no errors, the keyboard suffices, and every control has a name.
 */
class AccessibilityTest extends VisitedSite {

  private static final String SETTINGS = "/consent?return=/cooperations";
  private static final String PLACEHOLDER =
      "/consent/embed?service=youtube&return=/cooperations"
          + "&url=https%3A%2F%2Fwww.youtube.com%2Fembed%2FM7lc1UVf-VE";

  private static final String VIOLATIONS =
      """
      () => axe.run().then(result => result.violations.map(
        v => v.id + ': ' + v.nodes.map(n => n.target.flat().join(' ') + ' ' + n.failureSummary).join('; ')))
      """;

  private static final String FOCUSED =
      """
      () => {
        let e = document.activeElement;
        while (e?.shadowRoot?.activeElement) {
          e = e.shadowRoot.activeElement;
        }
        const label = e.labels?.[0]?.textContent || e.textContent || '';
        return e.classList.contains('text') ? 'text' : e.localName + ' ' + label.trim().slice(0, 40);
      }
      """;

  @Override
  SiteInChromium site() throws Exception {
    return siteWith("");
  }

  /** Returns the example site with additions to its policy. */
  private static SiteInChromium siteWith(String more) throws Exception {
    try (InputStream in = AccessibilityTest.class.getResourceAsStream("/consent.yaml")) {
      String own = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return site(own + "floating-button: true\nclear-site-data: true\n" + more);
    }
  }

  static List<Object> violations(Page page) throws IOException {
    try (InputStream axe = AccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
      page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + "; 0");
    }
    return List.copyOf((List<?>) page.evaluate(VIOLATIONS));
  }

  /** The places, first by day and then by night. */
  private static Stream<Arguments> byDayAndNight(String... paths) {
    return Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
        .flatMap(scheme -> Arrays.stream(paths).map(path -> Arguments.of(path, scheme)));
  }

  static Stream<Arguments> undecided() {
    return byDayAndNight(
        "/cooperations", SETTINGS, PLACEHOLDER, "/embeds", "/public", "/consent?saved=1");
  }

  static Stream<Arguments> decided() {
    return byDayAndNight("/embeds", "/en/data-protection", "/public", "/");
  }

  /** Checks banner, notices at posts and images, settings and placeholder. */
  @RestInSweeps(after = 3)
  @ParameterizedTest
  @MethodSource("undecided")
  void axe_finds_nothing_where_visitors_decide(String path, ColorScheme scheme) throws Exception {
    Page page = visitor.newPage();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    page.navigate("http://" + SiteInChromium.HOST + path);
    settled(page);
    page.locator("summary").all().forEach(Locator::click);

    assertThat(violations(page)).isEmpty();
  }

  /** Checks notices, the floating button, and the cookie table of a template. */
  @RestInSweeps(after = 2)
  @ParameterizedTest
  @MethodSource("decided")
  void axe_finds_nothing_after_the_decision(String path, ColorScheme scheme) throws Exception {
    Page page = visitor.newPage();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    page.navigate("http://" + SiteInChromium.HOST + SETTINGS);
    page.locator("button[value=reject-all]").click();
    page.waitForURL("**/cooperations");
    page.navigate("http://" + SiteInChromium.HOST + path);
    settled(page);

    assertThat(page.locator("page-button a").isVisible()).isTrue();
    assertThat(violations(page)).isEmpty();
  }

  @Test
  void colours_that_the_visitor_forces_are_taken() {
    Page page = open(visitor, SETTINGS);
    page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));

    assertThat(page.locator("input[value=statistics]").isVisible()).isTrue();
    assertThat(page.locator("button").first().evaluate("e => getComputedStyle(e).borderTopStyle"))
        .isEqualTo("solid");
  }

  private static List<String> walk(Page page, int steps) {
    List<String> walk = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      page.keyboard().press("Tab");
      walk.add(String.valueOf(page.evaluate(FOCUSED)));
    }
    return walk;
  }

  @Test
  void the_banner_comes_first_for_the_keyboard_and_lets_it_go_on() {
    Page page = open(visitor, "/cooperations");

    assertThat(walk(page, 7))
        .containsExactly(
            "text",
            "a Privacy policy",
            "a Legal notice",
            "button Accept all",
            "button Reject all",
            "a Settings",
            "a Institute for Applied Tumour Research");
  }

  @Test
  void space_and_enter_decide_and_escape_never_does() {
    Page page = open(visitor, "/cooperations");
    walk(page, 4);
    settled(page, () -> page.keyboard().press("Escape"));
    assertThat(cookies(visitor)).doesNotContain("consent");

    page.keyboard().press("Tab");
    assertThat(page.evaluate(FOCUSED)).isEqualTo("button Reject all");
    page.keyboard().press("Space");
    page.waitForCondition(() -> cookies(visitor).contains("consent"));
    settled(page);
    assertThat(page.locator("page-panel section").count()).isZero();
  }

  @Test
  void settings_are_walked_from_switch_to_switch() {
    Page page = open(visitor, SETTINGS);

    assertThat(walk(page, 20))
        .containsSubsequence(
            "input Statistics",
            "input econda",
            "input External media",
            "input YouTube",
            "input Twitter (X)",
            "button Accept all",
            "button Reject all",
            "button Save selection");
    page.locator("input[value=youtube]").focus();
    page.keyboard().press("Space");
    assertThat(page.locator("input[value=youtube]").isChecked()).isTrue();
    assertThat(page.locator("input[value=external-media]").evaluate("e => e.indeterminate"))
        .isEqualTo(true);
  }

  private static final String COVERED =
      """
      () => {
        let e = document.activeElement;
        while (e?.shadowRoot?.activeElement) {
          e = e.shadowRoot.activeElement;
        }
        const own = e.closest('.answers, .panel') || e, {left, top, right, bottom} = e.getBoundingClientRect();
        const inSight = (x, y) => {
          let found = document.elementFromPoint(x, y);
          while (found?.shadowRoot?.elementFromPoint(x, y)) {
            const inner = found.shadowRoot.elementFromPoint(x, y);
            if (inner == found) {
              break;
            }
            found = inner;
          }
          return !!found && (own.contains(found) || found.contains(e) && found != document.documentElement);
        };
        const middle = (Math.max(0, left) + Math.min(innerWidth, right)) / 2;
        const shown = bottom - top < 100
          ? inSight(middle, (top + bottom) / 2)
          : [...Array(20).keys()].some(i => inSight(middle, top + (bottom - top) * (i + .5) / 20));
        return e == document.body || shown ? '' : e.outerHTML.slice(0, 200) + ' at ' + top;
      }
      """;

  @RestInSweeps
  @ParameterizedTest
  @CsvSource({"320, 256", "320, 480", "360, 640", "1440, 900"})
  void the_focus_is_never_covered(int width, int height) {
    Page page = visitor.newPage();
    page.setViewportSize(width, height);
    for (String path : List.of("/embeds", "/cooperations", SETTINGS)) {
      page.navigate("http://" + SiteInChromium.HOST + path);
      settled(page);
      for (String key : List.of("Tab", "Shift+Tab")) {
        for (int i = 0; i < 30; i++) {
          page.keyboard().press(key);
          assertThat(page.evaluate(COVERED)).as("%s: %s %s", path, key, i).isEqualTo("");
        }
      }
    }
  }

  @Test
  void notices_are_walked_and_so_is_the_way_back_that_floats() {
    Page page = open(visitor, SETTINGS);
    page.locator("button[value=reject-all]").click();
    page.waitForURL("**/cooperations");
    page.navigate("http://" + SiteInChromium.HOST + "/embeds");
    settled(page);

    assertThat(walk(page, 30))
        .startsWith("a Cookie settings")
        .containsSubsequence(
            "a Privacy policy of Google Ireland Limited",
            "a Open at YouTube (opens in a new tab)",
            "a Cookie settings (opens in a new tab)",
            "button Show once",
            "button Always show YouTube");
  }

  @Test
  void names_tell_what_it_is() {
    Page page = open(visitor, "/cooperations");

    assertThat(page.locator("page-panel section").ariaSnapshot())
        .contains("region \"Cookie settings\"")
        .contains("heading \"Cookie settings\" [level=2]")
        .contains("link \"Privacy policy\"", "link \"Legal notice\"")
        .contains("button \"Accept all\"", "button \"Reject all\"", "link \"Settings\"");
    assertThat(page.locator("page-note .note").first().ariaSnapshot())
        .contains("group \"Content from Twitter (X)\"", "button \"Show once\"")
        .contains("button \"Always show Twitter (X)\"");
    page.navigate("http://" + SiteInChromium.HOST + "/embeds");
    assertThat(page.locator("page-note[data-consent-service=youtube] .note").first().ariaSnapshot())
        .contains(
            "group \"Content from YouTube\"", "link \"Open at YouTube (opens in a new tab)\"");
    assertThat(page.frameLocator("#film").locator("body").ariaSnapshot())
        .contains("main:", "heading \"Video from YouTube\" [level=1]")
        .contains("link \"Show this video once\"", "button \"Always show YouTube\"");
    page.navigate("http://" + SiteInChromium.HOST + SETTINGS);
    page.locator("summary").all().forEach(Locator::click);
    assertThat(page.locator("main").ariaSnapshot())
        .contains("heading \"Cookie settings\" [level=1]", "heading \"External media\" [level=2]")
        .contains("heading \"YouTube\" [level=3]")
        .contains("checkbox \"YouTube\"", "checkbox \"Necessary\" [checked] [disabled]")
        .contains("table \"What is stored\"", "columnheader \"Kept\"", "rowheader \"emos_jcvid\"")
        .contains("button \"Save selection\"");
    assertThat(page.locator("summary").allTextContents())
        .anyMatch(name -> name.matches("Provider and stored data: YouTube \\d+ items"));
  }

  private static final int[][] SIZES = {
    {320, 256}, {320, 480}, {360, 740}, {768, 1024}, {1440, 900}
  };

  /** A width of 320 and a height of 256 are those of a screen of 1280 by 1024 at 400 per cent. */
  @Tag("sweep")
  @Test
  void pictures_for_whoever_looks() {
    Page page = visitor.newPage();
    for (String path : List.of("/cooperations", "/embeds", SETTINGS, PLACEHOLDER)) {
      pictures(page, path, false);
    }
    page.navigate("http://" + SiteInChromium.HOST + SETTINGS);
    page.locator("button[value=reject-all]").click();
    page.waitForURL("**/cooperations");
    for (String path : List.of("/embeds", "/consent?saved=1")) {
      pictures(page, path, true);
    }
  }

  /** Makes pictures in each size, by day and by night. */
  private static void pictures(Page page, String path, boolean whole) {
    for (int[] size : SIZES) {
      page.setViewportSize(size[0], size[1]);
      page.navigate("http://" + SiteInChromium.HOST + path);
      settled(page);
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        picture(page, path, scheme, whole);
      }
    }
  }

  private static void picture(Page page, String path, ColorScheme scheme, boolean whole) {
    int[] size = {page.viewportSize().width, page.viewportSize().height};
    String name = path.replaceAll("[?&].*", "").replace('/', '-').substring(1);
    String file =
        "%s-%dx%d-%s%s.png"
            .formatted(
                name, size[0], size[1], scheme.name().toLowerCase(), whole ? "-decided" : "");
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(whole).setPath(Path.of("target/pictures", file)));
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as("%s fits into %s", path, size[0])
        .isEqualTo(true);
    for (Locator answer : page.locator("button:visible").all()) {
      assertThat(answer.boundingBox().height).isGreaterThanOrEqualTo(24);
    }
  }
}
