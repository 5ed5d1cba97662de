package io.github.consent4j.cli.browser;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The pages of a site in the order in which links lead to them, within limits and what {@code
 * robots.txt} allows. It follows no link that ends a session or downloads a file.
 */
final class Crawl {

  private static final Pattern NO_PAGE =
      Pattern.compile(
          "(?i).*\\.(pdf|zip|gz|7z|exe|dmg|docx?|xlsx?|pptx?|csv|jpe?g|png|gif|svg|webp|mp[34]|xml"
              + "|json|ics|rss)");

  private static final Pattern ENDS_SESSION =
      Pattern.compile("(?i).*(log-?out|sign-?out|abmelden|delete|remove|unsubscribe).*");

  private record Step(URI address, int depth) {}

  private final SiteStart start;
  private final AuditLimits limits;
  private final long began = System.nanoTime();
  private final Deque<Step> waiting = new ArrayDeque<>();
  private final Set<String> met = new HashSet<>();
  private int visited;
  private int depth;

  Crawl(SiteStart start, AuditLimits limits) {
    this.start = start;
    this.limits = limits;
    met.add(start.site().getRawPath());
    waiting.add(new Step(start.site(), 0));
  }

  boolean hasNext() {
    boolean late = System.nanoTime() - began > limits.crawl().toNanos();
    return visited < limits.pages() && !waiting.isEmpty() && (visited == 0 || !late);
  }

  URI next() {
    Step step = waiting.remove();
    visited++;
    depth = step.depth();
    return step.address();
  }

  /** Adds the links of the page that was last returned. */
  void add(Collection<String> links) {
    if (depth < limits.depth()) {
      links.forEach(link -> Address.link(link).ifPresent(this::add));
    }
  }

  private void add(URI link) {
    URI site = start.site();
    String path = link.getRawPath();
    boolean own =
        site.getHost().equalsIgnoreCase(link.getHost())
            && site.getPort() == link.getPort()
            && site.getScheme().equals(link.getScheme());
    // Pages that differ in their query alone are usually one template.
    boolean isNew = own && path != null && met.add(path.isEmpty() ? "/" : path);
    if (isNew
        && !NO_PAGE.matcher(path).matches()
        && !ENDS_SESSION.matcher(path).matches()
        && start.robots().allows(path)) {
      waiting.add(new Step(link, depth + 1));
    }
  }
}
