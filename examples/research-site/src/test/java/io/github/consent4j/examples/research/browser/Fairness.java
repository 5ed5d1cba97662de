package io.github.consent4j.examples.research.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ViewportSize;
import java.util.List;

/** Assertions for every page with answers, in any look. */
final class Fairness {

  /**
   * Returns texts in an element and its shadow that have too little contrast with their background.
   */
  private static final String FAINT =
      """
      e => {
        const parts = color => color.match(/[\\d.]+/g).map(Number);
        const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
          .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
          .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
        const contrast = (a, b) => (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        const ground = e => {
          for (; e; e = e.parentElement || e.getRootNode().host) {
            const color = parts(getComputedStyle(e).backgroundColor);
            if (color[3] !== 0) {
              return color;
            }
          }
          return [255, 255, 255];
        };
        const root = e.shadowRoot || e, all = [...root.querySelectorAll('*')].filter(e => e.checkVisibility());
        const texts = all.filter(e => [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim()))
          .map(e => [e, 'color', e, 4.5]);
        const edges = all.filter(e => e.matches('.switch, .panel a.button'))
          .map(e => [e, 'borderTopColor', e.parentElement, 3]);
        return [['texts', texts.length]].concat([...texts, ...edges].flatMap(([e, property, on, least]) => {
          const of = contrast(light(parts(getComputedStyle(e)[property])), light(ground(on)));
          return of < least ? [[e.localName + '.' + e.className + ' ' + property, of]] : [];
        })).map(found => found.join(': '));
      }
      """;

  /**
   * Returns the properties of style that differ between an element and the one before it. Sizes are
   * measured.
   */
  private static final String DIFFERENCES =
      """
      e => {
        const [mine, other] = [getComputedStyle(e), getComputedStyle(e.previousElementSibling)];
        return [...mine].filter(name => !/^(width|inline-size|.*-origin)$/.test(name) && mine.getPropertyValue(name) != other.getPropertyValue(name));
      }
      """;

  private Fairness() {}

  /**
   * Asserts that nothing is cut off at the side, so that nobody has to scroll in two directions.
   */
  static void assertFits(Page page) {
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        .as("cut off at the side of %s", page.url())
        .isEqualTo(0);
  }

  static void assertReadable(Locator host) {
    List<?> found = (List<?>) host.evaluate(FAINT);
    assertThat(found.get(0)).as("some text was looked at").isNotEqualTo("texts: 0");
    assertThat(found.subList(1, found.size())).isEmpty();
  }

  /**
   * Asserts that both answers are completely visible side by side, and differ only in their labels.
   *
   * @param where the element that contains them
   */
  static void assertEqualAnswersInView(Page page, Locator where) {
    assertThat(assertAlikeInView(page, where)).as("top of the one below the other's").isZero();
  }

  /** Asserts the same where large text puts one answer below the other. */
  static void assertEqualStackedAnswersInView(Page page, Locator where) {
    assertThat(assertAlikeInView(page, where)).as("top of the one below the other's").isPositive();
  }

  private static double assertAlikeInView(Page page, Locator where) {
    Locator accept = where.locator("button[value=accept-all]");
    Locator reject = where.locator("button[value=reject-all]");
    BoundingBox one = accept.boundingBox();
    BoundingBox other = reject.boundingBox();
    assertThat(other.width).isCloseTo(one.width, within(.1));
    assertThat(other.height).isCloseTo(one.height, within(.1));
    assertThat((List<?>) reject.evaluate(DIFFERENCES)).as("style of the answers").isEmpty();
    ViewportSize window = page.viewportSize();
    for (BoundingBox box : List.of(one, other)) {
      assertThat(box.height).isGreaterThanOrEqualTo(24);
      assertThat(box.x).isGreaterThanOrEqualTo(0);
      assertThat(box.y).isGreaterThanOrEqualTo(0);
      assertThat(box.x + box.width).isLessThanOrEqualTo(window.width);
      assertThat(box.y + box.height).isLessThanOrEqualTo(window.height);
    }
    return other.y - one.y;
  }
}
