package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Tools with a consent interface receive the decision. The first thing that they receive is that
 * there is none.
 */
class SignalsTest extends VisitedSite {

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

  /** A tag that waits for consent, as in Google's basic mode. */
  private static final String WITH_TAG =
      POLICY.replace("services: [econda] }", "services: [econda, tag] }")
          + """
          services:
            tag:
              name: Tag manager
              provider: { name: Tag Ltd, address: Town, country: IE, privacy-policy: "https://tag.example/" }
              purpose: Measures.
              loads: { hosts: [tag.example] }
          """;

  private static final String KEEP_WHAT_IS_TOLD =
      """
      () => {
        window.econda = {privacyprotection: {applyAndStoreNewPrivacySettings(props, settings) {
          props.arpprops = [];
          sessionStorage.told = settings['permissions:profile'].state;
        }}};
        window.emos3 = {send: () => sessionStorage.sent = 'sent'};
        addEventListener('pagehide', () => sessionStorage.last = JSON.stringify({
          google: [...dataLayer.filter(e => !e.event).at(-1)], matomo: _paq.at(-1), uet: uetq.at(-1),
          clarity: [...clarity.q.at(-1)], event: dataLayer.filter(e => e.event).at(-1)
        }));
      }
      """;

  @Override
  SiteInChromium site() throws Exception {
    return site(POLICY);
  }

  private static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).click();
  }

  /** Rule L32: processors receive the withdrawal. */
  @Test
  void L32_tools_hear_of_a_withdrawal_before_the_page_goes() throws Exception {
    try (SiteInChromium own = site(POLICY + "script-api: true\n");
        BrowserContext someone = own.visitor()) {
      Page page = open(someone, "/cooperations");
      press(page, "Accept all");
      page.waitForCondition(() -> SiteInChromium.cookies(someone).contains("emos_jcvid"));
      settled(page);
      page.reload();
      settled(page);
      page.evaluate(KEEP_WHAT_IS_TOLD);

      page.evaluate("consent.withdraw('statistics', 'external-media').catch(() => {})");
      page.waitForCondition(() -> !SiteInChromium.cookies(someone).contains("emos_jcvid"));
      settled(page);

      assertThat(page.evaluate("sessionStorage.told")).isEqualTo("DENY");
      assertThat(page.evaluate("sessionStorage.sent")).isEqualTo("sent");
      assertThat(page.evaluate("sessionStorage.last"))
          .isEqualTo(
              "{\"google\":[\"consent\",\"update\",{\"functionality_storage\":\"granted\","
                  + "\"analytics_storage\":\"denied\",\"ad_storage\":\"denied\"}],"
                  + "\"matomo\":[\"forgetCookieConsentGiven\"],"
                  + "\"uet\":{\"ad_storage\":\"denied\"},"
                  + "\"clarity\":[\"consentv2\",{\"ad_Storage\":\"denied\","
                  + "\"analytics_Storage\":\"denied\"}],"
                  + "\"event\":{\"event\":\"consent\",\"consent\":{\"statistics\":\"denied\"}}}");
    }
  }

  @Test
  void the_tag_itself_waits_and_finds_the_defaults_before_its_own_words() throws Exception {
    try (SiteInChromium own = site(WITH_TAG);
        BrowserContext someone = own.visitor()) {
      own.web().answer("tag.example/tag.js", "window.found = [...dataLayer[0]].join(' ');");
      Page page = open(someone, "/tagged");
      assertThat(own.contacted()).isEmpty();
      assertThat(page.evaluate("[...dataLayer[0]].slice(0, 2).join() + dataLayer.at(-1).own"))
          .isEqualTo("consent,defaulttrue");

      press(page, "Accept all");
      page.waitForCondition(() -> own.contacted().contains("tag.example"));
      settled(page);
      assertThat(page.evaluate("found")).asString().startsWith("consent default ");
    }
  }

  @Test
  void a_page_for_everybody_tells_what_this_visitor_has_decided() {
    Page page = open(visitor, "/public");
    assertThat(String.valueOf(page.evaluate(HEARD)))
        .contains("\"events\":[{\"statistics\":\"denied\"}]");
    press(page, "Accept all");
    page.waitForCondition(() -> SiteInChromium.cookies(visitor).contains("consent"));
    settled(page);
    page.reload();
    settled(page);
    assertThat(String.valueOf(page.evaluate(HEARD)))
        .startsWith("{\"google\":[[\"default\",{\"ad_storage\":\"denied\"")
        .contains("\"events\":[{\"statistics\":\"granted\"}]");
  }

  @Test
  void the_browsers_signal_counts_as_denied() {
    visitor.setExtraHTTPHeaders(Map.of("Sec-GPC", "1"));
    assertThat(String.valueOf(open(visitor, "/cooperations").evaluate(HEARD)))
        .contains("\"analytics_storage\":\"denied\"", "\"ad_storage\":\"denied\"}]]");
  }

  @Test
  void defaults_come_first_and_updates_with_the_decision() {
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
    press(page, "Accept all");
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
