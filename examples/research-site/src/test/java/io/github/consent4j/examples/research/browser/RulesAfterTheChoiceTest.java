package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.cookies;
import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.github.consent4j.examples.browser.RestInSweeps;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules L30 to L37: the time after the choice. */
class RulesAfterTheChoiceTest extends RulesTest {

  private static final String STORE =
      """
      document.cookie = 'emos_jckamp=1; path=/; max-age=86400';
      document.cookie = 'emos_jccross=1; path=/; domain=institute.example; max-age=86400';
      document.cookie = 'emos_postview=1; path=/cooperations; max-age=86400';
      localStorage.setItem('econda.privacy.protection', '{}');
      sessionStorage.setItem('econda.state', '{}');
      """;

  /** The content of the page, without embeds and without elements of the library. */
  private static final String WORDS_AND_ELEMENTS =
      """
      () => {
        const page = document.querySelector('main').cloneNode(true);
        page.querySelectorAll('script, iframe, page-note, #received, #measured').forEach(e => e.remove());
        return [...page.querySelectorAll('*')].map(e => e.localName + ' ' + e.className).join()
          + page.textContent.replace(/\\s+/g, ' ');
      }
      """;

  private final Set<String> pages = new TreeSet<>();

  /** Returns every page of the site that its own links lead to. */
  private Set<String> pages() {
    if (pages.isEmpty()) {
      pages.addAll(crawled());
    }
    return pages;
  }

  private Set<String> crawled() {
    Set<String> found = new TreeSet<>(Set.of("/"));
    Deque<String> waiting = new ArrayDeque<>(found);
    BrowserContext crawler = site.visitor();
    Page page = crawler.newPage();
    while (!waiting.isEmpty()) {
      page.navigate(ORIGIN + waiting.remove());
      for (Object href : (List<?>) page.evaluate("[...document.links].map(a => a.href)")) {
        String path = URI.create((String) href).getRawPath();
        if (((String) href).startsWith(ORIGIN) && !path.equals("/consent") && found.add(path)) {
          waiting.add(path);
        }
      }
    }
    crawler.close();
    found.addAll(List.of("/public", "/embeds"));
    return found;
  }

  private static Locator wayBack(Page page) {
    return page.locator("footer a[href='/consent']");
  }

  /** Each page, with and without script. */
  Stream<Arguments> everyPage() {
    return pages().stream()
        .flatMap(path -> Stream.of(Arguments.of(path, true), Arguments.of(path, false)));
  }

  @RestInSweeps(after = 4)
  @ParameterizedTest(name = "{0}, script {1}")
  @MethodSource("everyPage")
  void L30_withdrawing_takes_one_click_more_than_agreeing_and_leads_back(
      String path, boolean script) {
    try (BrowserContext someone = script ? site.visitor() : site.visitorWithoutScript()) {
      Page page = open(someone, "/consent?return=" + path);
      button(page, "Accept all").click();
      page.waitForURL(ORIGIN + path);
      settled(page);
      wayBack(page).click();
      button(page, "Reject all").click();
      page.waitForURL(ORIGIN + path);
      settled(page);

      assertThat(state(someone)).doesNotContain("granted");
      assertThat(asks(page)).as("no loop").isFalse();
    }
  }

  @Test
  void L31_the_way_back_is_in_its_usual_place_on_every_page_and_large_enough() {
    Set<String> pages = pages();
    assertThat(pages)
        .contains("/", "/cooperations", "/en/imprint", "/en/data-protection", "/public");
    Page page = decided(visitor, "Reject all");
    for (String path : pages) {
      page.navigate(ORIGIN + path);
      Locator link = wayBack(page);
      BoundingBox box = link.boundingBox();

      assertThat(link.isVisible()).as(path).isTrue();
      assertThat(box.width).as(path).isGreaterThanOrEqualTo(24);
      assertThat(box.height).as(path).isGreaterThanOrEqualTo(24);
    }
  }

  @Test
  void L32_withdrawing_stops_loading_at_once_and_removes_what_was_stored() {
    Page page = decided(visitor, "Accept all");
    page.waitForCondition(() -> cookies(visitor).contains("emos_jcvid"));
    page.waitForCondition(() -> site.contacted().containsAll(EXTERNAL_MEDIA));
    page.evaluate(STORE);
    assertThat(cookies(visitor)).contains("emos_jckamp", "emos_jccross");
    settled(page, () -> wayBack(page).click());

    site.web().forget();
    button(page, "Reject all").click();
    page.waitForURL("**/cooperations");
    settled(page);

    assertThat(site.contacted()).isEmpty();
    assertThat(visitor.cookies())
        .filteredOn(cookie -> cookie.domain.endsWith("institute.example"))
        .extracting(cookie -> cookie.name)
        .containsExactlyInAnyOrder("WESESSION", "consent");
    assertThat(page.evaluate(STORED)).isEqualTo(NOTHING_STORED);
    assertThat(page.locator("iframe[data-consent-service=youtube]").getAttribute("src"))
        .startsWith("/consent/embed?");
    assertThat(page.locator("iframe[src*=twitter]").count()).isZero();
    assertThat(page.locator("page-note").count()).isEqualTo(2);
  }

