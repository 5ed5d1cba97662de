package io.github.consent4j.cli.browser.banner;

/** Opens a page of a site again and again, as visitors who have never been there. */
@FunctionalInterface
public interface BannerVisits {

  /**
   * Opens the page in a fresh profile, and waits until it has come to rest. The caller closes the
   * visit.
   */
  BannerVisit open();
}
