package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.cookies;
import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules L10 to L24: the two layers of the dialog. */
class RulesOfTheDialogTest extends RulesTest {

  private static final List<String> LAYERS =
      List.of("/cooperations", "/consent?return=/cooperations");

  private static final List<String> ANSWERS = List.of("Accept all", "Reject all");

  private static final String CONTRAST =
      """
      e => {
        const light = color => {
          const [r, g, b] = color.match(/[\\d.]+/g).map(Number).map(c => c / 255)
            .map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
          return .2126 * r + .7152 * g + .0722 * b;
        };
        const s = getComputedStyle(e), [a, b] = [light(s.color), light(s.backgroundColor)];
        return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
      }
      """;

  private static final String LOOK =
      """
      e => {
        const s = getComputedStyle(e);
        return [e.localName, s.fontSize, s.fontWeight, s.backgroundColor, s.color, s.border].join();
      }
      """;

  private static double contrast(Locator button) {
    return ((Number) button.evaluate(CONTRAST)).doubleValue();
  }

  // --- first layer

  @Test
  void L10_rejecting_is_in_sight_wherever_accepting_is_on_a_small_screen_too() {
    Page page = visitor.newPage();
    page.setViewportSize(320, 480);
    for (String path : LAYERS) {
      go(page, path);
      for (String name : ANSWERS) {
        BoundingBox box = button(page, name).boundingBox();
        assertThat(box.y).as("%s on %s", name, path).isGreaterThanOrEqualTo(0);
        assertThat(box.y + box.height).as("%s on %s", name, path).isLessThanOrEqualTo(480);
        assertThat(box.x).as("%s on %s", name, path).isGreaterThanOrEqualTo(0);
        assertThat(box.x + box.width).as("%s on %s", name, path).isLessThanOrEqualTo(320);
      }
    }
  }

