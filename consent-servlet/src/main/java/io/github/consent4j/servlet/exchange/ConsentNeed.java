package io.github.consent4j.servlet.exchange;

import io.github.consent4j.policy.Policy;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the application whether consent of a visitor is needed. Thread-safe. */
public final class ConsentNeed {

  private static final Logger LOG = LoggerFactory.getLogger(ConsentNeed.class);

  private final Predicate<HttpServletRequest> application;
  private final AtomicBoolean hasFailed = new AtomicBoolean();

  /**
   * @param application returns whether consent of the visitor of a request is needed
   */
  public ConsentNeed(Predicate<HttpServletRequest> application) {
    this.application = application;
  }

  /** Returns whether consent of a visitor is needed. It is if the application cannot say. */
  boolean of(HttpServletRequest request, Policy policy) {
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
