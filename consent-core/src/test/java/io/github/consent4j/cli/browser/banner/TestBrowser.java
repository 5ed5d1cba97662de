package io.github.consent4j.cli.browser.banner;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.Present;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A Chromium for which a function of the test is the whole web. */
final class TestBrowser implements AutoCloseable {

  static final String SITE = "http://www.shop.example";

  private static final String TWO_FRAMES =
      "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))";

  private final Playwright playwright;
  private final Browser browser;

  TestBrowser() {
    Optional<Path> executable = Chromium.executable();
    Present.orSkip(executable.isPresent(), "no Chromium found; name one in CHROME_BIN");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable.get())
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
  }

  /** Opens the site, whose controls are found by selectors, in a new profile. */
  BannerVisit open(Consumer<Route> web, String accept, String reject) {
    BrowserContext context = browser.newContext();
    context.setDefaultTimeout(10_000);
    context.route("**", web::accept);
    Page page = context.newPage();
    Set<String> hosts = new TreeSet<>();
    page.onRequest(
        request -> {
          if (!request.url().startsWith(SITE)) {
            hosts.add("contact with " + request.url());
          }
        });
    page.navigate(SITE + "/");
    return new Visit(context, page, hosts, accept, reject);
  }

  private record Visit(
      BrowserContext context, Page page, Set<String> hosts, String forAccept, String forReject)
      implements BannerVisit {

    private Optional<Locator> visible(String selector) {
      return page.frames().stream()
          .flatMap(frame -> frame.locator(selector).all().stream())
          .filter(Locator::isVisible)
          .findFirst();
    }

    @Override
    public Optional<Locator> accept() {
      return visible(forAccept);
    }

    @Override
    public Optional<Locator> reject() {
      return visible(forReject);
    }

    @Override
    public Optional<Locator> settings() {
      return visible("#settings");
    }

    @Override
    public Set<String> traces() {
      Set<String> traces = new TreeSet<>(hosts);
      context.cookies().forEach(cookie -> traces.add("cookie " + cookie.name));
      return traces;
    }

    @Override
    public void settle() {
      page.evaluate(TWO_FRAMES);
      page.waitForLoadState();
    }

    @Override
    public void close() {
      context.close();
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
