package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.cookies;
import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.github.consent4j.examples.browser.RestInSweeps;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference dialog, as visitors of the example site see it in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferenceDialogTest {

  private static final List<String> EXTERNAL_MEDIA =
      List.of("www.youtube.com", "i.ytimg.com", "platform.twitter.com");

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
  void forget() {
    site.web().forget();
  }

  @AfterEach
  void leave() {
    if (visitor != null) {
      visitor.close();
    }
  }

  @ParameterizedTest(name = "script {0}")
  @ValueSource(booleans = {true, false})
  void contacts_nobody_but_the_necessary_before_a_decision(boolean script) {
    open(visitor(script), "/cooperations");

    if (script) {
      assertThat(site.contacted())
          .as("econda's loader is declared necessary")
          .containsExactlyInAnyOrder("l.ecn-ldr.de", "www.econda-monitor.de");
    } else {
      assertThat(site.contacted()).isEmpty();
    }
    assertThat(cookies(visitor)).containsExactly("WESESSION", "emos_jcsid");
  }

  @RestInSweeps
  @ParameterizedTest(name = "script {0}")
  @ValueSource(booleans = {true, false})
  void loads_everything_after_accept_all_and_nothing_after_withdrawal(boolean script) {
    Page page = open(visitor(script), "/cooperations");

    button(page, "Accept all").click();
    page.waitForCondition(() -> site.contacted().contains("i.ytimg.com"));
    settled(page);

    assertThat(site.contacted()).contains("www.youtube.com", "i.ytimg.com");
    if (script) {
      assertThat(site.contacted()).contains("platform.twitter.com", "l.ecn-ldr.de");
    }
    assertThat(cookies(visitor)).contains("consent", "emos_jcvid", "emos_jcsid", "WESESSION");
    assertThat(button(page, "Accept all").count()).isZero();

    page.navigate("http://" + SiteInChromium.HOST + "/consent?return=/cooperations");
    button(page, "Reject all").click();
    page.waitForCondition(() -> !cookies(visitor).contains("emos_jcvid"));
    site.web().forget();
    page.navigate("http://" + SiteInChromium.HOST + "/cooperations");
    settled(page);

    assertThat(site.contacted()).doesNotContainAnyElementsOf(EXTERNAL_MEDIA);
    assertThat(cookies(visitor)).contains("consent", "WESESSION").doesNotContain("emos_jcvid");
  }

  @RestInSweeps
  @ParameterizedTest(name = "script {0}")
  @ValueSource(booleans = {true, false})
  void shows_one_video_once_and_stores_nothing(boolean script) {
    Page page = open(visitor(script), "/cooperations");
    FrameLocator frame = page.frameLocator("iframe[data-consent-service=youtube]");

    frame.getByRole(AriaRole.LINK).filter(containing("once")).click();
    frame.getByText("Playing").waitFor();
    settled(page);

    assertThat(site.web().requests())
        .filteredOn(request -> request.startsWith("www.youtube.com"))
        .singleElement()
        .asString()
        .startsWith("www.youtube.com/embed/M7lc1UVf-VE?si=");
    assertThat(site.contacted()).doesNotContain("platform.twitter.com");
    assertThat(cookies(visitor)).doesNotContain("consent");

    site.web().forget();
    page.reload();
    settled(page);
    assertThat(site.contacted()).doesNotContainAnyElementsOf(EXTERNAL_MEDIA);
  }

  @RestInSweeps
  @ParameterizedTest(name = "script {0}")
  @ValueSource(booleans = {true, false})
  void always_shows_external_media_when_asked_inside_a_frame(boolean script) {
    Page page = open(visitor(script), "/cooperations");

    page.frameLocator("iframe[data-consent-service=youtube]")
        .getByRole(AriaRole.BUTTON)
        .filter(containing("Always"))
        .click();
    page.waitForCondition(() -> cookies(visitor).contains("consent"));
    settled(page);

    assertThat(page.url()).endsWith("/cooperations");
    assertThat(site.contacted()).contains("www.youtube.com");
    assertThat(cookies(visitor)).doesNotContain("emos_jcvid");
  }

  @ParameterizedTest(name = "script {0}")
  @ValueSource(booleans = {true, false})
  void saves_exactly_what_the_settings_show(boolean script) {
    Page page = open(visitor(script), "/consent?return=/cooperations");

    assertThat(page.locator("input[type=checkbox]:checked:not(:disabled)").count())
        .as("nothing is switched on beforehand")
        .isZero();
    page.locator("input[name=grant][value=youtube]").check();
    button(page, "Save").click();
    page.waitForURL("**/cooperations");
    settled(page);

    assertThat(site.contacted()).contains("www.youtube.com");
    assertThat(site.contacted()).doesNotContain("platform.twitter.com");
    page.navigate("http://" + SiteInChromium.HOST + "/consent");
    assertThat(page.locator("input[value=youtube]").isChecked()).isTrue();
    assertThat(page.locator("input[value=twitter]").isChecked()).isFalse();
    assertThat(page.locator("input[value=econda]").isChecked()).isFalse();
  }

  @Test
  void makes_rejecting_as_easy_as_accepting() {
    Page page = open(visitor(true), "/cooperations");
    Locator accept = button(page, "Accept all");
    Locator reject = button(page, "Reject all");
    BoundingBox acceptBox = accept.boundingBox();
    BoundingBox rejectBox = reject.boundingBox();

    // The widths of columns are rounded to parts of a pixel.
    assertThat(rejectBox.width).isCloseTo(acceptBox.width, within(0.1));
    assertThat(rejectBox.height).isEqualTo(acceptBox.height);
    assertThat(rejectBox.y).as("same row").isEqualTo(acceptBox.y);
    assertThat(look(reject)).isEqualTo(look(accept));
    assertThat(reject.evaluate("e => e.tagName")).isEqualTo(accept.evaluate("e => e.tagName"));
    assertThat(
            reject.evaluate(
                "(e, other) => e.parentNode === other", accept.evaluateHandle("e => e.parentNode")))
        .isEqualTo(true);

    reject.click();
    page.waitForCondition(() -> cookies(visitor).contains("consent"));
    settled(page);

    assertThat(cookies(visitor)).contains("consent");
    assertThat(button(page, "Accept all").count()).as("one click was enough").isZero();
    assertThat(site.contacted()).doesNotContainAnyElementsOf(EXTERNAL_MEDIA);
  }

  private BrowserContext visitor(boolean script) {
    Supplier<BrowserContext> kind = script ? site::visitor : site::visitorWithoutScript;
    visitor = kind.get();
    return visitor;
  }

  private static Object look(Locator button) {
    return button.evaluate(
        "e => { const s = getComputedStyle(e); return [s.color, s.backgroundColor, s.fontSize,"
            + " s.fontWeight, s.borderColor, s.borderWidth, s.textDecorationLine].join() }");
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator.FilterOptions containing(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
