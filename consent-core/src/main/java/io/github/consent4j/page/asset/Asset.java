package io.github.consent4j.page.asset;

/**
 * One file of the library, such as a script. The content of the arrays must not be modified.
 *
 * @param contentType media type with charset
 * @param bytes content
 * @param gzipped the same content, compressed with gzip
 */
public record Asset(String contentType, byte[] bytes, byte[] gzipped) {}
