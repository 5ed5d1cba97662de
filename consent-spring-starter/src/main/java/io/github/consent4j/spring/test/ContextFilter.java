package io.github.consent4j.spring.test;

import io.github.consent4j.servlet.ConsentFilter;
import java.util.Optional;
import org.springframework.beans.factory.ListableBeanFactory;

/** Finds the filter of an application context. */
final class ContextFilter {

  private ContextFilter() {}

  /** Returns the filter; empty if the context has none. */
  static Optional<ConsentFilter> in(ListableBeanFactory beans) {
    return Optional.ofNullable(beans.getBeanProvider(ConsentFilter.class).getIfAvailable());
  }
}
