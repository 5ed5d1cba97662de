package io.github.consent4j.seen;

/**
 * A host from which browsers did not load, or would not have loaded. Immutable and thread-safe.
 *
 * @param directive directive of the content security policy, such as {@code script-src-elem}
 * @param host name of the host in lower case
 * @param count how often that was reported
 */
public record SeenReport(String directive, String host, long count) {}
