package io.github.consent4j.seen;

/**
 * A host that browsers reported because the content security policy blocked it, or would have
 * blocked it. Immutable and thread-safe.
 *
 * @param directive directive of the content security policy, such as {@code script-src-elem}
 * @param host name of the host in lower case
 * @param count number of reports
 */
public record BrowserReport(String directive, String host, long count) {}
