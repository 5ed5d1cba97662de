package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.examples.browser.Fonts;
import io.github.consent4j.examples.browser.RestInSweeps;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.reader.PolicyReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Long words and names fit into the smallest window in every language, and are not broken. */
class NarrowWindowTest extends VisitedSite {

  private static final String LONG_NAMES =
      """
      site:
        name: Institute for Applied Tumour Research
        privacy-policy: /en/data-protection
        imprint: /en/imprint
      languages: %s
      clear-site-data: true
      categories:
        necessary:      { required: true, services: [webedition, econda-session] }
        statistics:     { services: [econda, counter] }
        external-media: { services: [youtube, twitter] }
      services:
        counter:
          name: Donaudampfschifffahrtsgesellschaftskapitänsmützenstatistik
          provider: { name: Verbraucherdatenverarbeitungsgesellschaftmitbeschränkterhaftung, country: US }
          purpose: Counts.
          stores: [{ name: averylongcookienamewithoutanyplacetobreakit*, lifetime: P13M, purpose: Counts. }]
      """;

  static final List<String> LANGUAGES = languages();
  static final List<String> LONGEST = List.of("de", "ar", "bg", "el", "fi", "nb");
  static final List<String> OTHERS =
      LANGUAGES.stream().filter(language -> !LONGEST.contains(language)).toList();

  /** Returns words that are broken within, and buttons that are narrower than their text. */
  private static final String TORN =
      """
      (where, what) => [...(where.shadowRoot || where).querySelectorAll(what)].flatMap(e => {
        const text = e.firstChild, words = e.textContent.includes('schifffahrt') ? [] : e.textContent.trim().split(/[\\s-]+/);
        const torn = words.filter(word => {
          const range = document.createRange(), from = text.data.indexOf(word);
          range.setStart(text, from);
          range.setEnd(text, from + word.length);
          return new Set([...range.getClientRects()].map(r => r.top)).size > 1;
        });
        return e.scrollWidth > e.clientWidth ? [...torn, e.textContent] : torn;
      })
      """;

  /** All languages that the library has texts in. */
  private static List<String> languages() {
    byte[] yaml = LONG_NAMES.formatted("[en]").getBytes(StandardCharsets.UTF_8);
    Policy policy =
        new PolicyReader(BuiltInCatalogue.load())
            .read("consent.yaml", new ByteArrayInputStream(yaml));
    Category category = policy.categories().get(0);
    return category.title().byLanguage().keySet().stream().sorted().toList();
  }

  Fonts fonts() {
    return Fonts.WIDE;
  }

  @Override
  SiteInChromium site() throws Exception {
    return site(fonts(), LONG_NAMES.formatted(LANGUAGES));
  }

  private Page open(String path, int width, int height) {
    Page page = visitor.newPage();
    page.setViewportSize(width, height);
    page.navigate("http://" + SiteInChromium.HOST + path);
    return settled(page);
  }

  @RestInSweeps(after = 2)
  @ParameterizedTest
  @FieldSource("LONGEST")
  void everything_fits_where_words_are_longest(String language) {
    assertEverythingFits(language);
  }

  @Tag("sweep")
  @ParameterizedTest
  @FieldSource("OTHERS")
  void everything_fits_in_every_other_language(String language) {
    assertEverythingFits(language);
  }

  private void assertEverythingFits(String language) {
    Page page = open("/in/" + language, 320, 568);
    Locator panel = page.locator("page-panel");
    for (int[] size : new int[][] {{320, 568}, {360, 740}, {667, 320}, {1280, 800}}) {
      page.setViewportSize(size[0], size[1]);
      Fairness.assertFits(page);
      Fairness.assertEqualAnswersInView(page, panel);
      assertThat((List<?>) panel.evaluate(TORN, ".button")).as("torn in %s", language).isEmpty();
      Object beside = panel.locator(".text").evaluate("e => e.scrollWidth - e.clientWidth");
      assertThat(beside).as("beside the text").isEqualTo(0);
    }
    page.navigate("http://" + SiteInChromium.HOST + "/consent?return=/in/x&lang=" + language);
    page.locator("summary").all().forEach(Locator::click);
    for (int[] size : new int[][] {{320, 568}, {667, 320}, {1280, 800}}) {
      page.setViewportSize(size[0], size[1]);
      Fairness.assertFits(page);
      Fairness.assertEqualAnswersInView(page, page.locator("main"));
      Object torn =
          page.locator("main").evaluate(TORN, ".button, label, thead th, td:not(:last-child)");
      assertThat((List<?>) torn).as("torn in %s at %s", language, size[0]).isEmpty();
    }
  }

  /** Rule L07: the privacy policy and the imprint can be read without a decision. */
  @RestInSweeps(after = 2)
  @ParameterizedTest
  @FieldSource("LONGEST")
  void privacy_policy_and_imprint_are_in_sight_before_anything_is_scrolled(String language) {
    assertLegalLinksAreInSight(language);
  }

  /** Rule L07, in every language. */
  @Tag("sweep")
  @ParameterizedTest
  @FieldSource("OTHERS")
  void privacy_policy_and_imprint_are_in_sight_in_every_other_language(String language) {
    assertLegalLinksAreInSight(language);
  }

  private void assertLegalLinksAreInSight(String language) {
    Page page = open("/in/" + language, 1280, 800);
    for (int[] size : new int[][] {{1280, 800}, {768, 1024}, {360, 740}}) {
      page.setViewportSize(size[0], size[1]);
      BoundingBox text = page.locator("page-panel .text").boundingBox();
      BoundingBox links = page.locator("page-panel .links").boundingBox();
      assertThat(links.y + links.height).isLessThanOrEqualTo(text.y + text.height);
    }
  }

  /** WCAG 2.2, 2.5.8. A frame may be as small as the site made it. */
  @RestInSweeps(after = 2)
  @ParameterizedTest
  @CsvSource({"120, 90", "120, 600", "200, 113", "320, 180", "560, 315", "728, 90"})
  void everything_in_a_frame_is_large_enough_to_be_hit(int width, int height) {
    Page page =
        open(
            "/consent/embed?service=youtube&lang=de&url=https%3A%2F%2Fwww.youtube.com%2Fembed%2Fx",
            width, height);

    for (Locator target : page.locator("a, button").all()) {
      assertThat(target.boundingBox().height).as(target.textContent()).isGreaterThanOrEqualTo(24);
    }
    Fairness.assertFits(page);
    assertThat((List<?>) page.locator("body").evaluate(TORN, ".button")).isEmpty();
  }

  @Test
  void the_browser_has_these_fonts_and_no_others() {
    Page page = open("/in/en", 360, 740);
    Object differ =
        page.evaluate(
            """
            families => {
              const text = document.createElement('canvas').getContext('2d');
              return new Set(families.map(family => {
                text.font = '100px ' + family;
                return text.measureText('Externe Medien').width;
              })).size;
            }
            """,
            List.of("system-ui", "sans-serif", "Verdana", '"' + fonts().sans() + '"'));
    assertThat(differ).isEqualTo(1);
  }

  @Test
  void fingers_hit_the_answers_in_the_lowest_window() {
    Page page = open("/in/en", 667, 320);

    for (Locator answer : page.locator("page-panel .button").all()) {
      assertThat(answer.boundingBox().height).isGreaterThanOrEqualTo(44);
    }
  }
}
