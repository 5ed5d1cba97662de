package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import io.github.consent4j.examples.browser.RestInSweeps;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * On a site that swaps its documents by script, a decision takes effect at once, however it was
 * made. Banner, notices and settings work as on other sites.
 */
@RestInSweeps
class NavigationTest extends VisitedSite {

  private static final String BEACONS =
      "self.beacons ??= setInterval(() => { new Image().src = 'https://www.econda-monitor.de/beacon?' + Math.random() }, 800);";

  /** Everything that a guard blocks, if there is one. */
  private static final String LATE =
      """
      () => {
        const frame = document.createElement('iframe');
        frame.src = 'https://www.youtube.com/embed/late';
        const script = document.createElement('script');
        script.src = 'https://l.ecn-ldr.de/loader/late.js';
        document.body.append(frame, script);
        document.cookie = 'emos_jcvid=late; path=/';
      }
      """;

  @Override
  SiteInChromium site() throws Exception {
    Path npm = Path.of("target", "npm").toAbsolutePath();
    for (SwappingLibrary library : SwappingLibrary.values()) {
      library.unpackInto(npm);
    }
    SiteInChromium site =
        site(
            RulesTest.POLICY,
            "spring.web.resources.static-locations=classpath:/static/," + npm.toUri());
    site.web().answer("l.ecn-ldr.de/loader/beacons.js", BEACONS);
    return site;
  }

  @AfterEach
  @Override
  void leave() {
    super.leave();
    assertThat(thrown).isEmpty();
  }

  private Page at(SwappingLibrary library, String name) {
    return marked(open(visitor, path(library, name)));
  }

  private static String path(SwappingLibrary library, String name) {
    return "/swapped/" + library + '/' + name;
  }

  /** Marks the document, so that the test detects whether it was replaced. */
  private static Page marked(Page page) {
    page.evaluate("window.sameDocument = true");
    return page;
  }

  private static boolean isSameDocument(Page page) {
    try {
      return Boolean.TRUE.equals(page.evaluate("window.sameDocument === true"));
    } catch (PlaywrightException betweenTwoDocuments) {
      return true;
    }
  }

  private static void follow(Page page, String link, String title) {
    page.locator("#" + link).click();
    arrived(page, title);
  }

  private static void arrived(Page page, String title) {
    page.waitForCondition(
        () -> {
          try {
            return page.title().equals(title);
          } catch (PlaywrightException betweenTwoDocuments) {
            return false;
          }
        });
    settled(page);
  }

  /**
   * Follows a link whose answer decides. The cookie changes with the answer, so that the page may
   * be reloaded before the library swaps the answer in. A visitor then follows the link once more.
   */
  private static void followAnswerThatDecides(Page page, String link, String path) {
    page.locator("#" + link).click();
    page.waitForCondition(() -> page.url().endsWith(path) || !isSameDocument(page));
    if (!page.url().endsWith(path)) {
      settled(page);
      page.locator("#" + link).click();
      page.waitForURL("**" + path);
    }
  }

  private static Locator banner(Page page) {
    return page.locator("page-panel section.panel");
  }

  private static void playing(Page page) {
    page.frameLocator("#film").getByText("Playing").waitFor();
  }

  /** Asserts that no blocked content runs, and that it cannot be made to run. */
  private void assertHeldBack(Page page) {
    settled(page);
    site.web().forget();
    page.evaluate(LATE);
    page.waitForTimeout(1200);
    assertThat(site.contacted()).isEmpty();
    assertThat(page.evaluate("document.cookie.includes('emos_jcvid=late')")).isEqualTo(false);
    assertThat(page.locator("iframe[data-consent-service=youtube]").count()).isPositive();
  }

  private Page acceptedAt(SwappingLibrary library) {
    Page page = at(library, "plain");
    button(page, "Accept all").click();
    page.waitForCondition(() -> banner(page).count() == 0);
    page.close();
    Page film = at(library, "film");
    playing(film);
    return film;
  }

  @ParameterizedTest
  @EnumSource
  void withdrawing_in_the_settings_stops_what_runs(SwappingLibrary library) {
    Page page = acceptedAt(library);
    page.waitForCondition(() -> site.contacted().contains("www.econda-monitor.de"));

    page.locator("#to-settings").click();
    button(page, "Reject all").waitFor();
    settled(page);
    assertThat(isSameDocument(page)).isFalse();
    assertThat(page.evaluate("document.documentElement.dataset.consentPage")).isEqualTo("settings");
    assertThat(
            page.evaluate(
                "getComputedStyle(document.querySelector('.answers button')).borderRadius"))
        .isNotEqualTo("0px");
    marked(page);
    button(page, "Reject all").click();
    page.waitForURL("**" + path(library, "film"));

    assertThat(isSameDocument(page)).isFalse();
    assertHeldBack(page);
  }

