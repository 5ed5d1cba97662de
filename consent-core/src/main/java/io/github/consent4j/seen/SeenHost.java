package io.github.consent4j.seen;

/**
 * What {@code enforce: report} would have held back in pages since the start. Immutable.
 *
 * @param host the host as it is declared, without a wildcard; empty for scripts that are known by
 *     their text or file name
 * @param service identifier of the service on whose behalf
 * @param times how many times
 */
public record SeenHost(String host, String service, long times) {}
