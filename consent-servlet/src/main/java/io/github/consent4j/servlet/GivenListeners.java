package io.github.consent4j.servlet;

import io.github.consent4j.consent.ConsentListener;
import io.github.consent4j.servlet.exchange.Listeners;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The listeners of each kind, in the order in which they are called. Immutable. */
record GivenListeners(
    List<ConsentListener> decisions, List<PolicyListener> policies, List<PageListener> pages) {

  GivenListeners {
    decisions = List.copyOf(decisions);
    policies = List.copyOf(policies);
    pages = List.copyOf(pages);
  }

  /**
   * Returns these listeners, and behind them those that {@link ServiceLoader} finds.
   *
   * @throws ServiceConfigurationError if one of them cannot be made
   */
  GivenListeners andFound(@Nullable ClassLoader loader) {
    return new GivenListeners(
        andFound(decisions, ConsentListener.class, loader),
        andFound(policies, PolicyListener.class, loader),
        andFound(pages, PageListener.class, loader));
  }

  private static <T> List<T> andFound(List<T> given, Class<T> type, @Nullable ClassLoader loader) {
    List<T> all = new ArrayList<>(given);
    ServiceLoader.load(type, loader).forEach(all::add);
    return all;
  }

  /** Returns the listeners that requests have something for. */
  Listeners forRequests() {
    return new Listeners(decisions, PageListeners.of(pages));
  }
}
