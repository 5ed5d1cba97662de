package io.github.consent4j.cli.evidence;

/**
 * The first of a browser's equal contacts with a host: same path, type and method, on the same
 * page.
 *
 * @param host the host that was contacted, in lower case
 * @param path the path of the address, without query; empty if the browser only connects
 * @param type the kind of resource as browsers name it, such as {@code script} or {@code image};
 *     {@code preconnect} and {@code dns-prefetch} where it only connects
 * @param method the method of HTTP; empty if the browser only connects
 * @param page the path of the page that caused it
 * @param times how often it happened on that page
 * @param thirdParty whether the host is of another site than the visited one
 */
public record Contact(
    String host,
    String path,
    String type,
    String method,
    String page,
    int times,
    boolean thirdParty) {}
