package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.SiteInChromium.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import io.github.consent4j.examples.browser.RestInSweeps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The banner moves nothing in a page, whatever its position is, and however late its script is
 * loaded. In this test the script is loaded after the page has been painted.
 */
class LayoutShiftTest {

  private static final String OBSERVE =
      """
      self.shifts = [];
      new PerformanceObserver(list => list.getEntries().forEach(({value, sources}) =>
          shifts.push(value.toFixed(4) + ' ' + sources.map(({node}) => node?.localName ?? node?.nodeName))))
        .observe({type: 'layout-shift', buffered: true});
      """;

  private static final String PRIVATE =
      "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => true})";

  private static final String PAINTED =
      "() => performance.getEntriesByName('first-contentful-paint').length > 0";

  @TempDir private Path folder;

  private final Queue<Route> held = new ArrayDeque<>();

  @RestInSweeps
  @ParameterizedTest
  @ValueSource(strings = {"bottom", "top", "corner", "center"})
  void nothing_moves(String position) throws Exception {
    Path file = Files.createTempFile(folder, "policy", ".yaml");
    Files.writeString(file, RulesTest.POLICY + "look: { position: " + position + " }\n");
    try (SiteInChromium site = new SiteInChromium("consent.config=" + file.toUri())) {
      for (String path : new String[] {"/public", "/cooperations"}) {
        for (boolean isPrivate : new boolean[] {false, true}) {
          try (BrowserContext visitor = site.visitor()) {
            assertNothingMoves(visitor, path, isPrivate);
          }
        }
      }
    }
  }

  private void assertNothingMoves(BrowserContext visitor, String path, boolean isPrivate) {
    visitor.addInitScript(OBSERVE);
    if (isPrivate) {
      visitor.setExtraHTTPHeaders(Map.of("Sec-GPC", "1"));
      visitor.addInitScript(PRIVATE);
    }
    visitor.route(url -> url.endsWith("/page.js"), held::add);
    Page page = visitor.newPage();
    page.navigate(
        RulesTest.ORIGIN + path, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    page.waitForFunction(PAINTED);
    assertThat(held).as("the script waits").hasSize(1);
    assertThat(page.locator("page-panel .panel").isVisible()).isTrue();
    held.remove().resume();
    settled(page);

    assertThat(page.locator("page-panel .panel").isVisible()).isTrue();
    assertThat(page.locator("page-panel #gpc").isVisible()).isEqualTo(isPrivate);
    assertThat(page.evaluate("shifts.join('; ')")).as("%s, %s", path, isPrivate).isEqualTo("");
  }
}
