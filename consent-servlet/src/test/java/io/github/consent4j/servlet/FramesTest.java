package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.KeyboardModifier;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.RecordingServer;
import io.github.consent4j.examples.browser.RestInSweeps;
import io.github.consent4j.examples.browser.Traffic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Placeholders of frames, wherever the page with the frames is shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FramesTest {

  private static final String HOST = "www.institute.example";
  private static final String SITE = "http://" + HOST;
  private static final String PARTNER = "http://partner.example";
  private static final String VIDEO = "https://www.youtube.com/embed/x";
  private static final String ALWAYS = "Always show YouTube";

  private static final Map<String, String> PAGES =
      Map.of(
          "film",
          "<h1>Film</h1><iframe id=film width=560 height=315 src='"
              + VIDEO
              + "'></iframe>"
              + "<iframe id=post src='https://platform.twitter.com/embed/z'></iframe>",
          "outer",
          "<h1>Outer</h1><iframe id=own width=800 height=600 src='/page/film'></iframe>",
          "strange",
          "<iframe id=strange width=400 height=300 src='https://maps.example/a?b'></iframe>"
              + "<div id=box></div>",
          "elementor",
          "<div class=elementor-wrapper><div id=player class=elementor-video></div></div>"
              + "<script src='https://www.youtube.com/iframe_api'></script>",
          "plain",
          "<p>Plain</p>");

  private RecordingServer web;
  private TestSite site;
  private Chromium browser;

  private static String page(String body) {
    return "<!DOCTYPE html>\n<html lang=en>\n<head><title>A page</title></head>\n<body>\n"
        + body
        + "\n</body></html>";
  }

  @BeforeAll
  void start() throws Exception {
    web =
        new RecordingServer()
            .answer("www.youtube.com/embed/", "<!DOCTYPE html><p>Playing</p>")
            .answer(
                "www.youtube.com/iframe_api",
                "const film = document.createElement('iframe');"
                    + "film.src = '"
                    + VIDEO
                    + "';"
                    + "document.getElementById('player').replaceWith(film);")
            .answer("platform.twitter.com/", "<!DOCTYPE html><p>A post</p>")
            .answer(
                "partner.example/page",
                page("<iframe id=own width=800 height=600 src='" + SITE + "/page/film'></iframe>"));
    String embed = SITE + "/consent/embed?service=youtube&url=" + VIDEO + "&return=/page/film";
    for (String sandbox :
        List.of(
            "", "allow-scripts allow-forms allow-same-origin", "allow-forms allow-same-origin")) {
      web.answer(
          "partner.example/trap/" + sandbox.length(),
          page(
              "<iframe id=trap width=800 height=600 "
                  + (sandbox.isEmpty() ? "" : "sandbox='allow-top-navigation " + sandbox + "'")
                  + " src='"
                  + embed
                  + "'></iframe>"));
    }
    site =
        new TestSite()
            .policy(
                TestSite.policy(
                    // Content that already runs in another way would reload the pages.
                    TestSite.REFERENCE.replace(", econda-session", "")
                        + "undeclared-hosts: block\nscript-api: true\n"))
            .page(
                "/page/*",
                (request, response) ->
                    html(response, page(PAGES.get(request.getPathInfo().substring(1)))))
            .start(Containers.TOMCAT);
    browser = new Chromium(Map.of(HOST, site.port()), web.port());
  }

  @AfterAll
  void stop() throws Exception {
    browser.close();
    site.close();
    web.close();
  }

  @BeforeEach
  void forget() {
    web.forget();
  }

  private static Page open(BrowserContext visitor, String address) {
    Page page = visitor.newPage();
    page.navigate(address);
    Traffic.settled(page);
    return page;
  }

  private static void choose(Page page, String choice) {
    page.navigate(SITE + "/consent?return=/page/plain");
    page.locator("button[value=" + choice + "]").click();
    page.waitForURL("**/page/plain");
  }

  private static String choices(BrowserContext visitor) {
    return visitor.cookies().stream()
        .filter(cookie -> cookie.name.equals("consent"))
        .map(cookie -> cookie.value.split("\\.")[4])
        .findFirst()
        .orElse("");
  }

  private List<String> videos() {
    return web.requests().stream()
        .filter(request -> request.startsWith("www.youtube.com/embed"))
        .toList();
  }

  private static Locator once(FrameLocator film) {
    return film.locator("a.button");
  }

  private static void playing(FrameLocator film) {
    film.getByText("Playing").waitFor();
  }

  // --- in a page of another site

  @Test
  void a_page_framed_by_another_site_names_blocked_content_and_shows_it_once() {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = open(visitor, PARTNER + "/page");
      FrameLocator film = page.frameLocator("#own").frameLocator("#film");

      assertThat(film.locator("h1").innerText()).isEqualTo("Video from YouTube");
      assertThat(film.locator("form").count()).as("browsers would store no answer").isZero();
      assertThat(film.getByText("Cookie settings").isVisible()).isTrue();
      assertThat(web.requests()).noneMatch(request -> request.contains("youtube"));

      once(film).click();
      playing(film);
      assertThat(visitor.cookies()).noneMatch(cookie -> cookie.name.equals("consent"));
    }
  }

  @Test
  void without_scripts_no_choice_is_stored_there_either() {
    try (BrowserContext visitor = browser.visitor(false)) {
      Page page = open(visitor, PARTNER + "/page");
      Response answer =
          page.waitForResponse(
              response -> response.request().method().equals("POST"),
              () -> page.frameLocator("#own").frameLocator("#film").locator("form button").click());
      Traffic.settled(page);

      assertThat(answer.headerValue("set-cookie")).as("the site would").contains("+youtube");
      assertThat(choices(visitor)).isEmpty();
      assertThat(page.url()).isEqualTo(PARTNER + "/page");
      assertThat(videos()).isEmpty();
    }
  }

  /** The surrounding page would make the visitor click on something invisible. */
  @RestInSweeps
  @ParameterizedTest
  @ValueSource(strings = {"0", "43", "29"})
  void another_sites_page_cannot_show_the_placeholder_itself(String trap) {
    for (boolean scripts : new boolean[] {true, false}) {
      try (BrowserContext visitor = browser.visitor(scripts)) {
        Page page = open(visitor, PARTNER + "/trap/" + trap);

        assertThat(page.frameLocator("#trap").locator("form, a.button").count()).isZero();
        Traffic.settled(page, () -> page.locator("#trap").click());
        assertThat(page.url()).startsWith(PARTNER);
        assertThat(choices(visitor)).isEmpty();
      }
    }
  }

  // --- in a page of the site

  @ParameterizedTest(name = "scripts {0}")
  @ValueSource(booleans = {true, false})
  void the_button_always_in_a_framed_page_does_not_replace_the_outer_page(boolean scripts) {
    try (BrowserContext visitor = browser.visitor(scripts)) {
      Page page = open(visitor, SITE + "/page/outer");
      FrameLocator film = page.frameLocator("#own").frameLocator("#film");

      film.getByText(ALWAYS).click();
      playing(film);

      assertThat(page.url()).isEqualTo(SITE + "/page/outer");
      assertThat(page.locator("h1").innerText()).isEqualTo("Outer");
      assertThat(choices(visitor)).isEqualTo("+youtube");
    }
  }

  @Test
  void the_button_always_allows_its_service_and_the_banner_still_asks() {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = open(visitor, SITE + "/page/film");
      page.evaluate(
          "() => { window.heard = [];"
              + " document.addEventListener('consent:allow', e => heard.push(e.detail.id)) }");
      page.frameLocator("#film").getByText(ALWAYS).click();
      playing(page.frameLocator("#film"));
      Traffic.settled(page);

      Locator accept = page.locator("page-panel button[value=accept-all]");
      assertThat(page.evaluate("heard.join()")).as("in the same document").isEqualTo("youtube");
      assertThat(accept.isVisible()).isTrue();
      assertThat(choices(visitor)).isEqualTo("+youtube");
      assertThat(page.frameLocator("#post").locator("h1").isVisible()).isTrue();
      page.navigate(SITE + "/page/film");
      assertThat(accept.isVisible()).isTrue();

      page.locator("page-panel button[value=reject-all]").click();
      page.waitForCondition(() -> choices(visitor).startsWith("~"));
      Traffic.settled(page);
      page.navigate(SITE + "/page/film");
      assertThat(accept.count()).isZero();
      assertThat(page.frameLocator("#film").locator("h1").isVisible()).isTrue();
    }
  }

  @Test
  void after_a_script_grants_a_category_the_banner_asks_about_the_rest() {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = open(visitor, SITE + "/page/film");
      page.evaluate("consent.grant('external-media')");
      playing(page.frameLocator("#film"));
      Traffic.settled(page);

      assertThat(choices(visitor)).isEqualTo("+external-media");
      page.locator("page-panel button[value=accept-all]").click();
      page.waitForCondition(() -> choices(visitor).equals("+external-media+statistics"));
    }
  }

  // --- once

  @Test
  void content_shown_once_continues_when_it_is_allowed_and_stops_with_a_withdrawal() {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = open(visitor, SITE + "/page/plain");
      choose(page, "reject-all");
      page.navigate(SITE + "/page/film");
      Traffic.settled(page);
      Object entries = page.evaluate("history.length");
      once(page.frameLocator("#film")).click();
      playing(page.frameLocator("#film"));
      Traffic.settled(page);
      assertThat(page.evaluate("history.length")).isEqualTo(entries);
      assertThat(page.evaluate("document.activeElement.id")).isEqualTo("film");
      web.forget();

      page.evaluate("consent.grant('external-media')");
      page.frameLocator("#post").getByText("A post").waitFor();
      Traffic.settled(page);
      assertThat(videos()).as("it plays already").isEmpty();
      assertThat(page.locator("#film").evaluate("e => e.getAttributeNames().sort().join()"))
          .isEqualTo("height,id,src,title,width");
      assertThat(page.evaluate("history.length")).isEqualTo(entries);

      // Whatever reloads the frame is redirected to the content.
      page.evaluate("() => { const film = document.getElementById('film'); film.src = film.src }");
      page.waitForCondition(() -> videos().size() == 1);
      playing(page.frameLocator("#film"));
      web.forget();

      page.evaluate("consent.withdraw('youtube').catch(() => {})");
      page.frameLocator("#film").locator("h1").waitFor();
      Traffic.settled(page);
      assertThat(videos()).isEmpty();
    }
  }

  @Test
  void content_shown_once_continues_when_the_banner_is_accepted() {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = open(visitor, SITE + "/page/film");
      once(page.frameLocator("#film")).focus();
      page.keyboard().press("Enter");
      playing(page.frameLocator("#film"));
      web.forget();

      page.locator("page-panel button[value=accept-all]").click();
      page.frameLocator("#post").getByText("A post").waitFor();
      Traffic.settled(page);

      assertThat(videos()).isEmpty();
      assertThat(page.locator("[data-consent-service]").count()).isZero();
    }
  }

  @Test
  void the_browser_handles_a_click_that_opens_another_tab() {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = open(visitor, SITE + "/page/film");
      Page tab =
          visitor.waitForPage(
              () ->
                  once(page.frameLocator("#film"))
                      .click(
                          new Locator.ClickOptions()
                              .setModifiers(List.of(KeyboardModifier.CONTROL))));

      tab.getByText("Playing").waitFor();
      assertThat(page.frameLocator("#film").locator("h1").isVisible()).isTrue();
      assertThat(page.locator("#film").getAttribute("data-consent-shown")).isNull();
    }
  }

  // --- players that scripts build, and undeclared content

  @Test
  void the_place_where_a_blocked_script_builds_its_player_has_a_notice() {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = open(visitor, SITE + "/page/elementor");
      Locator notice = page.locator("page-note:has(+ #player) .note");
      assertThat(notice.innerText()).contains("YouTube", ALWAYS);
      assertThat(web.requests()).noneMatch(request -> request.contains("youtube"));

      notice.getByText(ALWAYS).click();
      playing(page.frameLocator("iframe[src='" + VIDEO + "']"));
      assertThat(page.locator("page-note").count()).isZero();
    }
  }

  @ParameterizedTest(name = "scripts {0}")
  @ValueSource(booleans = {true, false})
  void a_frame_with_undeclared_content_says_so_and_links_to_it(boolean scripts) {
    try (BrowserContext visitor = browser.visitor(scripts)) {
      Page page = open(visitor, SITE + "/page/strange");
      if (scripts) {
        page.evaluate(
            "() => { const late = document.createElement('iframe'); late.id = 'late';"
                + " late.src = 'https://charts.example/c'; box.append(late) }");
        assertThat(page.frameLocator("#late").locator("main").innerText())
            .contains("has not released content from charts.example");
      }
      FrameLocator strange = page.frameLocator("#strange");
      assertThat(strange.locator("main").innerText())
          .contains("Content from maps.example", "has not released content from maps.example");
      assertThat(strange.locator("a[target=_blank]").getAttribute("href"))
          .isEqualTo("https://maps.example/a?b");
      assertThat(page.locator("#strange").getAttribute("title"))
          .isEqualTo("Content from maps.example");
      Traffic.settled(page);
      assertThat(web.hosts()).doesNotContain("maps.example", "charts.example");
    }
  }
}
