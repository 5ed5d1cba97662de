package io.github.consent4j.cli.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Selectors;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import io.github.consent4j.format.PackedText;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Chromium of this machine. Only the thread that started it may use it. */
public final class InstalledBrowser implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

  private static final List<String> USUAL_PATHS =
      List.of(
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium",
          "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
          "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe");

  /** What the browser fetches for itself would be taken for contacts of the site. */
  private static final List<String> ARGUMENTS =
      List.of(
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run");

  private final Playwright playwright;
  private final Browser browser;

  private InstalledBrowser(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /**
   * Starts the browser.
   *
   * @param executable its file; empty for the one that {@code CHROME_BIN} or {@code PATH} names
   * @param arguments further arguments for it
   * @throws ImpossibleAuditException if Playwright or the browser is missing or does not start
   */
  public static InstalledBrowser start(Optional<Path> executable, List<String> arguments) {
    BrowserPlugin.require();
    Path file = executable(executable);
    Playwright playwright = playwright();
    try {
      playwright
          .selectors()
          .register(
              ConsentControls.ENGINE,
              PackedText.of(ConsentControls.class, "controls.js"),
              new Selectors.RegisterOptions().setContentScript(true));
      Browser browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(file)
                      .setHeadless(true)
                      .setArgs(Stream.concat(ARGUMENTS.stream(), arguments.stream()).toList()));
      return new InstalledBrowser(playwright, browser);
    } catch (PlaywrightException e) {
      playwright.close();
      throw new ImpossibleAuditException(
          file
              + " does not start as a browser: "
              + firstLine(e)
              + "; name another --chromium FILE");
    }
  }

  private static Playwright playwright() {
    try {
      return Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    } catch (RuntimeException e) {
      throw new ImpossibleAuditException(
          "Playwright does not start: "
              + firstLine(e)
              + "; are playwright, driver and driver-bundle in the folder of plug-ins, in one"
              + " version?");
    }
  }

  /** Returns what happened, without the frame that Playwright puts around it. */
  static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage())
        .strip()
        .lines()
        .filter(line -> !line.equals("Error {"))
        .map(line -> line.strip().replaceFirst("^message='", ""))
        .findFirst()
        .orElse("");
  }

  private static Path executable(Optional<Path> named) {
    if (named.isPresent()) {
      if (!Files.isExecutable(named.get())) {
        throw new ImpossibleAuditException(named.get() + " is not there, or cannot be executed");
      }
      return named.get();
    }
    return Stream.of(Stream.ofNullable(System.getenv("CHROME_BIN")), onPath(), USUAL_PATHS.stream())
        .flatMap(some -> some)
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new ImpossibleAuditException(
                    "No Chromium or Chrome is installed here. Install one, or name its file with"
                        + " --chromium FILE or in the environment as CHROME_BIN."));
  }

  private static Stream<String> onPath() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> NAMES.stream().map(name -> folder + File.separator + name));
  }

  /** Returns the name and version of the browser. */
  public String version() {
    return "Chromium " + browser.version();
  }

  /** Returns a profile without history. */
  BrowserContext freshProfile() {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setServiceWorkers(ServiceWorkerPolicy.ALLOW)
            .setViewportSize(PageVisit.WIDE, PageVisit.HEIGHT)
            .setAcceptDownloads(false));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
