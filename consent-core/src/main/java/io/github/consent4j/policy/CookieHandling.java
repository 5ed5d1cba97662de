package io.github.consent4j.policy;

/**
 * How the cookies of one declaration leave the server. Attributes are only ever added or made
 * stricter. Immutable and thread-safe.
 *
 * @param onBlock what happens without consent
 * @param capLifetime whether one that is set for longer than declared is cut to what is declared
 * @param secure whether it always leaves with {@code Secure}
 * @param httpOnly whether it always leaves with {@code HttpOnly}
 * @param sameSite the least that its {@code SameSite} says
 */
public record CookieHandling(
    OnBlock onBlock, boolean capLifetime, boolean secure, boolean httpOnly, SameSite sameSite) {

  /** Without consent it does not leave; otherwise it leaves as the application wrote it. */
  public static final CookieHandling DEFAULT =
      new CookieHandling(OnBlock.DROP, false, false, false, SameSite.NONE);
}
