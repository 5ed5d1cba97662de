package io.github.consent4j.policy;

import java.util.List;

/**
 * How pages leave the site. Immutable and thread-safe.
 *
 * @param renderings for whom pages are made, by path; the first rule that matches counts
 * @param csp what becomes of the content security policy
 * @param ownHosts hosts of the site's own, beside the one that serves the page and its subdomains
 */
public record Delivery(List<Rule> renderings, CspMode csp, List<UrlPattern> ownHosts) {

  /** What holds where the site says nothing. */
  public static final Delivery DEFAULTS = new Delivery(List.of(), CspMode.OFF, List.of());

  /**
   * For whom the pages of some paths are made.
   *
   * @param path glob over the path within the application
   */
  public record Rule(NamePattern path, PageRendering rendering) {}

  public Delivery {
    renderings = List.copyOf(renderings);
    ownHosts = List.copyOf(ownHosts);
  }

  /** For whom the page at a path within the application is made. */
  public PageRendering renderingOf(String path) {
    for (Rule rule : renderings) {
      if (rule.path().matches(path)) {
        return rule.rendering();
      }
    }
    return PageRendering.AUTO;
  }
}
