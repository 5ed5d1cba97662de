package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.RecordingServer;
import io.github.consent4j.examples.browser.RestInSweeps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real browser that stores no cookies. Visitors are informed and can close the banner. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoCookiesTest {

  private static final String HOST = "www.institute.example";
  private static final String SITE = "http://" + HOST;
  private static final String UNKEPT = "Ihr Browser nimmt keine Cookies an";
  private static final String FRAME =
      "<iframe width=560 height=315 src='https://www.youtube.com/embed/x'></iframe>";

  @TempDir static Path folder;

  private RecordingServer web;
  private TestSite site;
  private TestSite modal;
  private Chromium browser;
  private int visitors;

  @BeforeAll
  void start() throws Exception {
    web = new RecordingServer().answer("www.youtube.com/", "<!DOCTYPE html><p>Playing</p>");
    site = site("");
    modal = site("look: { position: center }\n");
    browser =
        new Chromium(
            Map.of(HOST, site.port(), "modal.institute.example", modal.port()), web.port());
  }

  private static TestSite site(String look) throws Exception {
    String page =
        "<!doctype html><html lang=de><head><title>x</title></head><body><h1>Seite</h1>"
            + FRAME
            + "<p><a href=/consent>Cookies</a></p></body></html>";
    return new TestSite()
        .policy(TestSite.policy(TestSite.REFERENCE + look))
        .page("/page", (request, response) -> html(response, page))
        .page(
            "/public",
            (request, response) -> {
              response.setHeader("Cache-Control", "public, max-age=60");
              html(response, page);
            })
        .start(Containers.TOMCAT);
  }

  @AfterAll
  void stop() throws Exception {
    browser.close();
    site.close();
    modal.close();
    web.close();
  }

  private BrowserContext visitor(boolean script) throws Exception {
    return browser.visitorWithoutCookies(script, folder.resolve("visitor" + visitors++));
  }

  private static Page open(BrowserContext visitor, String address) {
    Page page = visitor.newPage();
    page.navigate(address);
    return page;
  }

  @RestInSweeps
  @ParameterizedTest
  @CsvSource({
    "/page, accept-all",
    "/page, reject-all",
    "/public, accept-all",
    "/public, reject-all"
  })
  void the_banner_says_that_cookies_are_not_stored_and_can_be_closed(String path, String choice)
      throws Exception {
    try (BrowserContext visitor = visitor(true)) {
      Page page = open(visitor, SITE + path);
      List<String> errors = new ArrayList<>();
      page.onPageError(errors::add);
      Locator panel = page.locator("page-panel .panel");
      panel.locator("button[value=" + choice + "]").click();
      PlaywrightAssertions.assertThat(panel).containsText(UNKEPT);
      PlaywrightAssertions.assertThat(panel).containsText("nur das Notwendige");
      PlaywrightAssertions.assertThat(page.locator("page-panel [role=status]"))
          .containsText(UNKEPT);
      Locator close = panel.getByText("Schließen");
      PlaywrightAssertions.assertThat(close).isFocused();
      assertThat(panel.locator("button")).satisfies(all -> assertThat(all.count()).isEqualTo(1));
      close.click();
      PlaywrightAssertions.assertThat(panel).hasCount(0);
      assertThat(page.url()).isEqualTo(SITE + path);
      page.reload();
      PlaywrightAssertions.assertThat(page.locator("page-panel .panel")).isVisible();
      assertThat(errors).isEmpty();
    }
    assertThat(web.hosts()).doesNotContain("www.youtube.com");
  }

  @Test
  void a_dialog_that_the_page_waits_for_can_be_closed_too() throws Exception {
    try (BrowserContext visitor = visitor(true)) {
      Page page = open(visitor, "http://modal.institute.example/page");
      page.locator("page-panel button[value=accept-all]").click();
      page.locator("page-panel").getByText("Schließen").click();
      PlaywrightAssertions.assertThat(page.locator("page-panel .panel")).hasCount(0);
      page.getByText("Cookies", new Page.GetByTextOptions().setExact(true)).click();
      page.waitForURL("**/consent");
    }
  }

  @Test
  void a_placeholder_in_a_frame_makes_the_page_say_so() throws Exception {
    try (BrowserContext visitor = visitor(true)) {
      Page page = open(visitor, SITE + "/page");
      page.frameLocator("iframe").locator("form button").click();
      PlaywrightAssertions.assertThat(page.getByText(UNKEPT).first()).isVisible();
    }
    assertThat(web.hosts()).doesNotContain("www.youtube.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://" + HOST, "http://modal.institute.example"})
  void without_a_script_a_page_says_so_and_links_back_to_the_page_without_the_banner(String host)
      throws Exception {
    try (BrowserContext visitor = visitor(false)) {
      Page page = open(visitor, host + "/page");
      PlaywrightAssertions.assertThat(page.locator("page-panel .panel")).isVisible();
      page.locator("page-panel button[value=reject-all]").click();
      PlaywrightAssertions.assertThat(page.locator("main")).containsText(UNKEPT);
      assertThat(page.locator("html").getAttribute("lang")).isEqualTo("de");
      page.getByText("Zurück zur Seite").click();
      assertThat(page.url()).startsWith(host + "/page#");
      PlaywrightAssertions.assertThat(page.getByText("Seite").first()).isVisible();
      PlaywrightAssertions.assertThat(page.locator("page-panel .panel")).isHidden();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void the_settings_do_not_say_saved(boolean script) throws Exception {
    try (BrowserContext visitor = visitor(script)) {
      Page page = open(visitor, SITE + "/consent?lang=de");
      List<String> errors = new ArrayList<>();
      page.onPageError(errors::add);
      page.locator("button[value=save]").click();
      PlaywrightAssertions.assertThat(page.locator(".saved")).containsText(UNKEPT);
      assertThat(page.content()).doesNotContain("ist gespeichert");

      page.navigate(SITE + "/consent?lang=de&return=/page");
      page.locator("button[value=accept-all]").click();
      PlaywrightAssertions.assertThat(page.locator(".saved")).containsText(UNKEPT);
      page.getByText("Zurück zur Seite").click();
      PlaywrightAssertions.assertThat(page.locator("page-panel .panel")).isHidden();
      assertThat(errors).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_browser_that_stores_cookies_shows_nothing_of_this(boolean script) throws Exception {
    try (BrowserContext visitor = browser.visitor(script)) {
      Page page = open(visitor, SITE + "/page");
      page.locator("page-panel button[value=reject-all]").click();
      PlaywrightAssertions.assertThat(page.locator("page-panel .panel")).hasCount(0);
      assertThat(page.url()).isEqualTo(SITE + "/page");
      assertThat(page.content()).doesNotContain(UNKEPT);
    }
  }
}
