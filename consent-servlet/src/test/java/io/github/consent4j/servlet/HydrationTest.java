package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.RecordingServer;
import io.github.consent4j.examples.browser.Traffic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Frameworks find their HTML as the server has rendered it, and the library's insertions stay
 * there.
 */
@Tag("sweep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HydrationTest {

  private static final String HOST = "www.institute.example";
  private static final String SITE = "http://" + HOST;

  private RecordingServer web;
  private TestSite plain;
  private TestSite site;
  private Chromium browser;
  private Chromium plainBrowser;
  private final List<String> told = new ArrayList<>();

  @BeforeAll
  void start() throws Exception {
    web = new RecordingServer().answer("www.youtube.com/", "<!DOCTYPE html><p>Playing</p>");
    plain = site().filter(TestSite.NO_CONSENT);
    plain.start(Containers.TOMCAT);
    site = site().start(Containers.TOMCAT);
    browser = new Chromium(Map.of(HOST, site.port()), web.port());
    plainBrowser = new Chromium(Map.of(HOST, plain.port()), web.port());
  }

  /** {@code /app/FRAMEWORK/PLACE/VIDEO-or-PICTURE}, and {@code /app.js} below each. */
  private static TestSite site() {
    return new TestSite()
        .page("/plain", (request, response) -> html(response, "<!DOCTYPE html><title>P</title>"))
        .page(
            "/app/*",
            (request, response) -> {
              String[] path = request.getPathInfo().split("/");
              boolean picture = path[3].equals("picture");
              if (path.length > 4) {
                response.setContentType("text/javascript;charset=utf-8");
                response.getOutputStream().write(script(path[1], picture));
                return;
              }
              if (request.getParameter("shared") != null) {
                response.setHeader("Cache-Control", "public, max-age=600");
              }
              String markup = HydratingFramework.markup(picture);
              String script =
                  "<script src=\"" + request.getRequestURI() + "/app.js\" defer=\"\"></script>";
              html(
                  response,
                  switch (path[2]) {
                    case "document" ->
                        "<!DOCTYPE html><html lang=\"en\"><head><meta charSet=\"utf-8\"/><title>A page</title></head><body>"
                            + markup
                            + script
                            + "</body></html>";
                    case "ahead" ->
                        "<!DOCTYPE html><html lang=\"en\">\n<head>\n<title>A page</title>\n"
                            + script
                            + "\n</head>\n<body>\n<div id=\"root\">"
                            + markup
                            + "</div>\n</body>\n</html>";
                    default ->
                        "<!DOCTYPE html><html lang=\"en\"><head><title>A page</title></head><body><div id=\"root\">"
                            + markup
                            + "</div>"
                            + script
                            + "</body></html>";
                  });
            });
  }

  private static byte[] script(String framework, boolean picture) {
    try {
      HydratingFramework found = HydratingFramework.valueOf(framework);
      String text =
          "const errors = window.errors = [], picture = "
              + picture
              + ";\n"
              + found.library()
              + found.application();
      return text.getBytes(StandardCharsets.UTF_8);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  void stop() throws Exception {
    plainBrowser.close();
    browser.close();
    plain.close();
    site.close();
    web.close();
  }

  @BeforeEach
  void forget() {
    web.forget();
    told.clear();
  }

  private List<String> media() {
    return web.requests().stream()
        .filter(request -> request.contains("yt") || request.contains("youtube.com/"))
        .toList();
  }

  private Page open(BrowserContext visitor, String choice, String path) {
    Page page = visitor.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.text().toLowerCase(Locale.ROOT).contains("hydrat")) {
            told.add(message.text());
          }
        });
    page.onPageError(told::add);
    if (!choice.isEmpty()) {
      page.navigate(SITE + "/consent?return=/plain");
      page.locator("button[value=" + choice + "]").click();
      page.waitForURL("**/plain");
    }
    web.forget();
    page.navigate(SITE + path);
    page.waitForFunction("window.errors");
    return Traffic.settled(page);
  }

  /** Asserts that the application works, and has found only its own HTML. */
  private void assertTakenOver(Page page, boolean asItWas) {
    page.evaluate("inc.click()");
    page.waitForCondition(() -> page.locator("#inc").textContent().equals("1"));
    assertThat(page.locator("#tail").count()).isEqualTo(1);
    if (asItWas) {
      assertThat((List<?>) page.evaluate("errors")).isEmpty();
      assertThat(told).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "REACT_18, root",
    "REACT_18, ahead",
    "REACT_18, document",
    "REACT_19, root",
    "REACT_19, document",
    "VUE_3, root",
    "VUE_3, ahead"
  })
  void hydrates_the_page_without_the_library(HydratingFramework framework, String place) {
    try (BrowserContext visitor = plainBrowser.visitor(true)) {
      Page page = open(visitor, "", "/app/" + framework + "/" + place + "/picture");
      assertTakenOver(page, true);
      assertThat(media()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "REACT_18, root, picture",
    "REACT_18, ahead, picture",
    "REACT_18, document, video",
    "REACT_18, document, picture",
    "REACT_19, root, picture",
    "REACT_19, document, video",
    "REACT_19, document, picture",
    "VUE_3, root, picture",
    "VUE_3, ahead, picture"
  })
  void an_undecided_visitor_is_asked_and_no_host_is_contacted(
      HydratingFramework framework, String place, String what) {
    for (String query : List.of("", "?shared")) {
      try (BrowserContext visitor = browser.visitor(true)) {
        Page page = open(visitor, "", "/app/" + framework + "/" + place + "/" + what + query);

        // React 18 hydrates a whole document only if it contains nothing else.
        boolean anew = framework == HydratingFramework.REACT_18 && place.equals("document");
        assertTakenOver(page, !anew);
        assertThat(media()).isEmpty();
        assertThat(page.locator("page-panel").count()).isEqualTo(1);
        assertThat(page.locator("page-panel button[value=accept-all]").isVisible()).isTrue();
        if (what.equals("picture") && !anew) {
          assertThat(page.locator("page-note + #im").count()).as("a notice").isEqualTo(1);
        }

        page.locator("page-panel button[value=accept-all]").click();
        page.waitForCondition(() -> !media().isEmpty());
        Traffic.settled(page);
        assertThat(page.locator("#yt").getAttribute("src")).startsWith("https://www.youtube.com/");
        assertThat(page.locator("page-note").count()).isZero();
        assertThat(page.locator("page-panel button:visible").count()).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(HydratingFramework.class)
  void a_visitor_who_has_refused_gets_a_notice_and_a_working_application(
      HydratingFramework framework) {
    for (String query : List.of("", "?shared")) {
      try (BrowserContext visitor = browser.visitor(true)) {
        Page page = open(visitor, "reject-all", "/app/" + framework + "/root/picture" + query);
        assertTakenOver(page, true);
        assertThat(media()).isEmpty();
        assertThat(page.locator("page-note + #im").count()).isEqualTo(1);

        page.locator("page-note button:not([hidden])").last().click();
        page.waitForCondition(() -> media().stream().anyMatch(m -> m.startsWith("i.ytimg.com")));
        assertThat(page.locator("page-note").count()).isZero();
        assertTakenAgain(page);
      }
    }
  }

  private static void assertTakenAgain(Page page) {
    page.evaluate("inc.click()");
    page.waitForCondition(() -> page.locator("#inc").textContent().equals("2"));
  }

  @ParameterizedTest
  @EnumSource(HydratingFramework.class)
  void allowed_content_is_active_in_a_page_for_everybody(HydratingFramework framework) {
    try (BrowserContext visitor = browser.visitor(true)) {
      Page page = open(visitor, "accept-all", "/app/" + framework + "/root/picture?shared");
      page.waitForCondition(() -> media().size() > 1);
      assertTakenOver(page, true);
      assertThat(page.locator("page-note").count()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "document"})
  void without_scripts_the_notice_precedes_the_picture(String place) {
    try (BrowserContext visitor = browser.visitor(false)) {
      Page page = visitor.newPage();
      page.navigate(SITE + "/app/REACT_18/" + place + "/picture");
      assertThat(page.locator("page-note + #im").count()).isEqualTo(1);
      assertThat(page.locator("page-note button:visible").count()).isPositive();
    }
  }
}
