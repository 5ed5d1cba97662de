package io.github.consent4j.gate;

/**
 * The scheme, host and path that a page is served from. They are the base of its relative URLs.
 * Immutable and thread-safe.
 *
 * @param scheme {@code http} or {@code https}
 * @param host host name without a port, in lower case
 * @param path path as the browser sends it, which begins with a slash
 */
public record PageContext(String scheme, String host, String path) {

  /** Makes the context of a page of which the path does not matter. */
  public PageContext(String scheme, String host) {
    this(scheme, host, "/");
  }
}
