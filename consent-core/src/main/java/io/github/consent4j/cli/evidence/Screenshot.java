package io.github.consent4j.cli.evidence;

/**
 * A picture of a page in the folder of the evidence.
 *
 * @param file the path of the PNG file, below the folder and with slashes
 * @param page the path of the page
 * @param width the width of the window in CSS pixels
 * @param sha256 the digest of the file in hexadecimal, in lower case
 */
public record Screenshot(String file, String page, VisitState state, int width, String sha256) {}
