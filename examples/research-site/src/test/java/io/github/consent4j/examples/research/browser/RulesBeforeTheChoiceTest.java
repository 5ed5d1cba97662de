package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.cookies;
import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules of law for the time before a choice and for both layers of the dialog, each by the id under
 * which the project keeps it, in a real browser.
 *
 * <p>Not here are the rules that no browser can see: L03, L04, L14 to L17 and L22 are checks of the
 * declarations and of texts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesBeforeTheChoiceTest {

  private static final String POLICY =
      """
      site:
        name: Institute for Applied Tumour Research
        privacy-policy: /en/data-protection
        imprint: /en/imprint
      languages: [en, de]
      categories:
        necessary:      { required: true, services: [webedition] }
        statistics:     { services: [econda] }
        external-media: { services: [youtube, twitter] }
      """;

  private static final String STORED =
      "JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage)])";

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

  private SiteInChromium site;
  private BrowserContext visitor;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    site =
        new SiteInChromium(
            "consent.config=" + Files.writeString(folder.resolve("p.yaml"), POLICY).toUri());
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
    site.web().forget();
  }

  @AfterEach
  void leave() {
    visitor.close();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private static Page settings(BrowserContext visitor) {
    return open(visitor, "/consent?return=/cooperations");
  }

  private void assertNothingHappened(Page page) {
    settled(page);
    assertThat(site.contacted()).isEmpty();
    assertThat(cookies(visitor)).containsExactly("WESESSION");
    assertThat(page.evaluate(STORED)).isEqualTo("[[],[]]");
  }

  // --- 1.1 before any choice

  @Test
  void L01_nothing_but_the_necessary_is_stored_before_consent() {
    Page page = open(visitor, "/cooperations");
    page.evaluate(
        "document.cookie = 'emos_jcvid=1; path=/';"
            + " localStorage.setItem('econda.privacy.protection', '{}')");

    assertThat(cookies(visitor)).containsExactly("WESESSION");
    assertThat(page.evaluate(STORED)).isEqualTo("[[],[]]");
    assertThat(page.evaluate("indexedDB.databases().then(all => all.length)")).isEqualTo(0);
  }

  @Test
  void L02_no_host_but_the_site_is_contacted_before_consent() {
    Page page = open(visitor, "/cooperations");
    page.evaluate(
        "new Image().src = 'https://i.ytimg.com/vi/x.jpg';"
            + " navigator.sendBeacon('https://www.econda-monitor.de/l/1', 'x')");

    settled(page);
    assertThat(site.contacted()).isEmpty();
  }

  @Test
  void L05_scrolling_waiting_escape_clicks_beside_and_going_on_are_no_consent() {
    Page page = open(visitor, "/cooperations");

    page.mouse().wheel(0, 2000);
    page.keyboard().press("Escape");
    page.mouse().click(3, 3);
    page.locator("h1").click();
    assertNothingHappened(page);
    page.locator("nav a").first().click();
    page.waitForURL("http://" + SiteInChromium.HOST + "/");
    assertNothingHappened(page);
    assertThat(button(page, "Accept all").isVisible()).isTrue();
  }

  @Test
  void L06_the_page_can_be_used_after_everything_is_rejected() {
    Page page = open(visitor, "/cooperations");
    button(page, "Reject all").click();
    page.waitForCondition(() -> button(page, "Accept all").count() == 0);

    assertThat(page.locator("[inert]").count()).isZero();
    assertThat(
            page.evaluate("document.elementFromPoint(innerWidth / 2, innerHeight - 20).localName"))
        .as("nothing lies over it")
        .isNotEqualTo("page-panel");
    page.locator("footer a").first().click();
    page.waitForURL("**/en/data-protection");
  }

  @Test
  void L07_privacy_policy_and_imprint_are_within_reach_without_a_choice() {
    for (String link : List.of("Privacy policy", "Legal notice")) {
      Page page = open(visitor, "/cooperations");
      page.locator("page-panel").getByRole(AriaRole.LINK).filter(containing(link)).click();
      page.waitForURL("**/en/*");
      assertThat(page.locator("main p").first().isVisible()).isTrue();
      assertThat(page.locator("[aria-modal], dialog, [inert]").count()).isZero();
      page.close();
    }
  }

  private static Locator.FilterOptions containing(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void L08_nothing_that_can_be_refused_is_on_beforehand() {
    Page page = settings(visitor);

    assertThat(page.locator("input[type=checkbox][name=grant]").count()).isEqualTo(5);
    assertThat(page.locator("input[type=checkbox][name=grant]:checked").count()).isZero();
  }

  // --- 1.2 first layer

  @Test
  void L10_rejecting_stands_beside_accepting_and_is_in_sight_on_a_small_screen() {
    Page page = visitor.newPage();
    page.setViewportSize(320, 480);
    for (String path : List.of("/cooperations")) {
      page.navigate("http://" + SiteInChromium.HOST + path);
      settled(page);
      for (String name : List.of("Accept all", "Reject all")) {
        BoundingBox box = button(page, name).boundingBox();
        assertThat(box.y).as(name).isGreaterThanOrEqualTo(0);
        assertThat(box.y + box.height).as(name).isLessThanOrEqualTo(480);
        assertThat(box.x + box.width).as(name).isLessThanOrEqualTo(320);
      }
    }
  }

  @Test
  void L11_rejecting_is_the_same_kind_of_element_in_the_same_place() {
    Locator reject = button(open(visitor, "/cooperations"), "Reject all");

    assertThat(reject.evaluate("e => e.localName + ' ' + e.previousElementSibling.localName"))
        .isEqualTo("button button");
    assertThat(reject.evaluate("e => e.previousElementSibling.value")).isEqualTo("accept-all");
  }

  @Test
  void L12_both_answers_look_the_same_and_can_be_read() {
    for (String path : List.of("/cooperations", "/consent?return=/cooperations")) {
      Page page = open(visitor, path);
      Locator accept = button(page, "Accept all");
      Locator reject = button(page, "Reject all");

      assertThat(reject.evaluate(LOOK)).as(path).isEqualTo(accept.evaluate(LOOK));
      assertThat(reject.boundingBox().width).isCloseTo(accept.boundingBox().width, within(1.0));
      assertThat(reject.boundingBox().height).isEqualTo(accept.boundingBox().height);
      assertThat(reject.boundingBox().y).isEqualTo(accept.boundingBox().y);
      assertThat(((Number) reject.evaluate(CONTRAST)).doubleValue()).isGreaterThanOrEqualTo(4.5);
      page.close();
    }
  }

  @Test
  void L13_one_click_refuses_where_one_click_accepts() {
    for (String answer : List.of("Accept all", "Reject all")) {
      try (BrowserContext another = site.visitor()) {
        Page page = open(another, "/cooperations");
        button(page, answer).click();
        page.waitForCondition(() -> cookies(another).contains("consent"));
        settled(page);
        assertThat(button(page, answer).count()).isZero();
      }
    }
  }

  @Test
  void L18_the_banner_takes_at_most_half_of_a_desktop_and_its_buttons_stay() {
    Page page = visitor.newPage();
    for (int[] size : new int[][] {{1440, 900}, {1024, 640}}) {
      page.setViewportSize(size[0], size[1]);
      page.navigate("http://" + SiteInChromium.HOST + "/cooperations");
      settled(page);
      BoundingBox panel = page.locator("page-panel section").boundingBox();

      assertThat(panel.height).isLessThanOrEqualTo(size[1] / 2.0);
      page.locator("page-panel .text").evaluate("e => e.scrollTo(0, 9999)");
      assertThat(button(page, "Reject all").boundingBox().y).isLessThan(size[1]);
    }
  }

  // --- 1.3 second layer

  @Test
  void L20_every_purpose_and_every_service_has_a_switch_of_its_own() {
    Page page = settings(visitor);

    assertThat(
            page.locator("input[name=grant]").all().stream()
                .map(box -> box.getAttribute("value"))
                .collect(Collectors.toList()))
        .containsExactlyInAnyOrder("statistics", "econda", "external-media", "youtube", "twitter");
  }

  @Test
  void L21_the_lifetime_of_everything_that_is_stored_is_said_in_words() {
    Page page = settings(visitor);
    page.locator("summary").all().forEach(Locator::click);

    List<String> lifetimes = page.locator("td:nth-of-type(2)").allInnerTexts();
    assertThat(lifetimes).hasSizeGreaterThan(20).allMatch(text -> text.matches(".*[a-z]{3}.*"));
    assertThat(lifetimes).contains("until you close the browser");
  }

  @Test
  void L23_rejecting_once_refuses_everything() {
    Page page = open(visitor, "/cooperations");
    button(page, "Reject all").click();
    page.waitForCondition(() -> cookies(visitor).contains("consent"));
    page.navigate("http://" + SiteInChromium.HOST + "/consent/state.json");

    assertThat(page.locator("body").innerText())
        .contains("\"refused\"")
        .doesNotContain("granted", "undecided");
  }

  @Test
  void L24_saving_saves_exactly_what_is_shown() {
    Page page = settings(visitor);
    page.locator("input[value=external-media]").check();
    page.locator("input[value=twitter]").uncheck();
    assertThat(page.locator("input[value=youtube]").isChecked()).isTrue();

    button(page, "Save selection").click();
    page.waitForURL("**/cooperations");
    page.navigate("http://" + SiteInChromium.HOST + "/consent/state.json");

    assertThat(page.locator("body").innerText())
        .contains("{\"id\":\"youtube\",\"state\":\"granted\"}")
        .contains("{\"id\":\"twitter\",\"state\":\"refused\"}")
        .contains("{\"id\":\"econda\",\"state\":\"refused\"}");
  }
}
