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
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rules of law for the time after the choice, for embedded content and for signals of the browser,
 * each by the id under which the project keeps it, in a real browser.
 *
 * <p>Not here are L38, a check of the declarations, and L51 and L52, which are no rules yet.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesAfterTheChoiceTest {

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

  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final List<String> EXTERNAL_MEDIA =
      List.of("www.youtube.com", "i.ytimg.com", "platform.twitter.com");

  @TempDir private static Path folder;

  private SiteInChromium site;
  private BrowserContext visitor;

  @BeforeAll
  void start() throws Exception {
    site = site(POLICY);
  }

  private static SiteInChromium site(String policy) throws Exception {
    Path file = Files.createTempFile(folder, "policy", ".yaml");
    return new SiteInChromium("consent.config=" + Files.writeString(file, policy).toUri());
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

  private static boolean asks(Page page) {
    return button(page, "Accept all").count() > 0;
  }

  private static Page go(Page page, String path) {
    page.navigate("http://" + SiteInChromium.HOST + path);
    return settled(page);
  }

  private static Page decided(BrowserContext visitor, String answer) {
    Page page = open(visitor, "/cooperations");
    button(page, answer).click();
    page.waitForCondition(() -> cookies(visitor).contains("consent"));
    return settled(page);
  }

  private static Cookie consent(BrowserContext visitor) {
    return visitor.cookies().stream()
        .filter(cookie -> cookie.name.equals("consent"))
        .findFirst()
        .orElseThrow();
  }

  // --- 1.4 after the choice

  @Test
  void L30_withdrawing_takes_one_click_more_than_agreeing_from_any_page() {
    Page page = decided(visitor, "Accept all");
    for (String path : List.of("/", "/cooperations", "/public", "/en/imprint")) {
      go(page, path);
      page.locator("[data-consent-open]").click();
      button(page, "Reject all").click();
      settled(page);
      go(page, "/consent/state.json");
      assertThat(page.locator("body").innerText()).as(path).doesNotContain("granted");
    }
  }

  @Test
  void L31_the_way_back_is_in_its_usual_place_on_every_page_and_large_enough() {
    Page page = decided(visitor, "Reject all");
    for (String path : List.of("/", "/cooperations", "/public", "/en/data-protection")) {
      Locator link = go(page, path).locator("footer [data-consent-open]");

      assertThat(link.isVisible()).as(path).isTrue();
      assertThat(link.getAttribute("href")).isEqualTo("/consent");
      // a link in a line of text: its spacing counts (WCAG 2.5.8)
      assertThat(link.boundingBox().width).isGreaterThanOrEqualTo(24);
    }
  }

  @Test
  void L32_withdrawing_stops_loading_and_removes_what_was_stored() {
    Page page = decided(visitor, "Accept all");
    page.waitForCondition(() -> cookies(visitor).contains("emos_jcvid"));
    page.evaluate("localStorage.setItem('econda.privacy.protection', '{}')");

    go(page, "/consent?return=/cooperations");
    button(page, "Reject all").click();
    page.waitForURL("**/cooperations");
    settled(page);
    site.web().forget();
    page.reload();
    settled(page);

    assertThat(site.contacted()).isEmpty();
    assertThat(cookies(visitor)).containsExactly("WESESSION", "consent");
    assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
    assertThat(page.locator("iframe[data-consent-service=youtube]").count()).isEqualTo(1);
    assertThat(page.locator("page-note").count()).isEqualTo(2);
  }

  @Test
  void L33_the_content_is_the_same_after_rejecting() {
    Page before = open(visitor, "/cooperations");
    String words = before.locator("main").innerText();
    button(before, "Reject all").click();
    before.waitForCondition(() -> !asks(before));
    go(before, "/cooperations");

    String received = "(?s)This page's controller.*";
    assertThat(before.locator("main").innerText().replaceFirst(received, ""))
        .isEqualTo(words.replaceFirst(received, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Accept all", "Reject all"})
  void L34_yes_and_no_are_kept_for_the_same_six_months(String answer) {
    Page page = decided(visitor, answer);
    Cookie given = consent(visitor);
    for (Map.Entry<Integer, Boolean> age : Map.of(178, false, 186, true).entrySet()) {
      Instant at = Instant.now().minus(Duration.ofDays(age.getKey()));
      visitor.addCookies(
          List.of(
              new Cookie("consent", given.value.replaceFirst("\\d{8}T\\d{6}Z", AT.format(at)))
                  .setDomain(given.domain)
                  .setPath(given.path)));
      go(page, "/cooperations");

      assertThat(asks(page)).as("after %s days", age.getKey()).isEqualTo(age.getValue());
    }
  }

  @Test
  void L35_only_what_is_new_is_asked_again_and_a_corrected_word_is_not() throws Exception {
    decided(visitor, "Accept all");
    Cookie given = consent(visitor);
    Map<String, Boolean> changes =
        Map.of(
            POLICY + "services: { youtube: { purpose: Shows films in the page. } }\n",
            false,
            POLICY + "services: { youtube: { loads: { hosts: [new.example] } } }\n",
            true);
    for (Map.Entry<String, Boolean> change : changes.entrySet()) {
      try (SiteInChromium changed = site(change.getKey());
          BrowserContext same = changed.visitor()) {
        same.addCookies(
            List.of(new Cookie("consent", given.value).setDomain(given.domain).setPath("/")));
        Page page = open(same, "/cooperations");

        assertThat(asks(page)).as(change.getKey()).isEqualTo(change.getValue());
        assertThat(changed.contacted())
            .as("what is as it was stays allowed")
            .contains("platform.twitter.com");
      }
    }
  }

  @Test
  void L36_nobody_is_asked_again_after_a_decision() {
    Page page = decided(visitor, "Reject all");
    for (int i = 0; i < 20; i++) {
      page.navigate("http://" + SiteInChromium.HOST + (i % 2 == 0 ? "/" : "/cooperations"));
      assertThat(asks(page)).isFalse();
    }
  }

  @Test
  void L37_the_consent_cookie_says_no_more_than_it_needs_to() {
    decided(visitor, "Reject all");
    Cookie cookie = consent(visitor);
    double days = (cookie.expires - Instant.now().getEpochSecond()) / 86_400;

    assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
    assertThat(days).isBetween(180.0, 185.0);
    assertThat(cookie.value).hasSizeLessThanOrEqualTo(160).matches("[ -~]+");
  }

  // --- 1.5 embedded content

  @Test
  void L40_what_stands_in_tells_who_gets_what_and_loads_nothing() {
    Page page = open(visitor, "/cooperations");
    FrameLocator frame = page.frameLocator("iframe[data-consent-service=youtube]");

    assertThat(frame.locator("main").innerText())
        .contains("Google Ireland Limited", "IP address", "United States")
        .contains("Show this video once", "Always show external media");
    assertThat(frame.getByRole(AriaRole.LINK).all())
        .extracting(link -> link.getAttribute("href"))
        .anyMatch(href -> href.startsWith("https://policies.google.com"));
    assertThat(frame.locator("img").count()).as("no thumbnail").isZero();
    assertThat(page.locator("page-note .note").first().innerText())
        .contains("Show once", "Always show external media");
    assertThat(site.contacted()).isEmpty();
  }

  @Test
  void L41_once_is_for_one_element_and_always_is_recorded() {
    Page page = open(visitor, "/cooperations");
    FrameLocator frame = page.frameLocator("iframe[data-consent-service=youtube]");
    frame.getByRole(AriaRole.LINK).filter(containing("once")).click();
    frame.getByText("Playing").waitFor();
    assertThat(cookies(visitor)).doesNotContain("consent");

    page.locator("page-note").first().getByText("Always show external media").click();
    page.waitForCondition(() -> cookies(visitor).contains("consent"));
    settled(page);
    assertThat(consent(visitor).value).contains("+external-media");
    assertThat(site.contacted()).containsAll(EXTERNAL_MEDIA);
  }

  private static Locator.FilterOptions containing(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void L42_a_frame_keeps_its_title_its_size_and_the_keyboard() {
    Page page = open(visitor, "/cooperations");
    Locator frame = page.locator("iframe[data-consent-service=youtube]");

    assertThat(frame.getAttribute("title")).isEqualTo("YouTube video player");
    assertThat(frame.boundingBox().height).isEqualTo(315);
    Locator once =
        page.frameLocator("iframe[data-consent-service=youtube]")
            .getByRole(AriaRole.LINK)
            .filter(containing("once"));
    once.focus();
    page.keyboard().press("Enter");
    page.frameLocator("iframe[data-consent-service=youtube]").getByText("Playing").waitFor();
    assertThat(frame.boundingBox().height).isEqualTo(315);
  }

  // --- 1.6 signals

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
