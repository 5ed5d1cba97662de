package io.github.consent4j.page;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.gate.cookie.ConsentCookie;

/**
 * The visitor and the address that a page is made for. Immutable and thread-safe.
 *
 * @param consent the visitor's consent
 * @param language language tag of the page; one of the policy's languages
 * @param base address of the library's own pages on this site: context path and base path, such as
 *     {@code /app/consent}; with scheme and host where paths lead to another site
 * @param returnTo path and query on this site to return to after a choice; starts with one slash
 * @param saved true if a choice has just been saved, so that the settings page says so
 * @param shared true if the page is the same for everybody, so that the visitor's browser finds out
 *     whether to ask and what to add
 * @param quiet true if the page shows no banner, even though the visitor has something to answer
 * @param nonce nonce by which the page's content security policy allows its own scripts; empty if
 *     there is none
 * @param choices value of the consent cookie that is current when the page is sent, see {@link
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

  /** Returns this view in another language. */
  public View in(String other) {
    return other.equals(language)
        ? this
        : new View(consent, other, base, returnTo, saved, shared, quiet, nonce, choices);
  }

  /** Returns this view with another address of the library's own pages. */
  public View withBase(String other) {
    return new View(consent, language, other, returnTo, saved, shared, quiet, nonce, choices);
  }

  /** Creates a view for one visitor, where no choice has just been saved. */
  public View(Consent consent, String language, String base, String returnTo) {
    this(consent, language, base, returnTo, false);
  }

  /** Creates a view for one visitor. */
  public View(Consent consent, String language, String base, String returnTo, boolean saved) {
    this(consent, language, base, returnTo, saved, false, false, "", choices(consent));
  }

  private static String choices(Consent consent) {
    return consent.decision() instanceof Decision.Made made ? ConsentCookie.choices(made) : "";
  }

  /** Returns this view for a page that everybody shares. */
  public View asShared() {
    return new View(consent, language, base, returnTo, saved, true, quiet, nonce, "");
  }

  /** Returns this view with or without the banner. */
  public View quiet(boolean asksNothing) {
    return new View(consent, language, base, returnTo, saved, shared, asksNothing, nonce, choices);
  }

  /** Returns this view for a page whose own scripts have a nonce. */
  public View withNonce(String ofPage) {
    return new View(consent, language, base, returnTo, saved, shared, quiet, ofPage, choices);
  }

  /** Returns this view for a visitor whose cookie has another spelling of the same choices. */
  public View withChoices(String inCookie) {
    return new View(consent, language, base, returnTo, saved, shared, quiet, nonce, inCookie);
  }
}
