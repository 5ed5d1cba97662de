package io.github.consent4j.gate;

/**
 * The place that a page is served from. Scheme and host are the base of its relative URLs.
 * Immutable and thread-safe.
 *
 * @param scheme {@code http} or {@code https}
 * @param host host name without a port, in lower case
 * @param path path of the page, for what is told about it; empty if it is not known
 */
public record PageContext(String scheme, String host, String path) {

  /** Makes a place whose path is not known. */
  public PageContext(String scheme, String host) {
    this(scheme, host, "");
  }
}
