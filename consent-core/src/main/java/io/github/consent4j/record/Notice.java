package io.github.consent4j.record;

import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.consent.Decision;
import java.time.Instant;

/**
 * The words that visitors were shown before they decided, in one language and on one layer (EDPB
 * Guidelines 05/2020, paragraph 108: "a copy of the information that was presented"). Immutable.
 *
 * @param id SHA-256 of the words, in URL-safe Base64 without padding
 * @param layer where they were shown
 * @param language their language, as a BCP 47 tag
 * @param revision revision of the policy that they belong to
 * @param policy fingerprint of the policy that they belong to
 * @param since when they were first shown, or when the policy came into force
 * @param text the words alone, one paragraph a line
 * @param html a complete document that shows them as visitors saw them, with its style
 */
public record Notice(
    String id,
    ConsentEvent.Layer layer,
    String language,
    String revision,
    String policy,
    Instant since,
    String text,
    String html) {

  /** The number of characters of an identifier that forms and the consent cookie carry. */
  public static final int SHORT_LENGTH = Decision.Made.NOTICE_LENGTH;

  /** Returns the beginning of the identifier, as forms and the consent cookie carry it. */
  public String shortId() {
    return id.substring(0, SHORT_LENGTH);
  }
}
