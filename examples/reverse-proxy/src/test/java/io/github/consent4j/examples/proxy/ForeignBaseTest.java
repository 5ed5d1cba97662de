package io.github.consent4j.examples.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.RecordingServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page whose {@code base} is another host, tested in Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignBaseTest {

  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String SITE = "alias.example";

  private RecordingServer web;
  private ProxiedSite site;
  private Chromium chromium;

  @BeforeAll
  void start() throws Exception {
    web = new RecordingServer();
    site = new ProxiedSite("consent.config=classpath:saved-pages.yaml");
    site.answer(
        exchange ->
            ProxiedSite.send(
                exchange,
                200,
                "text/html;charset=utf-8",
                "<!DOCTYPE html><html><head><title>T</title><base target=_blank href="
                    + exchange.getRequestURI().getQuery()
                    + "></head><body><p>x</p>"
                    + "<iframe src=https://www.youtube.com/embed/x></iframe>"
                    + "<iframe srcdoc=\"<script>document.title='a'</script>\"></iframe>"));
    chromium = new Chromium(Map.of(SITE, site.port()), web.port());
  }

  @AfterAll
  void stop() throws IOException {
    chromium.close();
    site.close();
    web.close();
  }

  @ParameterizedTest
  @CsvSource({
    "http://www.alias.example/, true",
    "http://www.alias.example/, false",
    "https://www.youtube.com/, true",
    "https://www.youtube.com/, false",
    "//cdn.example/a/, true",
  })
  void the_library_asks_the_site_alone_and_takes_the_choice(String base, boolean script)
      throws Exception {
    try (BrowserContext visitor = chromium.visitor(script)) {
      web.forget();
      Page page = visitor.newPage();
      page.navigate("http://" + SITE + "/?" + base);
      web.awaitQuiet(QUIET, PATIENCE);

      assertThat(web.requests()).noneMatch(request -> request.contains("/consent"));
      Locator reject = page.locator("page-panel button[value=reject-all]");
      assertThat(reject.evaluate("button => getComputedStyle(button).display")).isEqualTo("flex");
      Frame standIn = page.frames().get(1);
      assertThat(standIn.url()).startsWith("http://" + SITE + "/consent/embed?service=youtube");

      reject.click();
      page.waitForCondition(() -> consents(visitor).size() == 1);
      page.waitForCondition(() -> page.locator("page-panel[open]").count() == 0);
      assertThat(visitor.pages()).as("in the same window").hasSize(1);
      assertThat(page.url()).isEqualTo("http://" + SITE + "/?" + base);
      web.awaitQuiet(QUIET, PATIENCE);
      assertThat(web.requests()).noneMatch(request -> request.contains("/consent"));
    }
  }

  private static List<Cookie> consents(BrowserContext visitor) {
    return visitor.cookies().stream().filter(cookie -> cookie.name.equals("consent")).toList();
  }
}
