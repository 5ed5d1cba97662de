package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.cookies;
import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A decision takes effect in the current page and in other tabs. The page has a strict content
 * security policy that requires Trusted Types.
 */
class InPlaceTest extends VisitedSite {

  private static final String POLICY =
      """
      site:
        name: Institute for Applied Tumour Research
        privacy-policy: /en/data-protection
        imprint: /en/imprint
      languages: [en, de]
      script-api: true
      floating-button: true
      categories:
        necessary:      { required: true, services: [webedition] }
        statistics:     { services: [econda] }
        external-media: { services: [youtube, twitter] }
      """;

  private static final String TYPES = "/io/github/consent4j/page/consent.d.ts";

  private static final String LISTEN =
      """
      () => {
        window.sameDocument = true;
        window.heard = [];
        for (const name of ['change', 'allow']) {
          document.addEventListener('consent:' + name, e => heard.push(name + ' ' + (e.detail.id ?? e.detail.made)));
        }
      }
      """;

  private final List<String> thrown = new ArrayList<>();

  @Override
  SiteInChromium site() throws Exception {
    return site(POLICY, "test.content-security-policy=" + StrictSiteTest.strictPolicy());
  }

  @BeforeEach
  @Override
  void arrive() {
    super.arrive();
    thrown.clear();
    visitor.onPage(page -> page.onPageError(thrown::add));
  }

  @AfterEach
  @Override
  void leave() {
    super.leave();
    assertThat(thrown).isEmpty();
  }

  private static boolean isSameDocument(Page page) {
    return Boolean.TRUE.equals(page.evaluate("window.sameDocument === true"));
  }

  private static void loadedAnew(Page page) {
    page.waitForCondition(
        () -> {
          try {
            return !isSameDocument(page);
          } catch (PlaywrightException betweenTwoDocuments) {
            return false;
          }
        });
    settled(page);
  }

  private static List<Object> heard(Page page) {
    return List.copyOf((List<?>) page.evaluate("heard"));
  }

  private static void playing(Page page) {
    page.frameLocator("iframe[src^='https://www.youtube.com/']").getByText("Playing").waitFor();
  }

  @Test
  void a_page_whose_template_left_something_out_is_loaded_again_with_it() {
    Page page = open(visitor, "/en/data-protection");
    page.evaluate(LISTEN);
    assertThat(page.getByText("Your visits are not counted.").isVisible()).isTrue();
    assertThat(page.locator(".consent-cookies table").count()).isGreaterThan(3);

    button(page, "Accept all").click();
    loadedAnew(page);

    assertThat(page.getByText("Your visits are counted.").isVisible()).isTrue();
  }

  @Test
  void what_is_accepted_comes_to_life_without_a_reload_and_is_told() {
    Page page = open(visitor, "/cooperations");
    page.evaluate(LISTEN);

    button(page, "Accept all").focus();
    page.keyboard().press("Enter");
    playing(page);
    page.waitForCondition(() -> site.contacted().contains("platform.twitter.com"));
    page.waitForCondition(() -> cookies(visitor).contains("emos_jcvid"));
    settled(page);

    assertThat(isSameDocument(page)).isTrue();
    assertThat(page.locator("page-note, [data-consent-service]").count()).isZero();
    assertThat(page.locator("blockquote.twitter-tweet").count()).as("brought to life").isZero();
    assertThat(heard(page))
        .containsExactlyInAnyOrder(
            "change true",
            "allow econda",
            "allow statistics",
            "allow youtube",
            "allow twitter",
            "allow external-media");
    assertThat(page.locator("page-panel [role=status]").textContent())
        .isEqualTo("Your choice has been saved.");
    assertThat(page.evaluate("document.activeElement.shadowRoot?.activeElement?.role"))
        .as("the focus is where the banner was")
        .isEqualTo("status");
    assertThat(button(page, "Accept all").count()).isZero();
  }

  @Test
  void the_page_stays_when_everything_is_rejected() {
    Page page = open(visitor, "/cooperations");
    page.evaluate(LISTEN);

    button(page, "Reject all").click();
    page.waitForCondition(() -> button(page, "Accept all").count() == 0);
    settled(page);

    assertThat(isSameDocument(page)).isTrue();
    assertThat(heard(page)).containsExactly("change true");
    assertThat(site.contacted()).isEmpty();
  }

