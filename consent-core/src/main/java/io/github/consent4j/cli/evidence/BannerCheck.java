package io.github.consent4j.cli.evidence;

/**
 * What one check of the banner found.
 *
 * @param id the name of the check, such as {@code reject-is-button}
 * @param passed whether the banner meets it
 * @param measured what was measured, in a sentence
 * @param page the path of the page
 * @param width the width of the window in CSS pixels
 */
public record BannerCheck(String id, boolean passed, String measured, String page, int width) {}
