package io.github.consent4j.spring.test;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.servlet.ConsentFilter;
import java.util.Optional;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Finds the policy of an application context, of servlets or not. */
final class ContextPolicy {

  private static final boolean HAS_SERVLETS =
      ClassUtils.isPresent("jakarta.servlet.Filter", ContextPolicy.class.getClassLoader());

  private ContextPolicy() {}

  /** Returns the policy that is in force; empty if the context has none. */
  static Optional<Policy> in(ListableBeanFactory beans) {
    Optional<Policy> ofFilter =
        HAS_SERVLETS ? ContextFilter.in(beans).map(ConsentFilter::policy) : Optional.empty();
    return ofFilter.or(
        () -> Optional.ofNullable(beans.getBeanProvider(Policy.class).getIfAvailable()));
  }
}
