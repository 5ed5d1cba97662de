package io.github.consent4j.seen;

/**
 * What {@code enforce: report} would have held back of one declared cookie since the start.
 * Immutable.
 *
 * @param name the name as it is declared, which may be a pattern
 * @param service identifier of the first service that declares it
 * @param requests how many times it would not have reached the application
 * @param responses how many times it would not have left
 */
public record SeenCookie(String name, String service, long requests, long responses) {

  /** What was counted here and elsewhere of the same declaration. */
  public SeenCookie plus(SeenCookie other) {
    return new SeenCookie(name, service, requests + other.requests, responses + other.responses);
  }
}
