package io.github.consent4j.consent;

/**
 * Receives every decision about consent, whether it was made on the library's own pages or in the
 * application's code. Implementations must be thread-safe. If one fails, the log names it, and the
 * visitor's response is not affected.
 *
 * <p>The filter finds implementations by {@link java.util.ServiceLoader}; a Spring bean, or an
 * argument of the filter's builder, works as well.
 *
 * <pre>{@code
 * ConsentListener log = event -> LOG.info("Decision: {}", event.way());
 * }</pre>
 */
@FunctionalInterface
public interface ConsentListener {

  /** Called once for each decision, before the response is sent. */
  void decided(ConsentEvent event);
}
