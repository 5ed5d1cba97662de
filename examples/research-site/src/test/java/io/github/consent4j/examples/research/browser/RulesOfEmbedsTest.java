package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.cookies;
import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules L40 to L42 on embedded content, and L50 on Global Privacy Control. */
class RulesOfEmbedsTest extends RulesTest {

  private static FrameLocator frame(Page page, String id) {
    return page.frameLocator("#" + id);
  }

  private static Locator notice(Page page, String before) {
    return page.locator("page-note:has(+ " + before + ") .note");
  }

  private static Locator once(Locator notice) {
    return notice.getByRole(AriaRole.BUTTON).filter(containing("once"));
  }

  private static String active(Page page) {
    return String.valueOf(
        page.evaluate("(e => e.id || e.src || e.localName)(document.activeElement)"));
  }

  // --- L40

  @Test
  void L40_a_frame_tells_who_gets_what_and_where_and_loads_nothing() {
    Page page = open(visitor, "/embeds");
    FrameLocator frame = frame(page, "film");

    assertThat(frame.locator("main").innerText())
        .contains("Google Ireland Limited", "Ireland", "IP address", "United States")
        .contains("Show this video once", "Always show YouTube");
    assertThat(frame.getByRole(AriaRole.LINK).all())
        .extracting(link -> link.getAttribute("href"))
        .anyMatch(href -> href.startsWith("https://policies.google.com"))
        .contains("https://www.youtube.com/embed/film");
    assertThat(frame.locator("img, video, object, [style]").count()).as("no thumbnail").isZero();
    assertThat(site.contacted()).isEmpty();
  }

  @Test
  void L40_a_post_tells_it_too_and_stays_readable() {
    Page page = open(visitor, "/embeds");
    Locator notice = page.locator("page-note[data-consent-service=twitter] .note").first();

    assertThat(notice.innerText())
        .contains("X Internet Unlimited Company", "Ireland", "IP address", "United States")
        .contains("Show once", "Always show Twitter (X)");
    assertThat(notice.getByRole(AriaRole.LINK).first().getAttribute("href")).startsWith("https://");
    assertThat(page.getByText("The first.").isVisible()).isTrue();
    assertThat(page.locator("blockquote a").first().getAttribute("href"))
        .as("the content on its own site")
        .isEqualTo("https://twitter.com/institute/status/1");
    assertThat(site.contacted()).isEmpty();
  }

  @Test
  void L40_an_image_tells_it_too_and_keeps_its_alternative_text() {
    Page page = open(visitor, "/embeds");
    Locator notice = notice(page, "#house");

    assertThat(notice.innerText())
        .contains("Google Ireland Limited", "Ireland", "IP address", "United States")
        .contains("Show once", "Always show YouTube");
    assertThat(notice.getByRole(AriaRole.LINK).all())
        .extracting(link -> link.getAttribute("href"))
        .containsExactly(
            "https://policies.google.com/privacy",
            "https://i.ytimg.com/house.jpg",
            "/consent?return=%2Fembeds&lang=en");
    assertThat(page.getByAltText("The old house").isVisible()).isTrue();
    assertThat(page.locator("page-note[data-consent-service=youtube]").count())
        .as("none at what only counts visitors")
        .isEqualTo(2);
    assertThat(site.contacted()).isEmpty();
  }

  // --- L41

  @ParameterizedTest(name = "script {0}")
  @ValueSource(booleans = {true, false})
  void L41_once_shows_one_frame_and_records_nothing(boolean script) {
    try (BrowserContext someone = script ? site.visitor() : site.visitorWithoutScript()) {
      Page page = open(someone, "/embeds");
      frame(page, "film").getByRole(AriaRole.LINK).filter(containing("once")).click();
      frame(page, "film").getByText("Playing").waitFor();
      settled(page);

      assertThat(site.web().requests())
          .filteredOn(request -> request.startsWith("www.youtube.com"))
          .containsExactly("www.youtube.com/embed/film");
      assertThat(frame(page, "talk").getByText("Show this video once").isVisible()).isTrue();
      assertThat(site.contacted()).doesNotContain("platform.twitter.com");
      assertThat(cookies(someone)).doesNotContain("consent");
    }
  }

  @Test
  void L41_once_shows_one_post_or_one_image_and_records_nothing() {
    Page page = open(visitor, "/embeds");
    once(page.locator("page-note[data-consent-service=twitter] .note").first()).click();
    page.frameLocator("iframe[src*='platform.twitter.com']").getByText("A tweet").waitFor();
    settled(page);
    assertThat(page.locator("iframe[src*='platform.twitter.com']").count()).isEqualTo(1);
    assertThat(page.getByText("The second.").isVisible()).isTrue();
    assertThat(site.web().requests()).noneMatch(request -> request.startsWith("i.ytimg.com"));

    once(notice(page, "#group")).click();
    page.waitForCondition(() -> site.web().requests().contains("i.ytimg.com/wide.jpg"));
    settled(page);
    assertThat(site.web().requests())
        .filteredOn(request -> request.startsWith("i.ytimg.com"))
        .containsExactly("i.ytimg.com/wide.jpg");
    assertThat(notice(page, "#house").isVisible()).isTrue();

    once(page.locator("page-note[data-consent-service=twitter] .note").first()).click();
    page.waitForCondition(() -> page.locator("iframe[src*='platform.twitter.com']").count() == 2);
    assertThat(cookies(visitor)).doesNotContain("consent");
    assertThat(state(visitor)).contains("\"made\":false");
  }

