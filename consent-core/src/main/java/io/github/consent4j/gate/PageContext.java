package io.github.consent4j.gate;

/**
 * From where a page is served: what its relative URLs are relative to. Immutable and thread-safe.
 *
 * @param scheme {@code http} or {@code https}
 * @param host host name without a port, in lower case
 */
public record PageContext(String scheme, String host) {}
