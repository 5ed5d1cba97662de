package io.github.consent4j.seen;

/**
 * What {@code enforce: report} would have blocked in pages since the start. Immutable.
 *
 * @param host the declared host, without a wildcard; empty for scripts that are recognised by their
 *     text or file name
 * @param service identifier of the service that declares it
 * @param times number of occurrences
 */
public record ReportedHost(String host, String service, long times) {}
