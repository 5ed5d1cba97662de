package io.github.consent4j.cli.evidence;

/**
 * A page that a visit looked at.
 *
 * @param path its path, without query and fragment
 * @param status the status of the HTTP response; 0 if there was none
 */
public record VisitedPage(String path, int status) {}
