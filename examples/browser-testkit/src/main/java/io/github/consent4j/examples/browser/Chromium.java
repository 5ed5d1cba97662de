package io.github.consent4j.examples.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Chromium for which servers on this machine are the whole web. Only the thread that created
 * it may use it.
 */
public final class Chromium implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The addresses that the browser requests for itself, whatever page it shows. */
  private static final List<String> OWN_ERRANDS =
      List.of("clients2.google.com", "content-autofill.googleapis.com", "update.googleapis.com");

  private static final List<String> USUAL_PATHS =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/usr/bin/google-chrome-stable",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  /**
   * What is switched off: the list of Playwright, which a second list replaces, and the two pages
   * of the address bar, which no visitor here opens. Each window loads both beforehand, which takes
   * more processor time than a page of a test does.
   */
  private static final List<String> FEATURES_OFF =
      List.of(
          "AcceptCHFrame",
          "AvoidUnnecessaryBeforeUnloadCheckSync",
          "DestroyProfileOnBrowserClose",
          "DialMediaRouteProvider",
          "GlobalMediaControls",
          "HttpsUpgrades",
          "LensOverlay",
          "MediaRouter",
          "PaintHolding",
          "ThirdPartyStoragePartitioning",
          "Translate",
          "AutoDeElevate",
          "RenderDocument",
          "OptimizationHints",
          "WebUIOmniboxPopup",
          "WebUIOmniboxAimPopup");

  /** Forbids sites to store anything, as the settings of the browser can do. */
  private static final String NO_COOKIES =
      "{\"profile\":{\"default_content_setting_values\":{\"cookies\":2}}}";

  /** One for all browsers of a thread, as its start takes half as long as that of a browser. */
  private static final ThreadLocal<Playwright> PLAYWRIGHT =
      ThreadLocal.withInitial(
          () ->
              Playwright.create(
                  new Playwright.CreateOptions()
                      .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));

  private final Playwright playwright;
  private final Browser browser;
  private final Map<String, Integer> sites;
  private final int webPort;
  private final Fonts fonts;

  /**
   * Starts the browser that {@code CHROME_BIN} names, or else the one of this machine. If there is
   * none, the test is skipped, or fails if the environment says {@code CI=true}.
   *
   * @param sites port on this machine of each site, by the name that the browser uses for it
   * @param webPort port of the server that represents all other hosts
   */
  public Chromium(Map<String, Integer> sites, int webPort) {
    this(sites, webPort, false);
  }

  /**
   * Starts a browser as {@link #Chromium(Map, int)} does.
   *
   * @param remembers true if the browser keeps pages in memory that the visitor can go back to
   */
  public Chromium(Map<String, Integer> sites, int webPort, boolean remembers) {
    this(sites, webPort, remembers, Fonts.WIDE);
  }

  /**
   * Starts a browser as {@link #Chromium(Map, int, boolean)} does.
   *
   * @param fonts the fonts that the browser has
   */
  public Chromium(Map<String, Integer> sites, int webPort, boolean remembers, Fonts fonts) {
    this.sites = Map.copyOf(sites);
    this.webPort = webPort;
    this.fonts = fonts;
    Optional<Path> executable = executable();
    Present.orSkip(executable.isPresent(), "no Chromium found; name one in CHROME_BIN");
    playwright = PLAYWRIGHT.get();
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable.get())
                    .setEnv(environment(fonts))
                    .setHeadless(true)
                    .setIgnoreDefaultArgs(
                        remembers ? List.of("--disable-back-forward-cache") : List.of())
                    .setArgs(arguments(sites, webPort)));
  }

  private static Map<String, String> environment(Fonts fonts) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    try {
      environment.put("FONTCONFIG_FILE", fonts.configuration().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return environment;
  }

  private static String origins(Map<String, Integer> sites) {
    return sites.keySet().stream()
        .map(site -> "http://" + site)
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static List<String> arguments(Map<String, Integer> sites, int webPort) {
    String errands =
        OWN_ERRANDS.stream()
            .map(host -> "MAP " + host + " ~NOTFOUND, ")
            .collect(Collectors.joining());
    String named =
        new TreeMap<>(sites)
            .entrySet().stream()
                .map(site -> "MAP " + site.getKey() + " 127.0.0.1:" + site.getValue() + ", ")
                .collect(Collectors.joining());
    return List.of(
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--ignore-certificate-errors",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-features=" + String.join(",", FEATURES_OFF),
        // Features that browsers limit to https are also needed here.
        "--unsafely-treat-insecure-origin-as-secure=" + origins(sites),
        "--gaia-url=http://127.0.0.1:9",
        "--host-resolver-rules=" + errands + named + "MAP * 127.0.0.1:" + webPort);
  }

  /**
   * Returns a visitor who has never been here, and who waits up to half a minute for anything.
   *
   * @param script true if the visitor's browser runs scripts
   */
  public BrowserContext visitor(boolean script) {
    BrowserContext visitor =
        browser.newContext(
            new Browser.NewContextOptions()
                .setJavaScriptEnabled(script)
                .setLocale("en-GB")
                .setIgnoreHTTPSErrors(true));
    visitor.setDefaultTimeout((double) PATIENCE.toMillis());
    return visitor;
  }

  /**
   * Returns a visitor whose browser stores nothing of any site, and who waits up to ten seconds for
   * anything.
   *
   * @param script true if the visitor's browser runs scripts
   * @param profile an empty folder, for the browser's own files
   */
  public BrowserContext visitorWithoutCookies(boolean script, Path profile) throws IOException {
    Path preferences = profile.resolve("Default").resolve("Preferences");
    Files.createDirectories(preferences.getParent());
    Files.writeString(preferences, NO_COOKIES);
    BrowserContext visitor =
        playwright
            .chromium()
            .launchPersistentContext(
                profile,
                new BrowserType.LaunchPersistentContextOptions()
                    .setExecutablePath(executable().orElseThrow())
                    .setEnv(environment(fonts))
                    .setHeadless(true)
                    .setArgs(arguments(sites, webPort))
                    .setJavaScriptEnabled(script)
                    .setLocale("en-GB"));
    visitor.setDefaultTimeout((double) PATIENCE.toMillis());
    return visitor;
  }

  /** Returns the version of the browser. */
  public String version() {
    return "Chromium " + browser.version();
  }

  @Override
  public void close() {
    browser.close();
  }

  /** Returns the file of the browser; empty if there is none on this machine. */
  public static Optional<Path> executable() {
    return Stream.concat(Stream.ofNullable(System.getenv("CHROME_BIN")), USUAL_PATHS.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }
}
