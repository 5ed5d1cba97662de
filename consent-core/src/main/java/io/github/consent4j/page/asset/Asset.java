package io.github.consent4j.page.asset;

/**
 * One file of the library, such as a script. Neither array is changed by anybody.
 *
 * @param contentType media type with charset
 * @param bytes content
 * @param gzipped the same, compressed with gzip
 */
public record Asset(String contentType, byte[] bytes, byte[] gzipped) {}
