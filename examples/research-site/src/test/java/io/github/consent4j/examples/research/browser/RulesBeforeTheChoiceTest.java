package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.cookies;
import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules L01 to L08: the time before a choice. */
class RulesBeforeTheChoiceTest extends RulesTest {

  private static final int TEN_SECONDS = 10_000;

  private static final String STORE_LATER =
      """
      setTimeout(() => {
        document.cookie = 'emos_jcvid=1; path=/';
        localStorage.setItem('econda.privacy.protection', '{}');
        sessionStorage.setItem('econda.state', '{}');
        window.tried = true;
      }, 5000)
      """;

  private static final String LOAD_LATER =
      """
      setTimeout(() => {
        new Image().src = 'https://i.ytimg.com/x.jpg';
        navigator.sendBeacon('https://www.econda-monitor.de/l/1', 'x');
        fetch('https://platform.twitter.com/settings').catch(() => {});
        for (const rel of ['preconnect', 'dns-prefetch', 'preload', 'prefetch', 'icon']) {
          const link = document.createElement('link');
          Object.assign(link, {rel, as: 'image', href: 'https://i.ytimg.com/' + rel});
          document.head.append(link);
        }
        document.body.insertAdjacentHTML('beforeend',
          '<img src="https://i.ytimg.com/y.jpg"><iframe src="https://www.youtube.com/embed/x"></iframe>');
        window.tried = true;
      }, 5000)
      """;

  /** Attributes in the server's HTML that a browser would load something from. */
  private static final String LOADING =
      """
      ([html, own]) => {
        const page = new DOMParser().parseFromString(html, 'text/html');
        const foreign = text => URL.canParse(text, own) && new URL(text, own).origin != own;
        return [...page.querySelectorAll('*')].flatMap(e => [...e.attributes].filter(({name, value}) =>
          e.localName != 'a' && /^(src|href|poster|data|action|background)$/.test(name) && foreign(value)
            || /^(imagesrcset|srcset|style|ping)$/.test(name) && /[/][/]/.test(value)
        ).map(({name, value}) => e.localName + ' ' + name + ' ' + value));
      }
      """;

  /** Opens a page whose timers are controlled by the test. */
  private Page withClock(String path) {
    Page page = visitor.newPage();
    page.clock().install();
    return go(page, path);
  }

  private void assertNothingHappened(Page page) {
    settled(page);
    assertThat(site.contacted()).isEmpty();
    assertThat(cookies(visitor)).containsExactly("WESESSION");
    assertThat(page.evaluate(STORED)).isEqualTo(NOTHING_STORED);
  }

  @Test
  void L01_ten_idle_seconds_store_nothing_but_the_necessary() {
    Page page = withClock("/cooperations");
    page.evaluate(STORE_LATER);
    page.clock().runFor(TEN_SECONDS);

    assertThat(page.evaluate("window.tried")).isEqualTo(true);
    assertThat(visitor.cookies())
        .extracting(cookie -> cookie.domain + ' ' + cookie.name)
        .as("of any site")
        .containsExactly(SiteInChromium.HOST + " WESESSION");
    assertNothingHappened(page);
  }

  @Test
  void L02_no_host_but_the_site_is_contacted_and_the_page_names_none() {
    Page page = visitor.newPage();
    page.clock().install();
    Response response = page.navigate(ORIGIN + "/cooperations");
    assertThat((List<?>) page.evaluate(LOADING, List.of(response.text(), ORIGIN))).isEmpty();

    page.evaluate(LOAD_LATER);
    page.clock().runFor(TEN_SECONDS);
    settled(page);

    assertThat(page.evaluate("window.tried")).isEqualTo(true);
    assertThat(site.contacted()).isEmpty();
  }

  @Test
  void L05_scrolling_waiting_escape_clicks_beside_and_going_on_are_no_consent() {
    Page page = withClock("/cooperations");

    page.mouse().wheel(0, 2000);
    page.clock().runFor(TEN_SECONDS);
    page.keyboard().press("Escape");
    page.mouse().click(3, 3);
    page.locator("h1").click();
    assertNothingHappened(page);
    page.locator("nav a").first().click();
    page.waitForURL(ORIGIN + "/");
    assertNothingHappened(page);

    assertThat(state(visitor)).contains("\"made\":false").doesNotContain("granted");
    assertThat(button(page, "Accept all").isVisible()).isTrue();
  }

  @Test
  void L06_the_page_can_be_used_after_everything_is_rejected() {
    Page page = decided(visitor, "Reject all");

    assertThat(page.locator("[inert], dialog[open]").count()).isZero();
    assertThat(
            page.evaluate("document.elementFromPoint(innerWidth / 2, innerHeight - 20).localName"))
        .as("nothing lies over it")
        .isNotEqualTo("page-panel");
    for (Locator text : page.locator("main :is(h1, h2, p, blockquote, address)").all()) {
      assertThat(text.isVisible()).isTrue();
    }
    assertThat(page.locator("main page-note + :not(.twitter-tweet, .twitter-timeline)").count())
        .as("notices stand at what is held back and nowhere else")
        .isZero();
    page.locator("footer a").first().click();
    page.waitForURL("**/en/data-protection");
  }

  @Test
  void L07_privacy_policy_and_imprint_are_within_reach_without_a_choice() {
    for (String link : List.of("Privacy policy", "Legal notice")) {
      Page page = open(visitor, "/cooperations");
      Locator inBanner =
          page.locator("page-panel").getByRole(AriaRole.LINK).filter(containing(link));
      inBanner.focus();
      assertThat(inBanner.evaluate("e => e.getRootNode().activeElement == e")).isEqualTo(true);
      page.keyboard().press("Enter");
      page.waitForURL("**/en/*");
      settled(page);

      assertThat(page.locator(":modal, [aria-modal], [inert]").count()).isZero();
      Locator text = page.locator("main p").first();
      text.scrollIntoViewIfNeeded();
      assertThat(
              text.evaluate(
                  "e => { const {left, top} = e.getBoundingClientRect();"
                      + " return e.contains(document.elementFromPoint(left + 4, top + 4)) }"))
          .as("the text is not covered")
          .isEqualTo(true);
      assertThat(page.locator("page-panel section").isVisible()).isTrue();
      page.close();
    }
  }

  @Test
  void L08_nothing_that_can_be_refused_is_on_beforehand() {
    Page page = settings();

    assertThat(page.locator("input[type=checkbox][name=grant]").count()).isEqualTo(5);
    assertThat(page.locator("input[type=checkbox][name=grant]:checked").count()).isZero();
    assertThat(page.locator("input:indeterminate").count()).isZero();
  }
}
