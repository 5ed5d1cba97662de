package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tools with a consent interface of their own hear the decision, first of all that there is none.
 */
class SignalsTest {

  private static final String POLICY =
      """
      site: { name: Institute for Applied Tumour Research, privacy-policy: /en/data-protection }
      categories:
        necessary:      { required: true, services: [webedition] }
        statistics:     { services: [econda] }
        external-media: { services: [youtube, twitter] }
      signals:
        necessary:      [google:functionality_storage]
        statistics:     [google:analytics_storage, clarity:analytics_Storage, matomo:cookies, data-layer]
        external-media: [google:ad_storage, uet]
        econda:         [econda]
      """;

  private static final String HEARD =
      """
      JSON.stringify({
        google: dataLayer.filter(e => !e.event).map(e => [...e].slice(1)),
        events: dataLayer.filter(e => e.event).map(e => e.consent),
        uet: uetq, clarity: clarity.q.map(e => [...e]), matomo: _paq
      })
      """;

  private static final String ECONDA =
      """
      window.told = [];
      window.econda = {privacyprotection: {applyAndStoreNewPrivacySettings:
        (props, settings) => told.push(settings['permissions:profile'].state)}};
      """;

  @Test
  void defaults_come_first_and_updates_with_the_decision(@TempDir Path folder) throws Exception {
    Path policy = Files.writeString(folder.resolve("consent.yaml"), POLICY);
    try (SiteInChromium site = new SiteInChromium("consent.config=" + policy.toUri());
        BrowserContext visitor = site.visitor()) {
      Page page = open(visitor, "/cooperations");
      assertThat(page.evaluate(HEARD))
          .isEqualTo(
              "{\"google\":[[\"default\",{\"ad_storage\":\"denied\",\"ad_user_data\":\"denied\","
                  + "\"ad_personalization\":\"denied\",\"analytics_storage\":\"denied\","
                  + "\"functionality_storage\":\"denied\"}],"
                  + "[\"update\",{\"functionality_storage\":\"granted\","
                  + "\"analytics_storage\":\"denied\",\"ad_storage\":\"denied\"}]],"
                  + "\"events\":[{\"statistics\":\"denied\"}],"
                  + "\"uet\":[\"consent\",\"default\",{\"ad_storage\":\"denied\"},"
                  + "\"consent\",\"update\",{\"ad_storage\":\"denied\"}],"
                  + "\"clarity\":[[\"consentv2\",{\"ad_Storage\":\"denied\","
                  + "\"analytics_Storage\":\"denied\"}]],"
                  + "\"matomo\":[[\"requireCookieConsent\"]]}");

      page.evaluate(ECONDA);
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Accept all")).click();
      page.waitForFunction("told.length");
      assertThat(page.evaluate("told.join()")).isEqualTo("ALLOW");
      assertThat(String.valueOf(page.evaluate(HEARD)))
          .contains("\"analytics_storage\":\"granted\",\"ad_storage\":\"granted\"}]]")
          .contains("{\"statistics\":\"granted\"}]")
          .contains("\"analytics_Storage\":\"granted\"}]]")
          .contains("[\"setCookieConsentGiven\"]]");

      page.reload();
      settled(page);
      assertThat(String.valueOf(page.evaluate(HEARD)))
          .as("on the next page, with everything allowed")
          .startsWith("{\"google\":[[\"default\",{\"ad_storage\":\"denied\"")
          .contains("[\"setCookieConsentGiven\"]");
    }
  }
}
