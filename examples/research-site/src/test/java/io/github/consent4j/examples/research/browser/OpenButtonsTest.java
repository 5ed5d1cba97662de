package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.consent4j.examples.browser.RestInSweeps;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Buttons and links of the site that are marked for it lead to the settings and back, at any place,
 * with or without JavaScript, and with a content security policy that is strict on forms.
 */
class OpenButtonsTest extends VisitedSite {

  @Override
  SiteInChromium site() throws Exception {
    return site(
        RulesTest.POLICY + "open-buttons: true\nother-tabs: off\n",
        "test.content-security-policy="
            + StrictSiteTest.strictPolicy().replace("'self';", "'self'; form-action 'self';"));
  }

  @RestInSweeps(after = 2)
  @ParameterizedTest(name = "script {0}, {1}, {2}")
  @CsvSource({
    "true, /openers?page=2, ''",
    "false, /openers/tidy, ''",
    "true, /openers/tidy, ''",
    "false, /openers?page=2, ''",
    "true, /openers?page=2, Reject all",
    "true, /openers/tidy, Reject all",
    "false, /openers?page=2, Reject all",
    "false, /openers/tidy, Reject all",
    "true, /openers?page=2, Accept all",
    "true, /openers/tidy, Accept all",
    "false, /openers?page=2, Accept all",
    "false, /openers/tidy, Accept all"
  })
  void a_marked_button_leads_to_the_settings_and_back(boolean script, String path, String answer) {
    try (BrowserContext someone = script ? site.visitor() : site.visitorWithoutScript()) {
      if (!answer.isEmpty()) {
        RulesTest.decided(someone, answer).close();
      }
      Page page = open(someone, path);
      for (String way : new String[] {"#in-form", "#behind", "#link", "#top"}) {
        page.locator(way).focus();
        page.keyboard().press("Enter");
        page.waitForURL("**/consent?return=**lang=de");
        page.locator("a.back").click();
        page.waitForURL(RulesTest.ORIGIN + path);
        settled(page);
      }
    }
  }

  @ParameterizedTest(name = "script {0}")
  @CsvSource({"true", "false"})
  void what_was_allowed_can_be_taken_back_by_the_button(boolean script) {
    try (BrowserContext someone = script ? site.visitor() : site.visitorWithoutScript()) {
      RulesTest.decided(someone, "Accept all").close();
      Page page = open(someone, "/openers/tidy");
      assertThat(page.locator("script").count()).as("nothing of ours runs").isZero();
      assertThat(page.locator("page-form").isVisible()).isFalse();

      page.locator("#in-form").click();
      button(page, "Alle ablehnen").click();
      page.waitForURL(RulesTest.ORIGIN + "/openers/tidy");
      assertThat(RulesTest.state(someone)).doesNotContain("granted");
    }
  }
}
