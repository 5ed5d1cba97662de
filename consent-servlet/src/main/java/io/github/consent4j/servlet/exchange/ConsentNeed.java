package io.github.consent4j.servlet.exchange;

import io.github.consent4j.policy.Policy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the application whether consent of a visitor is needed. Thread-safe.
 *
 * @param <R> type of the server's requests
 */
public final class ConsentNeed<R> {

  private static final Logger LOG = LoggerFactory.getLogger(ConsentNeed.class);

  private final Predicate<R> application;
  private final AtomicBoolean hasFailed = new AtomicBoolean();

  /**
   * @param application returns whether consent of the visitor of a request is needed
   */
  public ConsentNeed(Predicate<R> application) {
    this.application = application;
  }

  /** Returns the question about one request, for the policy that applies to it. */
  public Predicate<Policy> of(R request) {
    return policy -> isNeeded(request, policy);
  }

  /** Returns whether consent of a visitor is needed. It is if the application cannot say. */
  private boolean isNeeded(R request, Policy policy) {
    if (!policy.settings().consentByRequest()) {
      return true;
    }
    try {
      return application.test(request);
    } catch (RuntimeException | LinkageError e) {
      if (hasFailed.compareAndSet(false, true)) {
        LOG.error("Whether a visitor's consent is needed cannot be found out, so it is needed", e);
      }
      return true;
    }
  }
}
