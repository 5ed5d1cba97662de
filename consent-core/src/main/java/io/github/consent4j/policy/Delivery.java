package io.github.consent4j.policy;

import java.util.List;

/** How pages are sent. Immutable and thread-safe. */
public final class Delivery extends Value {

  /** The defaults. */
  public static final Delivery DEFAULTS = builder().build();

  /**
   * For whom the pages of some paths are rendered.
   *
   * @param path glob over the path within the application
   * @param rendering for whom they are rendered
   */
  public record Rule(NamePattern path, PageRendering rendering) {}

  private final List<Rule> renderings;
  private final CspMode csp;
  private final List<UrlPattern> ownHosts;
  private final List<PathPattern> skipPaths;
  private final List<PathPattern> noBannerPaths;

  private Delivery(Builder from) {
    renderings = from.renderings.orElse(List.of());
    csp = from.csp.orElse(CspMode.OFF);
    ownHosts = from.ownHosts.orElse(List.of());
    skipPaths = from.skipPaths.orElse(List.of());
    noBannerPaths = from.noBannerPaths.orElse(List.of());
  }

  /** Begins a delivery. */
  public static Builder builder() {
    return new Builder();
  }

  /** Begins a delivery with the properties of this one. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.renderings.start(renderings);
    builder.csp.start(csp);
    builder.ownHosts.start(ownHosts);
    builder.skipPaths.start(skipPaths);
    builder.noBannerPaths.start(noBannerPaths);
    return builder;
  }

  /** For whom pages are rendered, by path; the first rule that matches counts. Empty by default. */
  public List<Rule> renderings() {
    return renderings;
  }

  /** What happens with the content security policy; it is not changed by default. */
  public CspMode csp() {
    return csp;
  }

  /**
   * Further hosts of the site, in addition to the one that serves the page and its subdomains; none
   * by default.
   */
  public List<UrlPattern> ownHosts() {
    return ownHosts;
  }

  /** Paths within the application that the library does not handle; none by default. */
  public List<PathPattern> skipPaths() {
    return skipPaths;
  }

  /** Paths within the application whose pages do not show the banner; none by default. */
  public List<PathPattern> noBannerPaths() {
    return noBannerPaths;
  }

  /** Returns whether the library does not handle a path within the application. */
  public boolean skips(String path) {
    return isIn(skipPaths, path);
  }

  /** Returns whether the page at a path within the application does not show the banner. */
  public boolean leavesBannerOut(String path) {
    return isIn(noBannerPaths, path);
  }

  /** Uses indexes, because every request calls it. */
  private static boolean isIn(List<PathPattern> patterns, String path) {
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).matches(path)) {
        return true;
      }
    }
    return false;
  }

  /** Returns for whom the page at a path within the application is rendered. */
  public PageRendering renderingOf(String path) {
    for (Rule rule : renderings) {
      if (rule.path().matches(path)) {
        return rule.rendering();
      }
    }
    return PageRendering.AUTO;
  }

  @Override
  List<Object> values() {
    return List.of(renderings, csp, ownHosts, skipPaths, noBannerPaths);
  }

  /**
   * Builds a delivery. A property that is set twice is an error that quotes the earlier value. Not
   * thread-safe.
   */
  public static final class Builder {

    private final Once<List<Rule>> renderings = new Once<>("renderings");
    private final Once<CspMode> csp = new Once<>("csp");
    private final Once<List<UrlPattern>> ownHosts = new Once<>("ownHosts");
    private final Once<List<PathPattern>> skipPaths = new Once<>("skipPaths");
    private final Once<List<PathPattern>> noBannerPaths = new Once<>("noBannerPaths");

    private Builder() {}

    /** Sets for whom pages are rendered, by path; the first rule that matches counts. */
    public Builder renderings(List<Rule> renderings) {
      this.renderings.set(List.copyOf(renderings));
      return this;
    }

    /** Sets what happens with the content security policy. */
    public Builder csp(CspMode csp) {
      this.csp.set(csp);
      return this;
    }

    /**
     * Sets further hosts of the site, in addition to the one that serves the page and its
     * subdomains.
     */
    public Builder ownHosts(List<UrlPattern> ownHosts) {
      this.ownHosts.set(List.copyOf(ownHosts));
      return this;
    }

    /** Sets the paths within the application that the library does not handle. */
    public Builder skipPaths(List<PathPattern> skipPaths) {
      this.skipPaths.set(List.copyOf(skipPaths));
      return this;
    }

    /** Sets the paths within the application whose pages do not show the banner. */
    public Builder noBannerPaths(List<PathPattern> noBannerPaths) {
      this.noBannerPaths.set(List.copyOf(noBannerPaths));
      return this;
    }

    /** Returns the finished delivery. */
    public Delivery build() {
      return new Delivery(this);
    }
  }
}
