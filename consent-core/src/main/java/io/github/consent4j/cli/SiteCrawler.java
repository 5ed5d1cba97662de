package io.github.consent4j.cli;

import io.github.consent4j.cli.crawl.Robots;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the pages of one host, each once, as a visitor without cookies. It keeps to the limits it
 * is given and to the site's {@code robots.txt}. Not thread-safe.
 */
final class SiteCrawler {

  /** The name by which sites can address this program in {@code robots.txt}. */
  static final String AGENT = ConsentCli.NAME;

  private static final int MOST_BYTES = 4 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST_REDIRECTS = 5;

  /**
   * The limits of a crawl.
   *
   * @param pages the largest number of pages and style sheets that are fetched
   * @param depth the largest number of links between the first page and another one
   * @param pauseMillis the time between two requests
   */
  record Limits(int pages, int depth, long pauseMillis) {}

  /**
   * A response of the site.
   *
   * @param setCookies the values of its {@code Set-Cookie} headers
   * @param type its content type; empty if it names none
   * @param location where a redirect leads; null if it leads nowhere
   */
  record Page(
      URI address,
      int status,
      List<String> setCookies,
      String type,
      @Nullable String location,
      byte[] body) {

    boolean isHtml() {
      return type.startsWith("text/html") || type.startsWith("application/xhtml+xml");
    }

    boolean isStyle() {
      return type.startsWith("text/css");
    }

    /** Returns the body for a search of links, which are ASCII. */
    String text() {
      return new String(body, StandardCharsets.ISO_8859_1);
    }
  }

  /** Hears of every page, in the order of the crawl. */
  @FunctionalInterface
  interface Visitor {
    /** Receives a page, how many were fetched and how many wait. */
    void visit(Page page, int fetched, int waiting) throws IOException;
  }

  private record Step(URI address, int depth) {}

  private final HttpClient client;
  private final Limits limits;
  private final LongConsumer sleep;
  private final Set<URI> met = new HashSet<>();
  private final Deque<Step> waiting = new ArrayDeque<>();
  private URI site;
  private Robots robots = Robots.ALL;
  private int fetched;
  private int refused;

  /**
   * @param start the first page; its host and port are the site
   * @param sleep waits for some milliseconds
   */
  SiteCrawler(URI start, Limits limits, LongConsumer sleep) {
    site = start;
    this.limits = limits;
    this.sleep = sleep;
    client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Returns the number of addresses that {@code robots.txt} keeps this program from. */
  int refused() {
    return refused;
  }

  /** Returns the first page after its redirects. */
  URI site() {
    return site;
  }

  /**
   * Fetches the pages.
   *
   * @throws UnusableException if the first page cannot be fetched
   */
  void crawl(Visitor visitor) {
    Page first = start(visitor);
    robots = robots();
    met.add(site);
    visit(visitor, first, 0);
    while (!waiting.isEmpty() && fetched < limits.pages()) {
      Step step = waiting.remove();
      sleep.accept(limits.pauseMillis());
      fetch(step.address()).ifPresent(page -> visit(visitor, page, step.depth()));
    }
  }

  /** Fetches the first page, and takes the host that it leads to for the site. */
  private Page start(Visitor visitor) {
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      URI address = site;
      Page page =
          fetch(address)
              .orElseThrow(() -> new UnusableException(address + " cannot be reached; is it up?"));
      Optional<URI> target = redirect(page);
      if (target.isEmpty()) {
        if (page.status() >= 400) {
          throw new UnusableException(site + " answers with status " + page.status());
        }
        return page;
      }
      tell(visitor, page);
      site = target.get();
    }
    throw new UnusableException(site + " redirects more than " + MOST_REDIRECTS + " times");
  }

  private Robots robots() {
    return fetch(site.resolve("/robots.txt"))
        .filter(page -> page.status() == 200)
        .map(page -> Robots.read(new String(page.body(), StandardCharsets.UTF_8), AGENT))
        .orElse(Robots.ALL);
  }

  private void visit(Visitor visitor, Page page, int depth) {
    fetched++;
    redirect(page).ifPresent(target -> add(target, depth));
    if (page.isHtml() && depth < limits.depth()) {
      new PageLinks(page.address(), page.text()).all().forEach(target -> add(target, depth + 1));
    }
    tell(visitor, page);
  }

  private void tell(Visitor visitor, Page page) {
    try {
      visitor.visit(page, fetched, waiting.size());
    } catch (IOException e) {
      throw new UnusableException(page.address() + " cannot be read: " + e.getMessage());
    }
  }

  private void add(URI target, int depth) {
    boolean own =
        target.getHost().equalsIgnoreCase(site.getHost())
            && target.getPort() == site.getPort()
            && target.getScheme().equals(site.getScheme());
    if (!own || !met.add(target)) {
      return;
    }
    String query = target.getRawQuery();
    if (robots.allows(target.getRawPath() + (query == null ? "" : "?" + query))) {
      waiting.add(new Step(target, depth));
    } else {
      refused++;
    }
  }

  private static Optional<URI> redirect(Page page) {
    return page.status() / 100 == 3
        ? Optional.ofNullable(page.location()).flatMap(to -> PageLinks.resolve(page.address(), to))
        : Optional.empty();
  }

  private Optional<Page> fetch(URI address) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("User-Agent", AGENT)
            .header("Accept", "text/html,application/xhtml+xml,text/css;q=0.9,*/*;q=0.1")
            .header("Sec-Fetch-Dest", "document")
            .build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return Optional.of(page(address, response, body.readNBytes(MOST_BYTES)));
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnusableException("interrupted");
    }
  }

  private static Page page(URI address, HttpResponse<?> response, byte[] body) {
    return new Page(
        address,
        response.statusCode(),
        response.headers().allValues("set-cookie"),
        response.headers().firstValue("content-type").orElse("").strip().toLowerCase(Locale.ROOT),
        response.headers().firstValue("location").orElse(null),
        body);
  }
}
