package io.github.consent4j.servlet;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.wrap.ConsentResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Changes the consent of the visitor of a request by the application's own code.
 *
 * <pre>{@code
 * VisitorConsent.of(request).withdraw("statistics");
 * }</pre>
 *
 * <p>{@link ConsentFilter#consent} tells where the visitor stands, before and afterwards.
 *
 * <p>A change counts from then on for this very request, and for the next ones as long as the
 * response has not been committed: it leaves with the response as the consent cookie. Such a
 * response is nobody else's: caches must not share it. Belongs to one request; not thread-safe.
 */
public final class VisitorConsent {

  private final HttpServletRequest request;

  private VisitorConsent(HttpServletRequest request) {
    this.request = request;
  }

  /** The consent of the visitor of a request, seen through any wrappers. */
  public static VisitorConsent of(HttpServletRequest request) {
    return new VisitorConsent(request);
  }

  /**
   * Grants categories and services in addition to what is allowed already. Does nothing if they all
   * are, by a decision; like every change, it does nothing where {@code consent.enabled} is {@code
   * false}.
   *
   * @throws io.github.consent4j.consent.UnknownIdException if the policy does not know one of them
   * @throws IllegalStateException if the filter has not met this request
   */
  public void grant(String... ids) {
    Set<String> wanted = Set.of(ids);
    Consent before = ConsentFilter.consent(request);
    boolean isNew = !before.isMade() || wanted.stream().anyMatch(id -> !before.allows(id));
    decide(isNew, decider -> consent -> decider.grant(consent, wanted));
  }

  /**
   * Refuses categories and services; the rest stays as it is. Does nothing for a visitor who has
   * not decided, or who allows none of them.
   *
   * @throws io.github.consent4j.consent.UnknownIdException if the policy does not know one of them
   * @throws IllegalStateException if the filter has not met this request
   */
  public void withdraw(String... ids) {
    Set<String> unwanted = Set.of(ids);
    Consent before = ConsentFilter.consent(request);
    boolean isNew = before.isMade() && isAnyAllowed(before, unwanted);
    decide(isNew, decider -> consent -> decider.withdraw(consent, unwanted));
  }

  /** Grants everything. */
  public void acceptAll() {
    decide(true, decider -> decider::acceptAll);
  }

  /** Refuses everything that can be refused. */
  public void rejectAll() {
    decide(true, decider -> decider::rejectAll);
  }

  /** A category counts as soon as one service in it is allowed. */
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

  /** What a decider does with a consent. */
  @FunctionalInterface
  private interface Change {
    UnaryOperator<Consent> by(Decider decider);
  }

  private void decide(boolean isNew, Change change) {
    if (WhenDisabled.in(request.getServletContext()) != null) {
      return;
    }
    if (!(request.getAttribute(ConsentFilter.RESPONSE) instanceof ConsentResponse response)) {
      throw new IllegalStateException(
          "The consent filter has not met this request: map it for all dispatcher types");
    }
    Exchange exchange = response.exchange();
    // an unknown name is an error even where nothing would change
    Consent decided = change.by(exchange.compiled().decider()).apply(exchange.consent());
    if (isNew) {
      response.decide(decided);
      request.setAttribute(ConsentFilter.CONSENT, decided);
    }
  }
}
