package io.github.consent4j.policy;

/**
 * How the cookies of one declaration are sent to the browser. Attributes are only added or made
 * stricter. Immutable and thread-safe.
 *
 * @param onBlock what happens without consent
 * @param capLifetime whether a longer lifetime is reduced to the declared one
 * @param secure whether {@code Secure} is always added
 * @param httpOnly whether {@code HttpOnly} is always added
 * @param sameSite minimum of its {@code SameSite} attribute
 */
public record CookieHandling(
    OnBlock onBlock, boolean capLifetime, boolean secure, boolean httpOnly, SameSite sameSite) {

  /**
   * The default: a cookie without consent is not sent, any other one is sent as the application
   * wrote it.
   */
  public static final CookieHandling DEFAULT =
      new CookieHandling(OnBlock.DROP, false, false, false, SameSite.NONE);
}
