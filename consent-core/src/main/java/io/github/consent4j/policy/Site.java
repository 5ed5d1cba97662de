package io.github.consent4j.policy;

import java.util.Optional;

/**
 * Whose site it is. Immutable and thread-safe.
 *
 * @param name who asks for consent
 * @param privacyPolicy path on this site, or {@code https:} URL, of the privacy policy
 * @param imprint path or URL of the imprint
 */
public record Site(
    LocalizedText name, Optional<LocalizedText> privacyPolicy, Optional<LocalizedText> imprint) {}
