package io.github.consent4j.servlet;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Learns how long the gate works on each page, such as a page that is slow to read. The gate takes
 * no time while no listener asks for it. Implementations must be thread-safe. If one fails, the log
 * names it, and the page is not affected.
 *
 * <p>The filter finds implementations by {@link java.util.ServiceLoader}; a Spring bean, or an
 * argument of the filter's builder, works as well.
 *
 * <pre>{@code
 * PageListener slow = () -> page -> {
 *   if (page.gateTime().toMillis() > 50) {
 *     LOG.warn("A page of {} bytes took {}", page.bytes(), page.gateTime());
 *   }
 * };
 * }</pre>
 */
@FunctionalInterface
public interface PageListener {

  /** How a page ended. */
  enum Outcome {
    /** The gate has read it to its end. */
    COMPLETE,
    /** The gate has failed on it; {@code on-error} says what became of the rest. */
    FAILED,
    /** The application or the connection has given it up. */
    ABORTED
  }

  /**
   * A page that has passed the gate. It says nothing about the visitor.
   *
   * @param outcome how it ended
   * @param gateTime time that the gate took, without that of the application and the connection
   * @param bytes length of the page as the application wrote it
   */
  record Page(Outcome outcome, Duration gateTime, long bytes) {}

  /**
   * Called when the first bytes of a page reach the gate, in the thread that writes them. Returns
   * what is told of the end of the page, or null to hear nothing of it.
   */
  @Nullable Consumer<Page> begins();
}