  @Test
  void L11_rejecting_is_the_same_kind_of_element_beside_accepting() {
    for (String path : LAYERS) {
      Locator reject = button(open(visitor, path), "Reject all");

      assertThat(reject.evaluate("e => e.localName + ' ' + e.previousElementSibling.localName"))
          .as(path)
          .isEqualTo("button button");
      assertThat(reject.evaluate("e => e.previousElementSibling.value")).isEqualTo("accept-all");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void L12_both_answers_look_the_same_and_can_be_read(ColorScheme scheme) {
    Page page = visitor.newPage();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    for (String path : LAYERS) {
      go(page, path);
      Locator accept = button(page, "Accept all");
      Locator reject = button(page, "Reject all");

      assertThat(reject.evaluate(LOOK)).as(path).isEqualTo(accept.evaluate(LOOK));
      assertThat(reject.boundingBox().width).isCloseTo(accept.boundingBox().width, within(1.0));
      assertThat(reject.boundingBox().height).isEqualTo(accept.boundingBox().height);
      assertThat(reject.boundingBox().y).as("same row").isEqualTo(accept.boundingBox().y);
      assertThat(contrast(reject)).isGreaterThanOrEqualTo(4.5);
      assertThat(contrast(accept)).isGreaterThanOrEqualTo(4.5);
    }
    assertThat(page.locator("button").allInnerTexts())
        .as("nothing that closes stands for agreeing")
        .containsExactly("Accept all", "Reject all", "Save selection");
  }

  @Test
  void L13_one_click_refuses_as_one_click_agrees() {
    for (String answer : ANSWERS) {
      try (BrowserContext another = site.visitor()) {
        Page page = decided(another, answer);
        assertThat(asks(page)).as(answer).isFalse();
        assertThat(state(another)).contains("\"made\":true").doesNotContain("undecided");
      }
    }
  }

  @Test
  void L18_the_banner_takes_at_most_half_of_a_desktop_and_its_buttons_stay() {
    Page page = visitor.newPage();
    for (int[] size : new int[][] {{1440, 900}, {1024, 640}, {1280, 600}}) {
      page.setViewportSize(size[0], size[1]);
      go(page, "/cooperations");
      assertThat(page.locator("page-panel section").boundingBox().height)
          .isLessThanOrEqualTo(size[1] / 2.0);
      for (String scrolled : List.of("0", "9999")) {
        page.locator("page-panel .text").evaluate("e => e.scrollTo(0, " + scrolled + ")");
        for (Locator answer : page.locator("page-panel .answers .button").all()) {
          BoundingBox box = answer.boundingBox();
          assertThat(box.y + box.height).isLessThanOrEqualTo(size[1]);
        }
      }
    }
  }

  // --- second layer

  @Test
  void L20_every_purpose_and_every_service_has_a_switch_of_its_own() {
    Page page = settings();

    assertThat(
            page.locator("input[name=grant]").all().stream()
                .map(box -> box.getAttribute("value"))
                .collect(Collectors.toList()))
        .containsExactly("statistics", "econda", "external-media", "youtube", "twitter");
    for (Locator box : page.locator("input[name=grant]").all()) {
      assertThat(box.isVisible() && box.isEnabled()).isTrue();
    }
  }

  @Test
  void L21_everything_that_is_stored_is_told_with_its_lifetime_in_words() {
    Page page = settings();
    page.locator("summary").all().forEach(Locator::click);

    List<Locator> rows = page.locator("tbody tr").all();
    assertThat(rows).hasSizeGreaterThan(40);
    for (Locator row : rows) {
      assertThat(row.locator("th").innerText()).isNotBlank();
      assertThat(row.locator("td").allInnerTexts())
          .as(row.innerText())
          .hasSize(3)
          .allMatch(text -> text.matches("(?s).*[a-z]{3}.*"));
    }
    assertThat(page.locator("td:nth-of-type(2)").allInnerTexts())
        .contains("until you close the browser", "13 months", "until you delete it");
    for (Locator service : page.locator(".category li").all()) {
      assertThat(service.locator("dl").innerText())
          .contains("Provider", "Legal basis")
          .containsPattern(
              "(?s)Address\\s+\\S.*Country\\s+\\S|Institute for Applied Tumour Research");
    }
    assertThat(page.locator("dd a[href^='https://policies.google.com']").isVisible()).isTrue();
  }

  @Test
  void L23_rejecting_once_refuses_everything() {
    decided(visitor, "Reject all");

    assertThat(state(visitor))
        .contains(refused("econda"), refused("youtube"), refused("twitter"))
        .doesNotContain("granted", "undecided");
  }

  @ParameterizedTest(name = "script {0}")
  @ValueSource(booleans = {true, false})
  void L24_saving_saves_exactly_what_is_shown(boolean script) {
    try (BrowserContext someone = script ? site.visitor() : site.visitorWithoutScript()) {
      Page page = open(someone, "/consent?return=/cooperations");
      page.locator("input[value=external-media]").check();
      if (script) {
        assertThat(page.locator("input[value=youtube]").isChecked()).isTrue();
        page.locator("input[value=twitter]").uncheck();
        assertThat(page.locator("input[value=external-media]").isChecked()).isFalse();
      } else {
        assertThat(page.locator("li .included:visible").allInnerTexts())
            .as("a category that is on speaks for its services")
            .containsExactly("On", "On");
        assertThat(page.locator("li input[value=twitter]").isVisible()).isFalse();
      }
      button(page, "Save selection").click();
      page.waitForURL("**/cooperations");

      assertThat(state(someone))
          .contains(granted("youtube"), refused("econda"))
          .contains(script ? refused("twitter") : granted("twitter"));
      go(page, "/consent");
      assertThat(page.locator("input[value=external-media]").isChecked()).isEqualTo(!script);
      assertThat(page.locator("input[value=youtube]").isChecked()).isTrue();
      assertThat(page.locator("input[value=twitter]").isChecked()).isEqualTo(!script);
    }
  }

  @Test
  void L24_the_other_answers_mean_what_they_say_whatever_the_switches_show() {
    Page page = settings();
    page.locator("input[value=twitter]").check();
    button(page, "Reject all").click();
    page.waitForURL("**/cooperations");
    assertThat(state(visitor)).contains(refused("twitter"));

    go(page, "/consent?return=/cooperations");
    page.locator("input[value=twitter]").uncheck();
    assertThat(cookies(visitor)).contains("consent");
    assertThat(state(visitor)).as("a switch alone changes nothing").contains(refused("twitter"));
    button(page, "Accept all").click();
    page.waitForURL("**/cooperations");
    settled(page);
    assertThat(state(visitor)).contains(granted("twitter"), granted("econda"));
  }
}
