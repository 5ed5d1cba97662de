package io.github.consent4j.policy;

import java.util.List;
import java.util.Optional;

/**
 * The site and its owner. Immutable and thread-safe.
 *
 * @param name who asks for consent
 * @param privacyPolicy path on this site, or {@code https:} URL, of the privacy policy
 * @param imprint path or URL of the imprint
 * @param lazyAttributes attributes, in lower case, from which a script of the site loads content
 *     later, in addition to the known ones
 */
public record Site(
    LocalizedText name,
    Optional<LocalizedText> privacyPolicy,
    Optional<LocalizedText> imprint,
    List<String> lazyAttributes) {

  public Site {
    lazyAttributes = List.copyOf(lazyAttributes);
  }
}
