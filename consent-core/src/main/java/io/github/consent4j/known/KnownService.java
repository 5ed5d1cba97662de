package io.github.consent4j.known;

import java.util.Set;

/**
 * A service of the catalogue, as far as it is known without its file. Immutable.
 *
 * @param id its identifier
 * @param category identifier of the category that it usually belongs to
 */
public record KnownService(String id, String category) {

  private static final Set<String> NEED_CONSENT =
      Set.of("statistics", "marketing", "external-media");

  /**
   * Returns whether it usually needs consent, so that it is held back where a policy does not name
   * it. Services that are necessary or functional, such as those for payments, are not.
   */
  public boolean needsConsent() {
    return NEED_CONSENT.contains(category);
  }
}
