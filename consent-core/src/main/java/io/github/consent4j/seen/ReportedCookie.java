package io.github.consent4j.seen;

/**
 * What {@code enforce: report} would have blocked of one declared cookie since the start.
 * Immutable.
 *
 * @param name the declared name, which may be a pattern
 * @param service identifier of the first service that declares it
 * @param requests how many times the cookie would not have reached the application
 * @param responses how many times the cookie would not have been sent to the browser
 */
public record ReportedCookie(String name, String service, long requests, long responses) {

  /** Returns the sum of two counts of the same declaration. */
  public ReportedCookie plus(ReportedCookie other) {
    return new ReportedCookie(
        name, service, requests + other.requests, responses + other.responses);
  }
}
