package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.RecordingServer;
import io.github.consent4j.examples.browser.Traffic;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Content that is activated on a page for everybody behaves as the page defines, and the page stays
 * usable.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyFramesTest {

  private static final String HOST = "www.institute.example";
  private static final String SITE = "http://" + HOST;
  private static final int MANY = 100;

  private RecordingServer web;
  private TestSite site;
  private Chromium browser;

  private static String frames(int count, String attributes) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                "<iframe %s width=300 height=200 src='https://www.youtube.com/embed/%d'></iframe>"
                    .formatted(attributes, i))
        .collect(Collectors.joining());
  }

  private static String page(String body) {
    return "<!DOCTYPE html><html lang=en><head><title>A page</title></head><body>"
        + body
        + "</body></html>";
  }

  @BeforeAll
  void start() throws Exception {
    web = new RecordingServer().answer("www.youtube.com/", "<!DOCTYPE html><p>Playing</p>");
    String lazy =
        "<div style='height: 20000px'>Above</div>"
            + frames(5, "loading=lazy")
            + "<iframe srcdoc='<p>inside</p>' loading=lazy></iframe>"
            + "<img loading=lazy alt=Picture width=300 height=200 src='https://i.ytimg.com/vi/x/0.jpg'>";
    site =
        new TestSite()
            .page(
                "/public/*",
                (request, response) -> {
                  response.setHeader("Cache-Control", "public, max-age=600");
                  boolean isLazy = request.getPathInfo().equals("/lazy");
                  html(response, page(isLazy ? lazy : frames(MANY, "")));
                })
            .page("/plain", (request, response) -> html(response, page("<p>Plain</p>")))
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

  private List<String> media() {
    return web.requests().stream()
        .filter(request -> request.contains("yt") || request.contains("youtube.com/"))
        .toList();
  }

  private static Page accepting(BrowserContext visitor) {
    Page page = visitor.newPage();
    page.navigate(SITE + "/consent?return=/plain");
    page.locator("button[value=accept-all]").click();
    page.waitForURL("**/plain");
    return page;
  }

  private void assertLazy(Page page) {
    Traffic.settled(page);
    assertThat(page.locator("[data-consent-service]").count()).as("all of them are live").isZero();
    assertThat(media()).as("without scrolling").isEmpty();

    page.evaluate("scrollTo(0, document.body.scrollHeight)");
    page.waitForCondition(() -> media().size() == 6);
    page.waitForCondition(
        () -> page.frames().stream().filter(f -> f.url().contains("youtube.com")).count() == 5);
    Traffic.settled(page);
    assertThat(page.evaluate("history.length")).as("no entry is left behind").isEqualTo(entries);
  }

  private Object entries;

  @Test
  void lazy_frames_and_pictures_wait_until_the_visitor_scrolls_to_them() {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = accepting(visitor);
      page.navigate(SITE + "/public/lazy");
      entries = page.evaluate("history.length");
      assertLazy(page);
    }
  }

  @Test
  void they_also_wait_when_they_are_allowed_on_the_page_itself() {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = visitor.newPage();
      page.navigate(SITE + "/public/lazy");
      entries = page.evaluate("history.length");
      // Content that already runs in another way reloads the page.
      page.evaluate("consent.grant('external-media')");
      assertLazy(page);
    }
  }

  @Test
  void a_page_with_many_frames_can_be_used_while_they_are_activated() {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = accepting(visitor);
      page.addInitScript(
          "window.longest = 0; new PerformanceObserver(list => list.getEntries().forEach(task => {"
              + " longest = Math.max(longest, task.duration) })).observe({type: 'longtask'});");
      page.navigate(
          SITE + "/public/many", new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
      page.waitForFunction(
          "document.querySelectorAll('iframe[src^=\"https://www.youtube.com\"]').length == " + MANY,
          null,
          new Page.WaitForFunctionOptions().setTimeout(60_000));
      double longest = ((Number) page.evaluate("longest")).doubleValue();
      double alive = ((Number) page.evaluate("performance.now()")).doubleValue();
      assertThat(longest).as("longest task of %s ms", alive).isLessThan(alive / 3);
    }
  }
}
