package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.cookies;
import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import io.github.consent4j.examples.browser.RestInSweeps;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page that may run a service reacts when the service is withdrawn in another tab. */
class OtherTabsTest extends VisitedSite {

  private static final String POST =
      "choice => { fetch('/consent', {method: 'POST', body: new URLSearchParams(choice)}) }";

  @Override
  SiteInChromium site() throws Exception {
    return site(RulesTest.POLICY, "test.content-security-policy=" + StrictSiteTest.strictPolicy());
  }

  /** Returns a page that is loaded after a decision. */
  private Page decided(String choice) {
    Page page = open(visitor, "/en/imprint");
    page.evaluate(POST, choice);
    page.waitForCondition(() -> cookies(visitor).contains("consent"));
    page.close();
    Page loaded = open(visitor, "/cooperations");
    loaded.evaluate("window.sameDocument = true");
    return loaded;
  }

  private static boolean isSameDocument(Page page) {
    try {
      return Boolean.TRUE.equals(page.evaluate("window.sameDocument === true"));
    } catch (PlaywrightException betweenTwoDocuments) {
      return true;
    }
  }

  private static void loadedAnew(Page page) {
    page.waitForCondition(() -> !isSameDocument(page));
    settled(page);
  }

  private static List<String> playing(Page page) {
    return page.locator("iframe[src^='https://www.youtube.com/']").all().stream()
        .map(frame -> frame.getAttribute("src"))
        .toList();
  }

  @RestInSweeps
  @ParameterizedTest
  @ValueSource(
      strings = {
        "choice=accept-all",
        "choice=save&grant=youtube&grant=econda",
        "choice=save&grant=external-media"
      })
  void a_withdrawal_by_the_settings_loads_it_anew(String choice) {
    Page page = decided(choice);
    assertThat(playing(page)).hasSize(1);
    Page other = open(visitor, "/consent?return=/en/imprint");

    button(other, "Reject all").click();
    other.waitForURL("**/en/imprint");
    loadedAnew(page);

    assertThat(playing(page)).isEmpty();
    assertThat(page.locator("iframe[data-consent-service=youtube]").count()).isEqualTo(1);
  }

  @RestInSweeps
  @ParameterizedTest
  @ValueSource(strings = {"choice=accept-all", "choice=save&grant=external-media"})
  void so_does_one_that_a_script_of_the_site_posts_whichever_tab_it_is(String choice) {
    Page page = decided(choice);
    Page other = open(visitor, "/en/imprint");
    other.evaluate("window.sameDocument = true");

    page.evaluate(POST, "choice=withdraw&grant=youtube");
    loadedAnew(page);
    loadedAnew(other);

    assertThat(playing(page)).isEmpty();
  }

  @Test
  void cookies_that_are_cleared_take_the_consent_with_them() {
    Page page = decided("choice=accept-all");

    page.evaluate("document.cookie = 'consent=; path=/; max-age=0'");
    loadedAnew(page);

    assertThat(button(page, "Accept all").isVisible()).isTrue();
  }

  /** A reload would discard what the visitor is writing there. */
  @Test
  void what_is_granted_in_another_tab_loads_nothing_anew() {
    Page page = decided("choice=save&grant=youtube");
    Page other = open(visitor, "/en/imprint");

    other.evaluate(POST, "choice=grant&grant=econda");
    // The page is reloaded because the visitor has granted the service there.
    settled(other);
    other.evaluate("document.cookie = 'something=else; path=/'");
    settled(page);

    assertThat(isSameDocument(page)).isTrue();
  }

  @Test
  void a_visitor_who_goes_on_accepting_is_not_disturbed() {
    Page page = decided("choice=accept-all");
    Page other = open(visitor, "/en/imprint");

    other.evaluate(POST, "choice=accept-all");
    other.evaluate("document.cookie = 'something=else; path=/'");
    settled(page);

    assertThat(isSameDocument(page)).isTrue();
    assertThat(playing(page)).hasSize(1);
  }

  /**
   * A cache that is configured to ignore the headers of pages would serve the old page for ever.
   */
  @Test
  void a_page_that_stays_stale_is_loaded_anew_but_once() {
    Page page = decided("choice=accept-all");
    String stale = page.content();
    int[] loads = {0};
    page.route(
        "**/cooperations",
        route -> {
          loads[0]++;
          route.fulfill(
              new com.microsoft.playwright.Route.FulfillOptions()
                  .setBody(stale)
                  .setContentType("text/html;charset=utf-8"));
        });
    Page other = open(visitor, "/en/imprint");
    other.evaluate(POST, "choice=reject-all");
    loadedAnew(page);
    page.waitForTimeout(1000);

    assertThat(loads[0]).isBetween(1, 2);
  }
}
