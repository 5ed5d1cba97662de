package io.github.consent4j.examples.research.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Chromium for which a local server is the whole web. */
final class Chromium implements AutoCloseable {

  private static final List<String> USUAL_PATHS =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/usr/bin/google-chrome-stable",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  private final Playwright playwright;
  private final Browser browser;

  /**
   * Starts a browser, or skips the test with one clear line where there is none. Where the
   * environment says {@code CI=true} its absence is a failure.
   *
   * @param site name under which the browser knows the site
   * @param sitePort port of the site on this machine
   * @param webPort port of the server that is everybody else
   */
  Chromium(String site, int sitePort, int webPort) {
    Optional<Path> executable = executable();
    if (executable.isEmpty() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("No Chromium found: install one, or name it in CHROME_BIN");
    }
    Assumptions.assumeTrue(
        executable.isPresent(), "Skipped: no Chromium found; name one in CHROME_BIN");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable.get())
                    .setHeadless(true)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--ignore-certificate-errors",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-first-run",
                            "--host-resolver-rules=MAP "
                                + site
                                + " 127.0.0.1:"
                                + sitePort
                                + ", MAP * 127.0.0.1:"
                                + webPort)));
  }

  /** A visitor who has never been here. */
  BrowserContext visitor(boolean script) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setJavaScriptEnabled(script)
            .setLocale("en-GB")
            .setIgnoreHTTPSErrors(true));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  private static Optional<Path> executable() {
    return Stream.concat(Stream.ofNullable(System.getenv("CHROME_BIN")), USUAL_PATHS.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }
}
