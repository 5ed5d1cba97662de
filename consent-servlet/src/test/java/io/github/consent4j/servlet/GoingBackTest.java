package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.RecordingServer;
import io.github.consent4j.examples.browser.Traffic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What browsers remember of a page's frames when the visitor goes back to it. Services that were
 * withdrawn since are not contacted. One server acts as all other hosts and records who contacts
 * them.
 */
@Tag("sweep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoingBackTest {

  private static final String HOST = "www.institute.example";
  private static final String SITE = "http://" + HOST;
  private static final String VIDEO = "https://www.youtube.com/embed/";

  /** Bodies of pages. Each one shows a video in another way. */
  private static final Map<String, String> PAGES =
      Map.of(
          "one", "<iframe id=yt src='" + VIDEO + "x'></iframe>",
          "two",
              "<iframe src='"
                  + VIDEO
                  + "x'></iframe><iframe src='"
                  + VIDEO
                  + "y'></iframe><iframe src='"
                  + VIDEO
                  + "x'></iframe>",
          "named", "<iframe name=player id=yt src='" + VIDEO + "x'></iframe>",
          "same",
              "<iframe name=player src='"
                  + VIDEO
                  + "x'></iframe><iframe name=player src='"
                  + VIDEO
                  + "y'></iframe>",
          "nested",
              "<iframe src='"
                  + VIDEO
                  + "a'></iframe><iframe srcdoc=\"<p>inside</p><iframe src='"
                  + VIDEO
                  + "x'></iframe>\"></iframe>",
          "between",
              "<iframe src='/plain'></iframe><iframe src='"
                  + VIDEO
                  + "x'></iframe><iframe src='https://platform.twitter.com/embed/z'></iframe>",
          "written",
              "<script>document.write('<iframe id=yt src=\"" + VIDEO + "x\"></iframe>')</script>",
          "inserted",
              "<div id=d></div><script>d.innerHTML = '<iframe src=\""
                  + VIDEO
                  + "x\"></iframe>';"
                  + "const f = document.createElement('iframe'); f.name = 'player';"
                  + "f.src = '"
                  + VIDEO
                  + "y'; d.append(f)</script>");

  private RecordingServer web;
  private TestSite site;
  private Chromium browser;

  @BeforeAll
  void start() throws Exception {
    web =
        new RecordingServer()
            .answer("www.youtube.com/", "<!DOCTYPE html><p>Playing</p>")
            .answer("platform.twitter.com/", "<!DOCTYPE html><p>A post</p>");
    site =
        new TestSite()
            .page(
                "/page/*",
                (request, response) -> {
                  String cache = request.getParameter("cache");
                  if (cache != null) {
                    response.setHeader("Cache-Control", cache);
                  }
                  html(response, page(PAGES.get(request.getPathInfo().substring(1))));
                })
            .page("/plain", (request, response) -> html(response, page("<p>Plain</p>")))
            .start(Containers.TOMCAT);
    browser = new Chromium(Map.of(HOST, site.port()), web.port());
  }

  private static String page(String body) {
    return "<!DOCTYPE html><html lang=en><head><title>A page</title></head><body>"
        + body
        + "</body></html>";
  }

  @AfterAll
  void stop() throws Exception {
    browser.close();
    site.close();
    web.close();
  }

  private static void choose(Page page, String choice) {
    page.navigate(SITE + "/consent?return=/plain");
    page.locator("button[value=" + choice + "]").click();
    page.waitForURL("**/plain");
    Traffic.settled(page);
  }

  /** Shows a page to a visitor. */
  private static void go(Page page, String path) {
    page.navigate(SITE + path);
    Traffic.settled(page);
  }

  private static void backTo(Page page, String path) {
    for (int i = 0; i < 5 && !page.url().equals(SITE + path); i++) {
      page.goBack(new Page.GoBackOptions().setWaitUntil(WaitUntilState.COMMIT));
    }
    assertThat(page.url()).isEqualTo(SITE + path);
    Traffic.settled(page);
  }

  private List<String> contacts() {
    return web.requests().stream().filter(request -> !request.contains("favicon")).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "one, ''",
    "one, '?cache=no-store'",
    "one, '?cache=public,max-age=600'",
    "two, ''",
    "named, ''",
    "named, '?cache=public,max-age=600'",
    "same, ''",
    "nested, ''",
    "between, ''",
    "between, '?cache=public,max-age=600'",
    "written, ''",
    "inserted, ''"
  })
  void going_back_after_a_withdrawal_contacts_nobody(String name, String query) {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = visitor.newPage();
      choose(page, "accept-all");
      go(page, "/page/" + name + query);
      assertThat(contacts()).as("shown before").isNotEmpty();

      choose(page, "reject-all");
      web.forget();
      backTo(page, "/page/" + name + query);

      assertThat(contacts()).isEmpty();
      assertThat(page.frames().stream().map(Frame::url).toList())
          .noneMatch(url -> url.contains("//www.youtube.com"))
          .anyMatch(url -> url.contains("/consent/embed"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "two", "named", "same", "nested", "between"})
  void going_back_after_a_choice_shows_what_was_allowed(String name) {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = visitor.newPage();
      go(page, "/page/" + name);
      choose(page, "accept-all");
      web.forget();

      backTo(page, "/page/" + name);

      assertThat(contacts()).isNotEmpty();
      assertThat(page.frames().stream().map(Frame::url).toList())
          .noneMatch(url -> url.contains("/consent/embed"));
    }
  }

  @Test
  void content_that_was_shown_once_is_not_shown_again_after_a_refusal() {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = visitor.newPage();
      go(page, "/page/one");
      Traffic.settled(page, () -> page.frames().get(1).locator("a.button").click());
      assertThat(contacts()).isNotEmpty();

      choose(page, "reject-all");
      web.forget();
      backTo(page, "/page/one");

      assertThat(contacts()).isEmpty();
    }
  }

  @Test
  void a_withdrawal_of_one_service_does_not_put_anothers_content_in_its_place() {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = visitor.newPage();
      page.navigate(SITE + "/consent?return=/plain");
      page.locator("input[value=youtube]").check();
      page.locator("button[value=save]").click();
      page.waitForURL("**/plain");
      go(page, "/page/between");
      Traffic.settled(page, () -> page.frames().get(3).locator("a.button").click());
      assertThat(contacts()).hasSizeGreaterThan(1);

      choose(page, "reject-all");
      web.forget();
      backTo(page, "/page/between");

      assertThat(contacts()).noneMatch(request -> request.startsWith("www.youtube.com"));
      assertThat(page.frames().get(2).url()).contains("/consent/embed?service=youtube");
    }
  }

  @Test
  void a_frame_has_its_own_name_again_when_it_is_activated() {
    for (String query : List.of("", "?cache=public,max-age=600")) {
      try (BrowserContext visitor = browser.visitor(true)) {
        Page page = visitor.newPage();
        go(page, "/page/named" + query);
        assertThat(page.locator("#yt").getAttribute("data-consent-name")).isEqualTo("player");
        assertThat(page.locator("#yt").getAttribute("name")).isNotEqualTo("player");

        page.locator("page-panel button[value=accept-all]").click();
        page.waitForCondition(() -> page.frame("player") != null);
        Traffic.settled(page);

        assertThat(page.locator("#yt").getAttribute("name")).isEqualTo("player");
        assertThat(page.frame("player").url()).isEqualTo(VIDEO + "x");
      }
    }
  }

  @Test
  void a_frame_without_a_name_has_none_when_it_is_activated() {
    for (String name : List.of("one", "written", "inserted")) {
      try (BrowserContext visitor = browser.visitor(true)) {
        Page page = visitor.newPage();
        go(page, "/page/" + name);
        assertThat(page.locator("iframe").first().getAttribute("name")).isNotEmpty();

        page.locator("page-panel button[value=accept-all]").click();
        page.waitForCondition(() -> page.locator("iframe[data-consent-src]").count() == 0);

        assertThat(page.locator("iframe").first().getAttribute("name")).as(name).isNull();
      }
    }
  }
}
