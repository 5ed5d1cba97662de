package io.github.consent4j.consent;

/**
 * Hears every decision over consent, however it was made: on the library's own pages or in the
 * application's code. Implementations must be thread-safe. One that fails is named in the log; the
 * visitor's response goes on as if nothing had happened.
 *
 * <p>Implementations are found by {@link java.util.ServiceLoader}, or handed to the filter.
 */
@FunctionalInterface
public interface ConsentListener {

  /** A visitor has decided; called once for each decision, before the response leaves. */
  void decided(ConsentEvent event);
}
