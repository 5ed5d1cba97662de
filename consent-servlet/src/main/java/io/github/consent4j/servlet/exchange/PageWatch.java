package io.github.consent4j.servlet.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Is told of the pages that pass the HTML gate. Implementations are thread-safe and do not throw.
 */
@FunctionalInterface
public interface PageWatch {

  /** Nobody wants to know. The gate then takes no time. */
  PageWatch NONE = () -> null;

  /** How a page ended. */
  enum Outcome {
    /** The gate has read it to its end. */
    COMPLETE,
    /** The gate has failed on it. */
    FAILED,
    /** The application or the connection has given it up. */
    ABORTED
  }

  /** Is told of the end of one page. */
  @FunctionalInterface
  interface End {

    /**
     * Called once, in the thread that ends the page.
     *
     * @param nanos time that the gate took
     * @param bytes length of the page as the application wrote it
     */
    void ended(Outcome outcome, long nanos, long bytes);
  }

  /**
   * Called when the first bytes of a page reach the gate, in the thread that writes them. Returns
   * null if nobody wants to know of the page.
   */
  @Nullable End begins();
}
