package io.github.consent4j.servlet;

import io.github.consent4j.servlet.exchange.CodeDecision;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.wrap.ConsentResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.function.Function;

/**
 * Changes the consent of the visitor of a request, in code of the application.
 *
 * <pre>{@code
 * VisitorConsent.of(request).withdraw("statistics");
 * }</pre>
 *
 * <p>{@link ConsentFilter#consent} returns the visitor's consent, before and after the change.
 *
 * <p>A change applies immediately to the rest of this request. It applies to the next requests if
 * the response is not committed yet: the consent cookie is sent with the response. Caches must not
 * share such a response. An instance belongs to one request. Not thread-safe.
 */
public final class VisitorConsent {

  private final HttpServletRequest request;

  private VisitorConsent(HttpServletRequest request) {
    this.request = request;
  }

  /** Returns the consent of the visitor of a request, which may be wrapped. */
  public static VisitorConsent of(HttpServletRequest request) {
    return new VisitorConsent(request);
  }

  /**
   * Grants categories and services in addition to what is allowed already. Does nothing if a
   * decision allows all of them already. Like every change, it does nothing if {@code
   * consent.enabled} is {@code false}.
   *
   * @return whether the grant counts. It does not if no record of it can be kept and the policy
   *     says {@code records.when-full: refuse}, as it does by default.
   * @throws io.github.consent4j.consent.UnknownIdException if the policy does not have one of them
   * @throws IllegalStateException if the request has not passed the filter
   */
  public boolean grant(String... ids) {
    Set<String> wanted = Set.of(ids);
    return decide(exchange -> CodeDecision.grant(exchange, wanted));
  }

  /**
   * Refuses categories and services; the rest stays as it is. Does nothing for a visitor who has
   * not decided, or who allows none of them.
   *
   * @throws io.github.consent4j.consent.UnknownIdException if the policy does not have one of them
   * @throws IllegalStateException if the request has not passed the filter
   */
  public void withdraw(String... ids) {
    Set<String> unwanted = Set.of(ids);
    decide(exchange -> CodeDecision.withdraw(exchange, unwanted));
  }

  /**
   * Grants everything.
   *
   * @return whether the grant counts, as for {@link #grant}
   */
  public boolean acceptAll() {
    return decide(CodeDecision::acceptAll);
  }

  /** Refuses everything that can be refused. */
  public void rejectAll() {
    decide(CodeDecision::rejectAll);
  }

  private boolean decide(Function<Exchange, CodeDecision> decision) {
    if (WhenDisabled.in(request.getServletContext()) != null) {
      return true;
    }
    if (!(request.getAttribute(ConsentFilter.RESPONSE) instanceof ConsentResponse response)) {
      throw new IllegalStateException(
          "The consent filter has not met this request: map it for all dispatcher types");
    }
    Exchange exchange = response.exchange();
    CodeDecision made = decision.apply(exchange);
    if (!made.isNew()) {
      return true;
    }
    boolean counts = response.decide(made.decided(), made.action());
    request.setAttribute(ConsentFilter.CONSENT, exchange.consent());
    return counts;
  }
}
