package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.RecordingServer;
import io.github.consent4j.examples.browser.RestInSweeps;
import io.github.consent4j.examples.browser.Traffic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A cache that ignores queries in its keys sends the page of the first visitor to all. So no page
 * contains a visitor's query, and all visitors return with their own query.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryOfPublicPagesTest {

  private static final String HOST = "www.institute.example";

  private static final String PAGE =
      """
      <!DOCTYPE html><html lang=en><head><title>A page</title></head><body>
      <a id=link data-consent-open>Settings by a link</a>
      <button id=button data-consent-open>Settings by a button</button>
      <iframe src="https://www.youtube.com/embed/x"></iframe>
      <img src="https://i.ytimg.com/vi/x/0.jpg" alt="A picture">
      <a id=foreign href="/elsewhere?return=/there&x=1">A link of the site</a>
      </body></html>
      """;

  private RecordingServer web;
  private TestSite site;
  private CachingProxy cache;
  private Chromium browser;

  @BeforeAll
  void start() throws Exception {
    web = new RecordingServer();
    site =
        new TestSite()
            .policy(TestSite.policy(TestSite.REFERENCE + "floating-button: true\n"))
            .page(
                "/page/*",
                (request, response) -> {
                  response.setHeader("Cache-Control", "public, max-age=600");
                  html(response, PAGE);
                })
            .start(Containers.TOMCAT);
    cache = new CachingProxy(CacheKind.NGINX_WITHOUT_QUERY, List.of(site.port()));
    browser = new Chromium(Map.of(HOST, cache.port()), web.port());
  }

  @AfterAll
  void stop() throws Exception {
    browser.close();
    cache.close();
    site.close();
    web.close();
  }

  @Test
  void no_page_for_everybody_contains_the_query_of_its_request() throws Exception {
    String body = site.get("/page/x?token=SECRET&lang=SECRET").body();
    assertThat(body).contains("/page/x", "embed?service=youtube").doesNotContain("SECRET");
    assertThat(body).isEqualTo(site.get("/page/x").body());
  }

  @RestInSweeps(after = 2)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "page-panel a.button",
        "page-button a.button",
        "#link",
        "#button",
        "page-note form button"
      })
  void visitors_return_with_their_own_query(String way) {
    String page = "/page/" + Math.abs(way.hashCode());
    try (BrowserContext anna = browser.visitor(true);
        BrowserContext ben = browser.visitor(true)) {
      anna.newPage().navigate("http://" + HOST + page + "?token=SECRET");
      Page own = ben.newPage();
      own.navigate("http://" + HOST + page + "?x=ben&y=a%26b");
      assertThat(own.content()).doesNotContain("SECRET");
      if (way.startsWith("page-note")) {
        // The script cannot send the request.
        own.evaluate("() => { self.fetch = () => Promise.reject() }");
      }
      if (way.equals("page-button a.button")) {
        own.locator("page-panel button[value=reject-all]").click();
        Traffic.settled(own);
      }

      own.locator(way).first().click();
      if (!way.startsWith("page-note")) {
        own.waitForURL("**/consent?**");
        own.locator("button[value=reject-all]").click();
      }

      own.waitForURL("**" + page + "**");
      Traffic.settled(own);
      assertThat(own.url()).isEqualTo("http://" + HOST + page + "?x=ben&y=a%26b");
    }
  }

  @Test
  void links_of_the_site_stay_what_they_are() {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = visitor.newPage();
      page.navigate("http://" + HOST + "/page/links?x=ben");
      page.evaluate("document.addEventListener('click', e => e.preventDefault())");
      page.evaluate("foreign.click()");
      assertThat(page.locator("#foreign").getAttribute("href"))
          .isEqualTo("/elsewhere?return=/there&x=1");
    }
  }
}
