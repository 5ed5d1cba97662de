package io.github.consent4j.page;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.gate.cookie.ConsentCookie;

/**
 * For whom and where a page is made. Immutable and thread-safe.
 *
 * @param consent where the visitor stands
 * @param language language tag in which to speak; one of the policy's languages
 * @param base address of the library's own pages on this site: context path and base path, such as
 *     {@code /app/consent}; with scheme and host where paths lead to another site
 * @param returnTo path and query on this site to go back to after a choice; starts with one slash
 * @param saved whether a choice has just been saved, so that the settings page says so
 * @param shared whether the page is the same for everybody, so that the visitor's browser has to
 *     find out whom to ask, and what to add
 * @param quiet whether the page asks nothing, though a question may be open
 * @param nonce by which the page's content security policy knows its own scripts; empty if it does
 *     not
 * @param choices what the consent cookie says while the page goes with it, see {@link
 *     ConsentCookie#choices(Decision.Made)}; empty if nothing was decided
 */
public record View(
    Consent consent,
    String language,
    String base,
    String returnTo,
    boolean saved,
    boolean shared,
    boolean quiet,
    String nonce,
    String choices) {

  /** The same in another language. */
  public View in(String other) {
    return other.equals(language)
        ? this
        : new View(consent, other, base, returnTo, saved, shared, quiet, nonce, choices);
  }

  /** The same where the library's own pages have another address. */
  public View withBase(String other) {
    return new View(consent, language, other, returnTo, saved, shared, quiet, nonce, choices);
  }

  /** A view for one visitor on which no choice has just been saved. */
  public View(Consent consent, String language, String base, String returnTo) {
    this(consent, language, base, returnTo, false);
  }

  /** A view for one visitor. */
  public View(Consent consent, String language, String base, String returnTo, boolean saved) {
    this(consent, language, base, returnTo, saved, false, false, "", choices(consent));
  }

  private static String choices(Consent consent) {
    return consent.decision() instanceof Decision.Made made ? ConsentCookie.choices(made) : "";
  }

  /** The same for everybody. */
  public View asShared() {
    return new View(consent, language, base, returnTo, saved, true, quiet, nonce, "");
  }

  /** The same for a page that does or does not ask. */
  public View quiet(boolean asksNothing) {
    return new View(consent, language, base, returnTo, saved, shared, asksNothing, nonce, choices);
  }

  /** The same in a page whose own scripts have a nonce. */
  public View withNonce(String ofPage) {
    return new View(consent, language, base, returnTo, saved, shared, quiet, ofPage, choices);
  }

  /** The same for a visitor whose cookie says it in other words. */
  public View withChoices(String inCookie) {
    return new View(consent, language, base, returnTo, saved, shared, quiet, nonce, inCookie);
  }
}
