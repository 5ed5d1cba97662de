package io.github.consent4j.servlet.exchange;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.ConsentEvent.Action;
import io.github.consent4j.consent.UnknownIdException;
import java.util.Set;

/**
 * A decision that code of the application makes for the visitor of an exchange. Immutable.
 *
 * @param action what the code has asked for
 * @param decided the visitor's consent afterwards
 * @param isNew whether anything changes; otherwise nothing is recorded and sent
 */
public record CodeDecision(Action action, Consent decided, boolean isNew) {

  /**
   * Grants categories and services in addition to what is allowed already.
   *
   * @throws UnknownIdException if the policy does not have one of them
   */
  public static CodeDecision grant(Exchange exchange, Set<String> ids) {
    Consent before = exchange.consent();
    boolean isNew = !before.isMade() || ids.stream().anyMatch(id -> !before.allows(id));
    // An unknown identifier is an error even if nothing would change.
    Consent decided = exchange.compiled().decider().grant(before, ids);
    return new CodeDecision(Action.GRANT, decided, isNew);
  }

  /**
   * Refuses categories and services; the rest stays as it is.
   *
   * @throws UnknownIdException if the policy does not have one of them
   */
  public static CodeDecision withdraw(Exchange exchange, Set<String> ids) {
    Consent before = exchange.consent();
    boolean isNew = before.isMade() && isAnyAllowed(before, ids);
    Consent decided = exchange.compiled().decider().withdraw(before, ids);
    return new CodeDecision(Action.WITHDRAW, decided, isNew);
  }

  /** Grants everything. */
  public static CodeDecision acceptAll(Exchange exchange) {
    Consent decided = exchange.compiled().decider().acceptAll(exchange.consent());
    return new CodeDecision(Action.ACCEPT_ALL, decided, true);
  }

  /** Refuses everything that can be refused. */
  public static CodeDecision rejectAll(Exchange exchange) {
    Consent decided = exchange.compiled().decider().rejectAll(exchange.consent());
    return new CodeDecision(Action.REJECT_ALL, decided, true);
  }

  /** Returns whether any of them is allowed, even a single service of a category. */
  private static boolean isAnyAllowed(Consent consent, Set<String> ids) {
    return ids.stream()
        .anyMatch(
            id ->
                consent.allows(id)
                    || consent
                        .policy()
                        .category(id)
                        .filter(
                            category ->
                                category.services().stream()
                                    .anyMatch(service -> consent.allows(service.id())))
                        .isPresent());
  }
}