  @Test
  void L41_always_is_recorded_and_everything_of_its_service_comes_to_life_in_place() {
    Page page = open(visitor, "/embeds");
    page.evaluate("window.sameDocument = true");
    notice(page, "#house").getByText("Always show YouTube").click();
    page.waitForCondition(() -> cookies(visitor).contains("consent"));
    page.waitForCondition(() -> site.contacted().contains("www.youtube.com"));
    settled(page);

    assertThat(consent(visitor).value).contains(".+youtube.");
    assertThat(state(visitor))
        .contains(granted("youtube"), undecided("twitter"), undecided("econda"));
    assertThat(page.locator("[data-consent-service=youtube]").count()).isZero();
    assertThat(site.contacted()).doesNotContain("platform.twitter.com");
    assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
    assertThat(active(page)).as("the focus is on what was asked for").isEqualTo("house");
  }

  @ParameterizedTest(name = "script {0}")
  @ValueSource(booleans = {true, false})
  void L41_always_inside_a_frame_too(boolean script) {
    try (BrowserContext someone = script ? site.visitor() : site.visitorWithoutScript()) {
      Page page = open(someone, "/embeds");
      if (script) {
        page.evaluate("window.sameDocument = true");
      }
      frame(page, "talk").getByText("Always show YouTube").click();
      frame(page, "talk").getByText("Playing").waitFor();
      settled(page);

      assertThat(state(someone)).contains(granted("youtube"), undecided("econda"));
      assertThat(page.url()).isEqualTo(ORIGIN + "/embeds");
      if (script) {
        assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
        assertThat(active(page)).isEqualTo("talk");
      }
    }
  }

  @Test
  void L41_always_inside_a_frame_works_where_the_page_has_no_script_of_ours() {
    decided(visitor, "Reject all").close();
    visitor.route(url -> url.contains("/page.js"), route -> route.abort());
    Page page = open(visitor, "/embeds");
    frame(page, "talk").getByText("Always show YouTube").click();
    frame(page, "talk").getByText("Playing").waitFor();

    assertThat(state(visitor)).contains(granted("youtube"), refused("econda"));
    assertThat(page.url()).isEqualTo(ORIGIN + "/embeds");
  }

  @Test
  void L41_always_inside_a_frame_works_when_the_pages_script_cannot_send_it() {
    Page page = open(visitor, "/embeds");
    page.evaluate("() => { self.fetch = () => Promise.reject(Error('offline')) }");
    frame(page, "talk").getByText("Always show YouTube").click();
    frame(page, "talk").getByText("Playing").waitFor();

    assertThat(state(visitor)).contains(granted("youtube"), undecided("econda"));
    assertThat(page.url()).isEqualTo(ORIGIN + "/embeds");
  }

  @Test
  void L41_once_works_inside_a_frame_that_is_a_stranger_to_the_page() {
    Page page = open(visitor, "/embeds");
    page.evaluate(
        """
        () => {
          const frame = document.getElementById('film');
          frame.sandbox = 'allow-scripts allow-forms';
          frame.src += '&anew';
        }
        """);
    settled(page);
    frame(page, "film").getByRole(AriaRole.LINK).filter(containing("once")).click();
    frame(page, "film").getByText("Playing").waitFor();
  }

  // --- L42

  @Test
  void L42_every_frame_has_a_name_and_keeps_its_size() {
    Page page = open(visitor, "/embeds");

    assertThat(page.locator("#film").getAttribute("title")).isEqualTo("A film");
    assertThat(page.locator("#talk").getAttribute("title")).isEqualTo("Video from YouTube");
    for (String id : List.of("film", "talk")) {
      frame(page, id).getByRole(AriaRole.LINK).filter(containing("once")).focus();
      page.keyboard().press("Enter");
      frame(page, id).getByText("Playing").waitFor();
      assertThat(page.locator("#" + id).boundingBox().width).isEqualTo(560);
      assertThat(page.locator("#" + id).boundingBox().height).isEqualTo(315);
      assertThat(active(page)).as("the focus is in what was loaded").isEqualTo(id);
      assertThat(page.locator("#" + id).evaluate("e => e.tabIndex"))
          .as("and the keyboard can come back")
          .isEqualTo(0);
    }
  }

  @Test
  void L42_the_focus_moves_to_the_frame_that_takes_the_place_of_a_post() {
    Page page = open(visitor, "/embeds");
    once(page.locator("page-note[data-consent-service=twitter] .note").first()).focus();
    page.keyboard().press("Enter");
    page.frameLocator("iframe[src*='platform.twitter.com']").getByText("A tweet").waitFor();

    page.waitForCondition(() -> active(page).startsWith("https://platform.twitter.com/embed/"));
  }

  @Test
  void L42_the_focus_moves_to_the_image() {
    Page page = open(visitor, "/embeds");
    once(notice(page, "#house")).focus();
    page.keyboard().press("Space");
    page.waitForCondition(() -> site.web().requests().contains("i.ytimg.com/house.jpg"));

    assertThat(active(page)).isEqualTo("house");
    assertThat(page.locator("#house").getAttribute("alt")).isEqualTo("The old house");
  }

  // --- L50

  @Test
  void L50_global_privacy_control_is_heard_and_said_on_pages_for_one_and_for_everybody() {
    visitor.setExtraHTTPHeaders(Map.of("Sec-GPC", "1"));
    visitor.addInitScript(
        "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => true})");
    for (String path : List.of("/cooperations", "/public")) {
      Page page = open(visitor, path);
      assertThat(page.locator("page-panel #gpc").isVisible()).as(path).isTrue();
      assertThat(site.contacted()).isEmpty();
      page.close();
    }
    try (BrowserContext another = site.visitor()) {
      assertThat(open(another, "/public").locator("page-panel #gpc").isVisible()).isFalse();
    }
    Page page = decided(visitor, "Accept all");
    page.waitForCondition(() -> site.contacted().containsAll(EXTERNAL_MEDIA));
  }
}
