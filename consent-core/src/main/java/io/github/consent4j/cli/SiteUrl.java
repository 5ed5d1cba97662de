package io.github.consent4j.cli;

import java.net.URI;
import java.net.URISyntaxException;

/** The address of a site, as people type it. */
final class SiteUrl {

  private SiteUrl() {}

  /**
   * Reads an address; one without a scheme is of https, and one without a path names the first
   * page.
   *
   * @throws UnusableException if it is no address of a site
   */
  static URI read(String typed) {
    String text = typed.contains("://") ? typed : "https://" + typed;
    try {
      URI start = new URI(text);
      boolean web = "http".equals(start.getScheme()) || "https".equals(start.getScheme());
      if (web && start.getHost() != null) {
        return start.getRawPath().isEmpty() ? start.resolve("/") : start;
      }
    } catch (URISyntaxException e) {
      // The exception below says the same in other words.
    }
    throw new UnusableException(
        "'" + typed + "' is not an address; expected https://www.example.org/");
  }
}
