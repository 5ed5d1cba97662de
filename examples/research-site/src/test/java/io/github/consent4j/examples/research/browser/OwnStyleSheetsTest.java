package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Style sheets of the site, and documents of other types, that load from other hosts. */
class OwnStyleSheetsTest extends VisitedSite {

  private static final List<String> EXTERNAL_MEDIA =
      List.of("www.youtube.com", "i.ytimg.com", "platform.twitter.com");

  private static final String POLICY =
      """
      site: { name: Institute, privacy-policy: /privacy }
      languages: [en]
      categories:
        necessary:      { required: true }
        external-media: { services: [youtube, twitter] }
      """;

  @Override
  SiteInChromium site() throws Exception {
    return site(POLICY);
  }

  private static void assertStyled(Page page) {
    assertThat(page.evaluate("getComputedStyle(a).color")).isEqualTo("rgb(1, 2, 3)");
    assertThat(page.evaluate("getComputedStyle(b).color")).isEqualTo("rgb(4, 5, 6)");
  }

  @Test
  void style_sheets_load_nothing_before_the_visitor_agrees_and_everything_in_place_then() {
    Page page = open(visitor, "/styled");
    assertStyled(page);
    assertThat(site.contacted()).doesNotContainAnyElementsOf(EXTERNAL_MEDIA);

    page.evaluate("window.same = true");
    button(page, "Accept all").click();
    page.waitForCondition(() -> site.contacted().containsAll(EXTERNAL_MEDIA));
    settled(page);
    assertThat(page.evaluate("window.same")).as("without loading the page anew").isEqualTo(true);
    assertStyled(page);
  }

  @Test
  void style_sheets_that_the_browser_has_follow_the_decision() {
    Page page = open(visitor, "/styled");
    page.navigate("http://" + SiteInChromium.HOST + "/consent?return=/styled");
    button(page, "Accept all").click();
    page.waitForURL("**/styled");
    page.waitForCondition(() -> site.contacted().containsAll(EXTERNAL_MEDIA));
    settled(page);

    page.navigate("http://" + SiteInChromium.HOST + "/consent?return=/styled");
    button(page, "Reject all").click();
    page.waitForURL("**/styled");
    settled(page);
    site.web().forget();
    page.navigate("http://" + SiteInChromium.HOST + "/styled");
    settled(page);
    assertStyled(page);
    assertThat(site.contacted()).doesNotContainAnyElementsOf(EXTERNAL_MEDIA);
  }

  @Test
  void where_everybody_gets_the_same_style_sheet_the_page_brings_it_to_life() throws Exception {
    try (SiteInChromium shared = site("rendering: shared\n" + POLICY)) {
      Page page = open(shared.visitor(), "/styled");
      assertThat(shared.contacted()).doesNotContainAnyElementsOf(EXTERNAL_MEDIA);
      button(page, "Accept all").click();
      page.waitForCondition(() -> shared.contacted().containsAll(EXTERNAL_MEDIA));
      settled(page);
      shared.web().forget();
      page.reload();
      page.waitForCondition(() -> shared.contacted().containsAll(EXTERNAL_MEDIA));
      assertStyled(page);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/drawing", "/feed", "/beginning"})
  void scripts_of_documents_of_every_kind_are_guarded(String path) {
    Page page = open(visitor, path);
    assertThat(page.evaluate("document.documentElement.id")).isEqualTo("ran");
    assertThat(site.contacted()).doesNotContainAnyElementsOf(EXTERNAL_MEDIA);
    assertThat(page.evaluate("!!document.querySelector('[data-consent-src*=late]')"))
        .as("held back by the guard")
        .isEqualTo(true);
  }
}
