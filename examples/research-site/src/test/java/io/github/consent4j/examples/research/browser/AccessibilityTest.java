package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.cookies;
import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everybody can decide: axe finds nothing, the keyboard is enough, and everything has a name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessibilityTest {

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

  private SiteInChromium site;
  private BrowserContext visitor;

  @BeforeAll
  void start() throws Exception {
    site = new SiteInChromium();
  }

  @AfterAll
  void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  @BeforeEach
  void arrive() {
    visitor = site.visitor();
  }

  @AfterEach
  void leave() {
    visitor.close();
  }

  static List<Object> violations(Page page) throws IOException {
    try (InputStream axe = AccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
      page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + "; 0");
    }
    return List.copyOf((List<?>) page.evaluate(VIOLATIONS));
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void axe_finds_nothing_in_banner_notices_settings_and_placeholder(ColorScheme scheme)
      throws Exception {
    Page page = visitor.newPage();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    for (String path : List.of("/cooperations", SETTINGS, "/consent?saved=1", PLACEHOLDER)) {
      page.navigate("http://" + SiteInChromium.HOST + path);
      settled(page);
      page.locator("summary").all().forEach(Locator::click);

      assertThat(violations(page)).as(path).isEmpty();
    }
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
    page.keyboard().press("Escape");
    settled(page);
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

  @Test
  void the_focus_is_never_covered_by_the_banner() {
    Page page = open(visitor, "/cooperations");
    double top = page.locator("page-panel section").boundingBox().y;
    walk(page, 6);
    for (int i = 0; i < 8; i++) {
      page.keyboard().press("Tab");
      Object covered =
          page.evaluate(
              "top => { const e = document.activeElement, r = e.getBoundingClientRect();"
                  + " return e.localName != 'iframe' && r.top > top ? e.outerHTML : '' }",
              top);
      assertThat(covered).as("under the banner").isEqualTo("");
    }
  }

  @Test
  void names_tell_what_it_is() {
    Page page = open(visitor, "/cooperations");

    assertThat(page.locator("page-panel section").ariaSnapshot())
        .contains("region \"Cookie settings\"")
        .contains("heading \"Cookie settings\" [level=2]")
        .contains("button \"Accept all\"", "button \"Reject all\"", "link \"Settings\"");
    assertThat(page.locator("page-note .note").first().ariaSnapshot())
        .contains("group \"Content from Twitter (X)\"", "button \"Show once\"");
    page.navigate("http://" + SiteInChromium.HOST + SETTINGS);
    assertThat(page.locator("main").ariaSnapshot())
        .contains("checkbox \"YouTube\"", "checkbox \"Necessary\" [checked] [disabled]");
  }

  /** A width of 320 at a height of 256 is what a screen of 1280 by 1024 has at 400 per cent. */
  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void pictures_for_whoever_looks(ColorScheme scheme) {
    Page page = visitor.newPage();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    for (int[] size : new int[][] {{320, 256}, {360, 740}, {768, 1024}, {1440, 900}}) {
      page.setViewportSize(size[0], size[1]);
      for (String path : List.of("/cooperations", SETTINGS, PLACEHOLDER)) {
        page.navigate("http://" + SiteInChromium.HOST + path);
        settled(page);
        String name = path.replaceAll("[?&].*", "").replace('/', '-').substring(1);
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(
                    Path.of(
                        "target/pictures",
                        name + '-' + size[0] + '-' + scheme.name().toLowerCase() + ".png")));
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
            .as("%s fits into %s", path, size[0])
            .isEqualTo(true);
        for (Locator answer : page.locator("button:visible").all()) {
          assertThat(answer.boundingBox().height).isGreaterThanOrEqualTo(24);
        }
      }
    }
  }
}