  @ParameterizedTest
  @EnumSource
  void withdrawing_in_a_page_that_is_swapped_in_stops_what_runs(SwappingLibrary library) {
    Page page = acceptedAt(library);

    followAnswerThatDecides(page, "to-withdrawn", path(library, "withdrawn"));
    page.waitForCondition(() -> !isSameDocument(page));

    assertHeldBack(page);
  }

  @ParameterizedTest
  @EnumSource
  void the_banner_stays_and_what_is_accepted_then_comes_to_life(SwappingLibrary library) {
    Page page = at(library, "plain");
    double height = banner(page).boundingBox().height;

    follow(page, "to-film", "Film");
    assertAsks(page, height);
    assertThat(page.locator("page-note").getByText("Show once").count()).isEqualTo(1);
    page.goBack();
    arrived(page, "Plain");
    assertAsks(page, height);
    page.goForward();
    arrived(page, "Film");
    assertAsks(page, height);
    assertThat(page.locator("page-note").getByText("Show once").isVisible()).isTrue();
    assertThat(site.contacted()).isEmpty();
    assertThat(isSameDocument(page)).isTrue();

    button(page, "Accept all").click();
    playing(page);
    assertThat(isSameDocument(page)).isTrue();
    assertThat(banner(page).count()).isZero();
    follow(page, "to-plain", "Plain");
    assertThat(banner(page).count()).isZero();
    page.goBack();
    arrived(page, "Film");
    playing(page);
    assertThat(room(page)).isZero();
  }

  private static void assertAsks(Page page, double height) {
    assertThat(page.locator("page-panel").count()).isEqualTo(1);
    assertThat(banner(page).boundingBox().height).isEqualTo(height);
    assertThat(room(page)).isPositive();
  }

  private static int room(Page page) {
    return (int)
        page.evaluate("parseInt(getComputedStyle(document.documentElement).paddingBottom)");
  }

  @ParameterizedTest
  @EnumSource
  void settings_are_reached_from_the_banner_and_lead_back_to_the_page_that_is_shown(
      SwappingLibrary library) {
    Page page = at(library, "plain");
    follow(page, "to-film", "Film");

    page.locator("page-panel a.button").click();
    page.locator("input[name=grant][value=youtube]").waitFor();
    settled(page);
    page.locator("input[name=grant][value=youtube]").check();
    button(page, "Save").click();
    page.waitForURL("**" + path(library, "film"));
    playing(page);

    assertThat(site.contacted()).doesNotContain("platform.twitter.com", "l.ecn-ldr.de");
  }

  @ParameterizedTest
  @EnumSource
  void a_grant_is_not_undone_by_the_guard_of_before(SwappingLibrary library) {
    Page page = at(library, "plain");
    button(page, "Reject all").click();
    page.waitForCondition(() -> banner(page).count() == 0);
    page.reload();
    settled(page);

    marked(page);
    followAnswerThatDecides(page, "to-granted", path(library, "granted"));
    arrived(page, "Granted");

    playing(page);
    assertThat(site.contacted()).doesNotContain("platform.twitter.com", "l.ecn-ldr.de");
  }

  private static boolean isAllowed(Page settings, String service) {
    try {
      return settings.locator("input[name=grant][value=" + service + "]:checked").count() > 0;
    } catch (PlaywrightException betweenTwoDocuments) {
      return false;
    }
  }

  /** Libraries keep pages to go back to. Some keep them longer than the document exists. */
  @ParameterizedTest
  @EnumSource
  void pages_that_the_site_keeps_are_shown_as_was_decided_since(SwappingLibrary library) {
    Page page = at(library, "film");
    follow(page, "to-plain", "Plain");
    page.locator("#to-settings").click();
    button(page, "Accept all").click();
    page.waitForURL("**" + path(library, "plain"));
    settled(page);
    page.goBack();
    // Settings of an earlier decision are reloaded, which would end the way back.
    page.waitForCondition(() -> isAllowed(page, "youtube"));
    settled(page);
    page.goBack();
    arrived(page, "Plain");
    page.goBack();
    arrived(page, "Film");

    playing(page);
    assertThat(page.locator("page-panel, page-note").count()).isZero();
  }
}