  /** {@link SignalsTest} tests the tools that receive the decision. */
  @Test
  void L32_a_page_that_is_open_while_consent_is_withdrawn_lets_go_of_what_it_showed() {
    Page page = decided(visitor, "Accept all");
    page.waitForCondition(() -> site.contacted().containsAll(EXTERNAL_MEDIA));
    Page other = open(visitor, "/consent?return=/");
    site.web().forget();
    button(other, "Reject all").click();
    other.waitForURL(ORIGIN + "/");

    page.locator("iframe[data-consent-service=youtube]").waitFor();
    settled(page);
    assertThat(site.contacted()).isEmpty();
  }

  @Test
  void L33_the_content_is_the_same_after_rejecting_and_after_withdrawing() {
    Page page = open(visitor, "/cooperations");
    Object before = page.evaluate(WORDS_AND_ELEMENTS);
    button(page, "Reject all").click();
    page.waitForCondition(() -> !asks(page));

    assertThat(go(page, "/cooperations").evaluate(WORDS_AND_ELEMENTS)).isEqualTo(before);
    for (String answer : List.of("Accept all", "Reject all")) {
      go(page, "/consent?return=/cooperations");
      button(page, answer).click();
      page.waitForURL("**/cooperations");
    }
    assertThat(settled(page).evaluate(WORDS_AND_ELEMENTS)).isEqualTo(before);
  }

  /** Six months of the calendar are 181 to 184 days. */
  @RestInSweeps
  @ParameterizedTest
  @ValueSource(strings = {"Reject all", "Accept all"})
  void L34_yes_and_no_are_kept_for_the_same_six_months(String answer) {
    Page page = decided(visitor, answer);
    Cookie given = consent(visitor);
    Map<Duration, Boolean> ages =
        Map.of(Duration.ofDays(179), false, Duration.ofDays(184).plusHours(1), true);
    for (Map.Entry<Duration, Boolean> age : ages.entrySet()) {
      Instant at = Instant.now().minus(age.getKey());
      // A page that is shown would follow the change while the next one is requested.
      page.navigate("about:blank");
      visitor.addCookies(
          List.of(
              new Cookie(
                      "consent", given.value.replaceFirst("\\d{8}T\\d{6}Z", COOKIE_TIME.format(at)))
                  .setDomain(given.domain)
                  .setPath(given.path)));
      for (String path : List.of("/cooperations", "/public")) {
        go(page, path);
        assertThat(page.locator("page-panel section").isVisible())
            .as("%s after %s", path, age.getKey())
            .isEqualTo(age.getValue());
      }
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
        assertThat(state(same))
            .contains(granted("twitter"), granted("econda"))
            .contains(
                change.getValue()
                    ? "{\"id\":\"youtube\",\"state\":\"undecided\"}"
                    : granted("youtube"));
      }
    }
  }

  @RestInSweeps
  @ParameterizedTest
  @ValueSource(strings = {"Reject all", "Accept all"})
  void L36_nobody_is_asked_again_after_a_decision(String answer) {
    Page page = decided(visitor, answer);
    List<String> paths = List.of("/", "/cooperations", "/public", "/en/imprint");
    for (int i = 0; i < 20; i++) {
      page.navigate(ORIGIN + paths.get(i % paths.size()));
      assertThat(page.locator("page-panel section:visible").count()).isZero();
    }
  }

  @Test
  void L37_the_consent_cookie_says_no_more_than_it_needs_to() {
    decided(visitor, "Reject all");
    Cookie cookie = consent(visitor);
    double days = (cookie.expires - Instant.now().getEpochSecond()) / 86_400;

    assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
    assertThat(cookie.domain).isEqualTo(SiteInChromium.HOST);
    assertThat(days).isBetween(180.0, 184.1);
    assertThat(cookie.value)
        .hasSizeLessThanOrEqualTo(160)
        .matches("v2\\.\\d{8}T\\d{6}Z\\.[\\w-]{11}\\.[\\w-]+\\.[+~a-z\\d-]*\\.[\\w-]*\\.[\\w-]{8}");
  }
}
