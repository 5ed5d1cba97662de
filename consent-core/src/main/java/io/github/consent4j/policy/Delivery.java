package io.github.consent4j.policy;

import java.util.List;

/**
 * How pages leave the site. Immutable and thread-safe.
 *
 * @param renderings for whom pages are made, by path; the first rule that matches counts
 * @param csp what becomes of the content security policy
 * @param ownHosts hosts of the site's own, beside the one that serves the page and its subdomains
 * @param skipPaths paths within the application that are left alone entirely
 * @param noBannerPaths paths within the application whose pages do not ask
 */
public record Delivery(
    List<Rule> renderings,
    CspMode csp,
    List<UrlPattern> ownHosts,
    List<PathPattern> skipPaths,
    List<PathPattern> noBannerPaths) {

  /** What holds where the site says nothing. */
  public static final Delivery DEFAULTS =
      new Delivery(List.of(), CspMode.OFF, List.of(), List.of(), List.of());

  /**
   * For whom the pages of some paths are made.
   *
   * @param path glob over the path within the application
   */
  public record Rule(NamePattern path, PageRendering rendering) {}

  public Delivery {
    renderings = List.copyOf(renderings);
    ownHosts = List.copyOf(ownHosts);
    skipPaths = List.copyOf(skipPaths);
    noBannerPaths = List.copyOf(noBannerPaths);
  }

  /** Whether a path within the application is left alone entirely. */
  public boolean skips(String path) {
    return isIn(skipPaths, path);
  }

  /** Whether the page at a path within the application asks nothing. */
  public boolean leavesBannerOut(String path) {
    return isIn(noBannerPaths, path);
  }

  /** By index: this is asked for every request. */
  private static boolean isIn(List<PathPattern> patterns, String path) {
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).matches(path)) {
        return true;
      }
    }
    return false;
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
