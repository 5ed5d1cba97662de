package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitUntilState;
import io.github.consent4j.examples.browser.RestInSweeps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page that the browser has kept in memory shows the visitor's latest decision. */
class BackAndForwardTest {

  private static final String MARK =
      "() => { window.kept = true; window.fromMemory = false;"
          + " addEventListener('pageshow', e => { window.fromMemory = e.persisted }) }";

  private static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).click();
  }

  /** Goes back. A page from memory is not loaded, so that there is nothing to wait for. */
  private static void goBack(Page page) {
    page.goBack(new Page.GoBackOptions().setWaitUntil(WaitUntilState.COMMIT));
  }

  private static void go(Page page, String path) {
    page.navigate("http://" + SiteInChromium.HOST + path);
    settled(page);
  }

  private static int playing(Page page) {
    return page.locator("iframe[src^='https://www.youtube.com/']").count();
  }

  /**
   * Shows that the browser keeps pages in memory. Otherwise the other tests would prove nothing.
   */
  @Test
  void the_browser_keeps_the_pages_of_the_site() throws Exception {
    try (SiteInChromium site = new SiteInChromium(true);
        BrowserContext visitor = site.visitor()) {
      Page page = open(visitor, "/cooperations");
      page.evaluate(MARK);
      go(page, "/en/imprint");
      goBack(page);
      page.waitForCondition(() -> page.evaluate("window.fromMemory").equals(true));
      assertThat(page.evaluate("window.kept")).isEqualTo(true);
    }
  }

  @RestInSweeps
  @ParameterizedTest
  @CsvSource({"/cooperations, true", "/cooperations, false", "/public, true", "/public, false"})
  void pages_that_are_gone_back_to_follow_the_decision(String path, boolean remembers)
      throws Exception {
    try (SiteInChromium site = new SiteInChromium(remembers);
        BrowserContext visitor = site.visitor()) {
      Page page = open(visitor, path);
      page.evaluate(MARK);
      go(page, "/en/imprint");
      settled(page, () -> press(page, "Accept all"));
      goBack(page);
      page.waitForCondition(() -> playing(page) == 1);
      assertThat(page.locator("page-panel section:visible").count()).isZero();

      go(page, "/consent?return=/en/imprint");
      press(page, "Reject all");
      page.waitForURL("**/en/imprint");
      settled(page);
      goBack(page);
      page.waitForCondition(() -> page.locator("input[name=grant]:checked").count() == 0);
      goBack(page);
      page.waitForCondition(() -> playing(page) == 0);
      assertThat(page.locator("iframe[data-consent-service=youtube]").count()).isEqualTo(1);
    }
  }
}
