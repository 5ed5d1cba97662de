package io.github.consent4j.examples.proxy;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.sun.net.httpserver.HttpExchange;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.RecordingServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Pages, each under two names: {@code plain.example} serves them unchanged, {@code gated.example}
 * through the filter. A recording server is the rest of the web for the browser.
 */
final class SavedPages implements AutoCloseable {

  /** The name for unchanged pages. */
  static final String PLAIN = "plain.example";

  /** The name for pages behind the filter. */
  static final String GATED = "gated.example";

  private static final Duration QUIET = Duration.ofMillis(200);
  private static final Duration AFTERMATH = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Page.NavigateOptions NO_HURRY =
      new Page.NavigateOptions().setTimeout(Duration.ofMinutes(1).toMillis());
  private static final Duration LONG_QUIET = Duration.ofSeconds(1);
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(20);

  private final Map<String, byte[]> pages = new ConcurrentHashMap<>();

  /**
   * Names of pages whose response declares the encoding. Saved pages declare it themselves, or not
   * at all.
   */
  private final Set<String> texts = ConcurrentHashMap.newKeySet();

  private final ProxiedSite site;
  private final RecordingServer web;
  private final Chromium chromium;

  /** The browser page for visits that may contact any host. */
  private final Page free;

  /** The browser page for visits that must not contact any host of a service. */
  private final Page held;

  private final Page watcher;
  private final Page watcherWithoutScript;
  private @Nullable Cookie acceptAll;

  /**
   * The traffic of a visit.
   *
   * @param hosts the hosts that were contacted
   * @param requests the requests to these hosts and to the site itself
   */
  record Visit(Set<String> hosts, List<String> requests) {}

  SavedPages(String policy) throws Exception {
    web = new RecordingServer();
    site = new ProxiedSite("consent.config=" + policy);
    site.answer(this::serve);
    chromium = new Chromium(Map.of(PLAIN, site.upstreamPort(), GATED, site.port()), web.port());
    free = chromium.visitor(true).newPage();
    held = chromium.visitor(true).newPage();
    watcher = chromium.visitor(true).newPage();
    watcherWithoutScript = chromium.visitor(false).newPage();
  }

  /**
   * Serves a page: unchanged under {@code /live/name}, and with nothing that runs under {@code
   * /still/name}.
   */
  void add(String name, byte[] html) {
    pages.put(name, html);
  }

  void add(String name, String html) {
    texts.add(name);
    add(name, html.getBytes(StandardCharsets.UTF_8));
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String[] parts = path.split("/", 3);
    byte[] page = parts.length < 3 ? null : pages.get(parts[2]);
    if (page == null) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    if (parts[1].equals("still")) {
      exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'");
    }
    exchange
        .getResponseHeaders()
        .set("Content-Type", texts.contains(parts[2]) ? "text/html;charset=utf-8" : "text/html");
    exchange.sendResponseHeaders(200, page.length);
    exchange.getResponseBody().write(page);
  }

  /** Opens an unchanged page, and waits until it has no more traffic. */
  Visit plain(String name) throws InterruptedException {
    return visit(free, PLAIN, name);
  }

  /** Opens a page behind the filter as a visitor who has not decided. */
  Visit undecided(String name) throws InterruptedException {
    return visit(held, GATED, name);
  }

  /** Opens a page behind the filter as a visitor who has accepted everything. */
  Visit accepted(String name) throws InterruptedException {
    free.context().addCookies(List.of(acceptAll()));
    return visit(free, GATED, name);
  }

  /**
   * Visits a page. The same browser page is used again, which saves time, but nothing stored is
   * kept from one visit to the next.
   */
  private Visit visit(Page page, String host, String name) throws InterruptedException {
    web.forget();
    page.navigate("http://" + host + "/live/" + name);
    web.awaitQuiet(QUIET, PATIENCE);
    Visit visit = new Visit(web.hosts(), web.requests());
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }");
    page.navigate("about:blank");
    page.context().clearCookies();
    web.awaitQuiet(AFTERMATH, PATIENCE);
    return visit;
  }

  /**
   * Opens a page with a new visitor, waits long enough for all its content, and returns the hosts
   * that were contacted.
   */
  Set<String> contacted(String host, String name, boolean script) throws InterruptedException {
    try (BrowserContext visitor = chromium.visitor(script)) {
      Page page = visitor.newPage();
      web.forget();
      page.navigate("http://" + host + "/live/" + name, NO_HURRY);
      web.awaitQuiet(LONG_QUIET, LONG_PATIENCE);
      return web.hosts();
    }
  }

  /** Opens a page in which nothing loads or runs, in a browser with or without scripts. */
  Page still(String host, String name, boolean script) {
    Page page = script ? watcher : watcherWithoutScript;
    page.navigate("http://" + host + "/still/" + name);
    return page;
  }

  private Cookie acceptAll() {
    Cookie known = acceptAll;
    if (known != null) {
      return known;
    }
    try (BrowserContext visitor = chromium.visitor(true)) {
      Page page = visitor.newPage();
      page.navigate("http://" + GATED + "/consent");
      page.locator("button[value=accept-all]").first().click();
      page.waitForCondition(() -> !visitor.cookies().isEmpty());
      acceptAll = visitor.cookies().get(0);
      return acceptAll;
    }
  }

  @Override
  public void close() throws IOException {
    chromium.close();
    site.close();
    web.close();
  }
}
