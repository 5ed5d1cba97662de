package io.github.consent4j.gate;

/**
 * The scheme and host that a page is served from. They are the base of its relative URLs. Immutable
 * and thread-safe.
 *
 * @param scheme {@code http} or {@code https}
 * @param host host name without a port, in lower case
 */
public record PageContext(String scheme, String host) {}