  @Test
  void the_script_interface_is_what_its_types_say() throws Exception {
    Page page = open(visitor, "/");
    String types;
    try (InputStream in = InPlaceTest.class.getResourceAsStream(TYPES)) {
      types = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(page.evaluate("Object.keys(consent).sort().join()"))
        .isEqualTo(String.join(",", members(types, "Consent4j")));
    assertThat(page.evaluate("Object.keys(consent.state).sort().join()"))
        .isEqualTo(String.join(",", members(types, "ConsentState")));
    assertThat(members(types, "Window")).containsExactly("consent");
    assertThat(members(types, "DocumentEventMap"))
        .containsExactly("consent:allow", "consent:change");
    assertThat(
            page.evaluate(
                "[typeof consent.allows('x'), typeof consent.state.made,"
                    + " Array.isArray(consent.state.allowed), Object.isFrozen(consent),"
                    + " typeof consent.grant('nonsense').catch(() => {}).then].join()"))
        .isEqualTo("boolean,boolean,true,true,function");
  }

  private static Set<String> members(String types, String ofInterface) {
    String from = types.substring(types.indexOf("interface " + ofInterface + " {"));
    return Pattern.compile("(?m)^  (?:readonly )?('[\\w:]+'|\\w+)\\??[(:]")
        .matcher(from.substring(0, from.indexOf("\n}")))
        .results()
        .map(found -> found.group(1).replace("'", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void scripts_of_the_site_ask_grant_and_withdraw() {
    Page page = open(visitor, "/cooperations");
    page.evaluate(LISTEN);
    assertThat(page.evaluate("consent.state.made")).isEqualTo(false);
    assertThat(page.evaluate("consent.allows('necessary') && consent.allows('webedition')"))
        .isEqualTo(true);
    assertThat(page.evaluate("consent.allows('youtube') || consent.allows('nonsense')"))
        .isEqualTo(false);

    page.evaluate("consent.grant('youtube')");
    playing(page);
    assertThat(isSameDocument(page)).isTrue();
    assertThat(page.evaluate("consent.allows('youtube')")).isEqualTo(true);
    assertThat(page.evaluate("consent.allows('external-media')")).isEqualTo(false);
    assertThat(site.contacted()).doesNotContain("platform.twitter.com");

    page.evaluate("consent.withdraw('youtube').catch(() => {})");
    loadedAnew(page);
    assertThat(page.evaluate("consent.allows('youtube')")).isEqualTo(false);
    assertThat(page.locator("iframe[data-consent-service=youtube]").count()).isEqualTo(1);
  }

  @Test
  void one_element_is_shown_once_and_nothing_is_stored() {
    Page page = open(visitor, "/cooperations");

    page.evaluate("consent.once(document.querySelector('iframe[data-consent-service=youtube]'))");
    playing(page);
    settled(page);

    assertThat(page.evaluate("document.activeElement.localName")).isEqualTo("iframe");
    assertThat(cookies(visitor)).doesNotContain("consent");
    assertThat(site.contacted()).doesNotContain("platform.twitter.com");
    assertThat(button(page, "Accept all").isVisible()).isTrue();
  }

  @Test
  void a_post_is_shown_once_and_the_focus_goes_to_what_takes_its_place() {
    Page page = open(visitor, "/cooperations");

    page.locator("page-note").first().getByText("Show once").click();
    page.frameLocator("iframe[src^='https://platform.twitter.com/']")
        .getByText("A tweet")
        .waitFor();
    page.waitForCondition(() -> page.evaluate("document.activeElement.localName").equals("iframe"));
    settled(page);

    assertThat(page.locator("iframe[src^='https://platform.twitter.com/']").count()).isEqualTo(1);
    assertThat(page.locator("a.twitter-timeline, page-note + a").count()).isPositive();
    assertThat(site.contacted()).containsOnlyOnce("platform.twitter.com");
    assertThat(site.contacted()).doesNotContain("www.youtube.com");
    assertThat(cookies(visitor)).doesNotContain("consent");

    page.evaluate("consent.grant('external-media')");
    playing(page);
    page.waitForCondition(
        () -> page.locator("iframe[src^='https://platform.twitter.com/']").count() == 2);
  }

  @Test
  void other_tabs_follow_and_so_do_pages_that_were_put_aside() {
    Page one = open(visitor, "/cooperations");
    Page other = open(visitor, "/cooperations");
    other.evaluate(LISTEN);

    button(one, "Accept all").click();
    playing(other);
    assertThat(isSameDocument(other)).isTrue();
    assertThat(button(other, "Accept all").count()).isZero();

    one.navigate("http://" + SiteInChromium.HOST + "/consent?return=/");
    button(one, "Reject all").click();
    one.waitForURL("http://" + SiteInChromium.HOST + "/");
    loadedAnew(other);
    assertThat(other.locator("iframe[data-consent-service=youtube]").count()).isEqualTo(1);
  }

  @Test
  void the_page_hears_of_a_withdrawal_before_it_is_loaded_anew() {
    Page page = open(visitor, "/cooperations");
    button(page, "Accept all").click();
    playing(page);
    settled(page);
    page.evaluate(
        """
        () => {
          window.sameDocument = true;
          document.addEventListener('consent:change', ({detail}) =>
            sessionStorage.setItem('heard', JSON.stringify([detail.made, detail.allowed.includes('youtube')])));
        }
        """);

    page.evaluate("consent.withdraw('youtube').catch(() => {})");
    loadedAnew(page);
    assertThat(page.evaluate("sessionStorage.heard")).isEqualTo("[true,false]");
    assertThat(page.evaluate("consent.allows('twitter')")).as("the rest stays").isEqualTo(true);
  }

  @Test
  void show_leads_to_the_settings_and_back() {
    Page page = open(visitor, "/cooperations");
    page.evaluate("consent.show()");
    page.waitForURL("**/consent?**");
    button(page, "Reject all").click();
    page.waitForURL("**/cooperations");
  }

  @Test
  void a_button_of_the_site_can_be_the_way_back() {
    Page page = open(visitor, "/cooperations");
    page.evaluate(
        """
        () => {
          const button = document.createElement('button');
          button.dataset.consentOpen = '';
          button.append(document.createElement('span'));
          button.firstChild.textContent = 'Change my mind';
          document.querySelector('main').prepend(button);
        }
        """);
    button(page, "Change my mind").focus();
    page.keyboard().press("Enter");
    page.waitForURL("**/consent?**");
    page.locator("a.back").click();
    page.waitForURL("**/cooperations");
  }

  @Test
  void a_choice_that_cannot_be_sent_in_place_is_left_to_the_browser() {
    Page page = open(visitor, "/cooperations");
    page.evaluate("window.sameDocument = true");
    page.evaluate("() => { window.fetch = () => Promise.reject(Error('offline')) }");
    button(page, "Reject all").click();
    loadedAnew(page);

    assertThat(page.url()).endsWith("/cooperations");
    assertThat(cookies(visitor)).contains("consent");
    assertThat(button(page, "Accept all").count()).isZero();
  }

  @Test
  void a_page_from_the_browsers_memory_catches_up() {
    Page page = open(visitor, "/cooperations");
    page.evaluate(LISTEN);
    page.evaluate(
        "fetch('/consent', {method: 'POST', body: new URLSearchParams('choice=accept-all'),"
            + " headers: {Accept: 'application/json'}}).then(() => dispatchEvent("
            + "new PageTransitionEvent('pageshow', {persisted: true})))");

    playing(page);
    assertThat(isSameDocument(page)).isTrue();
  }

  @Test
  void the_way_back_floats_over_the_page_and_any_link_can_be_one() {
    Page page = open(visitor, "/");
    button(page, "Reject all").click();
    page.waitForCondition(() -> cookies(visitor).contains("consent"));
    page.reload();
    settled(page);

    Locator floating = page.locator("page-button a");
    assertThat(floating.isVisible()).isTrue();
    assertThat(floating.boundingBox().height).isGreaterThanOrEqualTo(24);
    floating.click();
    page.waitForURL("**/consent?return=**");
    page.navigate("http://" + SiteInChromium.HOST + "/");
    page.locator("footer [data-consent-open]").click();
    page.waitForURL("**/consent?return=**");
    button(page, "Accept all").click();
    page.waitForURL("http://" + SiteInChromium.HOST + "/");
    settled(page);
    assertThat(page.locator("page-button a").isVisible()).as("with everything allowed").isTrue();
    assertThat(page.evaluate("consent.allows('youtube')")).isEqualTo(true);
  }
}
