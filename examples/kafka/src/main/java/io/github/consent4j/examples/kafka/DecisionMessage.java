package io.github.consent4j.examples.kafka;

import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.consent.Decision;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A decision as other systems learn of it. The visitor is named by the random identifier in the
 * consent cookie alone.
 *
 * @param consentId identifier of the visitor, which is the key of the message
 * @param at when the visitor decided
 * @param action what was chosen
 * @param granted categories and services that are granted; empty if everything was deleted
 * @param refused categories and services that are refused
 */
record DecisionMessage(
    String consentId,
    Instant at,
    ConsentEvent.Action action,
    Set<String> granted,
    Set<String> refused) {

  /** Returns the message about a decision; empty if there is nobody whom it is about. */
  static Optional<DecisionMessage> of(ConsentEvent event) {
    if (event.after().decision() instanceof Decision.Made made) {
      return Optional.of(
          new DecisionMessage(
              made.id(), made.at(), event.action(), made.granted(), made.refused()));
    }
    return event.before().decision() instanceof Decision.Made made
        ? Optional.of(
            new DecisionMessage(made.id(), Instant.now(), event.action(), Set.of(), Set.of()))
        : Optional.empty();
  }
}
