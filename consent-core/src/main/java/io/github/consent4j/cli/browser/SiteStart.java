package io.github.consent4j.cli.browser;

import io.github.consent4j.cli.crawl.Robots;
import java.net.URI;
import java.util.Optional;

/**
 * What is found out about a site before the visits.
 *
 * @param site the first page after its redirects
 * @param robots what {@code robots.txt} allows
 * @param inventory the public inventory of a site that uses this library
 */
record SiteStart(URI site, Robots robots, Optional<String> inventory) {

  /** The name by which sites can address this program in {@code robots.txt}. */
  private static final String AGENT = "consent-cli";

  private static final String BASE_PATH = "/consent";

  static SiteStart of(InstalledBrowser browser, URI first, AuditLimits limits) {
    try (PageVisit visit = new PageVisit(browser.freshProfile(), first.getHost(), limits)) {
      int status = visit.open(first);
      visit.settle();
      Optional<URI> site = Address.link(visit.page().url());
      if (status == 0 || site.isEmpty()) {
        throw new ImpossibleAuditException(first + " cannot be reached; is it up?");
      }
      if (status >= 400) {
        throw new ImpossibleAuditException(site.get() + " answers with status " + status);
      }
      URI inventory = site.get().resolve(visit.form().orElse(BASE_PATH) + "/inventory.json");
      return new SiteStart(
          site.get(),
          visit
              .fetch(site.get().resolve("/robots.txt"))
              .map(text -> Robots.read(text, AGENT))
              .orElse(Robots.ALL),
          visit.fetch(inventory).filter(text -> text.stripLeading().startsWith("{")));
    }
  }
}
