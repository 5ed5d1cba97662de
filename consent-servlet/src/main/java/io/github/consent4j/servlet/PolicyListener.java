package io.github.consent4j.servlet;

/**
 * Receives every attempt to read the policy again, whether it succeeds or not. Implementations must
 * be thread-safe. If one fails, the log names it, and the policy is not affected.
 *
 * <p>The filter finds implementations by {@link java.util.ServiceLoader}; a Spring bean, or an
 * argument of the filter's builder, works as well.
 */
@FunctionalInterface
public interface PolicyListener {

  /** Called once for each attempt, after it, in the thread that made it. */
  void reloaded(PolicyReload reload);
}
