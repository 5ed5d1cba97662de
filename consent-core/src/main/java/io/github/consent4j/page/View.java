package io.github.consent4j.page;

import io.github.consent4j.consent.Consent;

/**
 * For whom and where a page is made. Immutable and thread-safe.
 *
 * @param consent where the visitor stands
 * @param language language tag in which to speak; one of the policy's languages
 * @param base address of the library's own pages on this site: context path and base path, such as
 *     {@code /app/consent}
 * @param returnTo path and query on this site to go back to after a choice; starts with one slash
 * @param saved whether a choice has just been saved, so that the settings page says so
 */
public record View(Consent consent, String language, String base, String returnTo, boolean saved) {

  /** The same in another language. */
  public View in(String other) {
    return other.equals(language) ? this : new View(consent, other, base, returnTo, saved);
  }

  /** A view on which no choice has just been saved. */
  public View(Consent consent, String language, String base, String returnTo) {
    this(consent, language, base, returnTo, false);
  }
}
