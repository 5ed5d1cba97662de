package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Everything that a service has stored in the browser is deleted when the visitor withdraws. */
class WithdrawalTest {

  private static final Set<String> COOKIES =
      Set.of("emos_best_products", "emos_jckamp", "emos_jccross", "emos_postview");

  private static final String STORE =
      """
      document.cookie = 'emos_jckamp=1; path=/; max-age=86400';
      document.cookie = 'emos_jccross=1; path=/; domain=institute.example; max-age=86400';
      document.cookie = 'emos_postview=1; path=/cooperations; max-age=86400';
      localStorage.setItem('econda.privacy.protection', '{}');
      """;

  @Test
  void five_of_five_stores_are_empty_after_at_most_two_page_views() throws Exception {
    try (SiteInChromium site = new SiteInChromium();
        BrowserContext visitor = site.visitor()) {
      Page page = open(visitor, "/cooperations");
      settled(page, () -> press(page, "Accept all"));
      page.evaluate(STORE);
      visitor.addCookies(List.of(outOfReachOfScripts("emos_best_products")));
      assertThat(stores(page)).containsAll(COOKIES).contains("localStorage").hasSize(5);

      page.navigate("http://" + SiteInChromium.HOST + "/consent?return=/cooperations");
      press(page, "Reject all");
      page.waitForURL("**/cooperations");
      settled(page);
      int afterOne = stores(page).size();
      page.reload();
      settled(page);

      assertThat(stores(page)).as("of which %s after one page view", afterOne).isEmpty();
    }
  }

  private static Cookie outOfReachOfScripts(String name) {
    return new Cookie(name, "1").setDomain(SiteInChromium.HOST).setPath("/").setHttpOnly(true);
  }

  private static Set<String> stores(Page page) {
    Set<String> stores =
        page.context().cookies().stream()
            .map(cookie -> cookie.name)
            .filter(COOKIES::contains)
            .collect(Collectors.toCollection(TreeSet::new));
    if (page.evaluate("localStorage.getItem('econda.privacy.protection')") != null) {
      stores.add("localStorage");
    }
    return stores;
  }

  private static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).click();
  }
}
