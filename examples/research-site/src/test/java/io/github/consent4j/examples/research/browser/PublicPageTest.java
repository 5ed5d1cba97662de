package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.cookies;
import static io.github.consent4j.examples.research.browser.SiteInChromium.open;
import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Pages that caches share are the same for everybody. The visitor's browser applies the decision.
 */
class PublicPageTest extends VisitedSite {

  private static final List<String> EXTERNAL_MEDIA =
      List.of("www.youtube.com", "i.ytimg.com", "platform.twitter.com");

  @Override
  SiteInChromium site() throws Exception {
    SiteInChromium site = new SiteInChromium();
    for (String name : new String[] {"first", "last", "drawn", "linked", "deferred", "later"}) {
      site.web().answer("platform.twitter.com/" + name + ".js", "order.push('" + name + "');");
    }
    return site;
  }

  @Test
  void the_undecided_see_the_banner_and_nobody_is_contacted() {
    Page page = open(visitor, "/public");

    assertThat(button(page, "Accept all").isVisible()).isTrue();
    assertThat(page.locator("page-note").count()).isEqualTo(2);
    assertThat(site.contacted())
        .as("econda's loader is declared necessary")
        .containsExactlyInAnyOrder("l.ecn-ldr.de", "www.econda-monitor.de");
  }

  @Test
  void who_has_decided_while_there_was_nothing_to_ask_is_asked_about_what_came_since() {
    String now = COOKIE_TIME.format(Instant.now());
    visitor.addCookies(
        List.of(
            new Cookie("consent", "v1." + now + ".nB1x0QfWq7k.f3Kd0a..")
                .setDomain(SiteInChromium.HOST)
                .setPath("/")));

    Page page = open(visitor, "/public");
    button(page, "Accept all").click();

    page.waitForCondition(() -> site.contacted().containsAll(EXTERNAL_MEDIA));
    assertThat(thrown).isEmpty();
  }

  @Test
  void without_script_nothing_is_shown_and_nobody_is_contacted() {
    BrowserContext scriptless = site.visitorWithoutScript();
    Page page = open(scriptless, "/public");

    assertThat(button(page, "Accept all").count()).isZero();
    assertThat(site.contacted()).isEmpty();
    scriptless.close();
  }

  @Test
  void what_was_allowed_on_another_page_is_live_on_this_one() {
    Page page = open(visitor, "/consent?return=/");
    page.locator("input[name=grant][value=external-media]").check();
    button(page, "Save").click();
    page.waitForURL("http://" + SiteInChromium.HOST + "/");
    site.web().forget();

    page.navigate("http://" + SiteInChromium.HOST + "/public");
    page.waitForCondition(() -> site.contacted().containsAll(EXTERNAL_MEDIA));
    settled(page);

    page.frameLocator("iframe[src^='https://www.youtube.com/']").getByText("Playing").waitFor();
    assertThat(page.locator("page-note").count()).isZero();
    assertThat(
            page.locator("[data-consent-service=youtube], [data-consent-service=twitter]").count())
        .isZero();
    assertThat(page.locator("blockquote.twitter-tweet").count()).as("brought to life").isZero();
    assertThat(button(page, "Accept all").count()).as("nobody is asked again").isZero();
    assertThat(cookies(visitor)).doesNotContain("emos_jcvid");
    assertThat(page.evaluate("history.length")).as("entries").isEqualTo(4);
  }

  @Test
  void a_choice_on_the_page_itself_counts_at_once_and_so_does_its_withdrawal() {
    Page page = open(visitor, "/public");

    button(page, "Accept all").click();
    page.waitForCondition(() -> site.contacted().containsAll(EXTERNAL_MEDIA));
    settled(page);
    assertThat(button(page, "Accept all").count()).isZero();

    page.navigate("http://" + SiteInChromium.HOST + "/consent?return=/public");
    button(page, "Reject all").click();
    page.waitForURL("**/public");
    settled(page);
    site.web().forget();
    page.reload();
    settled(page);

    assertThat(site.contacted()).doesNotContainAnyElementsOf(EXTERNAL_MEDIA);
    assertThat(page.locator("page-note").count()).isEqualTo(2);
    assertThat(button(page, "Accept all").count()).isZero();
  }

  @Test
  void rejecting_keeps_the_page_and_ends_the_question() {
    Page page = open(visitor, "/public");

    button(page, "Reject all").click();
    page.waitForCondition(() -> cookies(visitor).contains("consent"));
    settled(page);
    assertThat(button(page, "Accept all").count()).isZero();

    page.reload();
    settled(page);
    assertThat(button(page, "Accept all").count()).isZero();
    assertThat(site.contacted()).doesNotContainAnyElementsOf(EXTERNAL_MEDIA);
  }

  @Test
  void scripts_come_to_life_in_their_order_and_everything_else_in_its_place() {
    Page page = open(visitor, "/mixed");
    assertThat(site.contacted()).isEmpty();

    button(page, "Accept all").click();
    page.waitForCondition(() -> site.web().requests().contains("platform.twitter.com/deferred.js"));
    settled(page);

    assertThat(order(page))
        .containsExactly(
            "first", "inline", "last", "drawn", "linked", "drawn & inline", "deferred");
    assertThat(page.locator("#written").textContent()).isEqualTo("written");
    assertThat(page.locator("#written + *, script + #written").count()).isPositive();
    assertThat(site.web().requests())
        .contains(
            "i.ytimg.com/sheet.png",
            "i.ytimg.com/attribute.png",
            "i.ytimg.com/vi/facade/hqdefault.jpg",
            "i.ytimg.com/image.png",
            "i.ytimg.com/candidate.png",
            "i.ytimg.com/video.mp4",
            "i.ytimg.com/inside.png",
            "www.youtube.com/embed/x",
            "platform.twitter.com/embed/y")
        .doesNotContain("www.youtube.com/embed/later", "platform.twitter.com/later.js");

    page.evaluate("document.body.append(later.content.cloneNode(true))");
    page.waitForCondition(() -> order(page).contains("later"));
    settled(page);
    assertThat(order(page)).last().isEqualTo("later");
    assertThat(site.web().requests()).contains("www.youtube.com/embed/later");
  }

  @Test
  void only_what_is_allowed_comes_to_life() {
    Page page = open(visitor, "/consent?return=/mixed");
    page.locator("input[name=grant][value=youtube]").check();
    button(page, "Save").click();
    page.waitForURL("**/mixed");
    page.waitForCondition(() -> site.contacted().contains("www.youtube.com"));
    settled(page);

    assertThat(site.contacted()).containsExactlyInAnyOrder("www.youtube.com", "i.ytimg.com");
    assertThat(order(page)).isEmpty();
    assertThat(page.locator("iframe[data-consent-service=twitter]").count()).isEqualTo(1);
  }

  private static List<Object> order(Page page) {
    return List.copyOf((List<?>) page.evaluate("window.order || []"));
  }
}
