package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.cookies;
import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.util.List;

/**
 * Legal rules, tested in a real browser. Each has the number that the project gives it.
 *
 * <p>Some rules are not visible in a browser. They are tested by checks of the declarations, of
 * texts or of the inventory: L03, L04, L14 to L17, L22 and L38.
 */
abstract class RulesTest extends VisitedSite {

  static final String POLICY =
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

  static final List<String> EXTERNAL_MEDIA =
      List.of("www.youtube.com", "i.ytimg.com", "platform.twitter.com");

  static final String ORIGIN = "http://" + SiteInChromium.HOST;

  /** Returns everything that the browser stores for the page beside cookies. */
  static final String STORED =
      """
      async () => JSON.stringify([
        Object.keys(localStorage), Object.keys(sessionStorage),
        (await indexedDB.databases()).map(({name}) => name),
        self.caches ? await caches.keys() : [],
        (await navigator.serviceWorker?.getRegistrations() || []).length
      ])
      """;

  static final String NOTHING_STORED = "[[],[],[],[],0]";

  @Override
  SiteInChromium site() throws Exception {
    return site(POLICY);
  }

  static Locator.FilterOptions containing(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  static boolean asks(Page page) {
    return page.locator("page-panel section:visible").count() > 0;
  }

  static Page go(Page page, String path) {
    page.navigate(ORIGIN + path);
    return settled(page);
  }

  Page settings() {
    return open(visitor, "/consent?return=/cooperations");
  }

  static Page decided(BrowserContext visitor, String answer) {
    Page page = open(visitor, "/cooperations");
    button(page, answer).click();
    page.waitForCondition(() -> cookies(visitor).contains("consent"));
    return settled(page);
  }

  static Cookie consent(BrowserContext visitor) {
    return visitor.cookies().stream()
        .filter(cookie -> cookie.name.equals("consent"))
        .findFirst()
        .orElseThrow();
  }

  static String state(BrowserContext visitor) {
    Page page = visitor.newPage();
    String json = page.navigate(ORIGIN + "/consent/state.json").text();
    page.close();
    return json;
  }

  static String granted(String service) {
    return "{\"id\":\"" + service + "\",\"state\":\"granted\"}";
  }

  static String undecided(String service) {
    return "{\"id\":\"" + service + "\",\"state\":\"undecided\"}";
  }

  static String refused(String service) {
    return "{\"id\":\"" + service + "\",\"state\":\"refused\"}";
  }
}
