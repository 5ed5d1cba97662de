package io.github.consent4j.gate;

import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UndeclaredHandling;
import org.jspecify.annotations.Nullable;

/**
 * Receives what the HTML gate finds in pages: each address or script once, in the thread that
 * writes the page. A report holds no value of a visitor: neither a path nor a query, and a declared
 * host only by its declared name. Implementations are thread-safe and fast, and do not throw.
 */
@FunctionalInterface
public interface GateListener {

  /** What was met. */
  enum Kind {
    /** It has been held back. */
    HELD_BACK,
    /** It would have been held back if its category were enforced. */
    REPORTED,
    /**
     * A third party's host that no service declares; it passes ({@link UndeclaredHandling#REPORT}).
     */
    UNDECLARED
  }

  /** Nobody listens: then nothing is looked up for it. */
  GateListener NONE = (kind, host, service) -> {};

  /**
   * Takes one finding.
   *
   * @param host name of the host in lower case and ASCII: as declared, or that of a host which
   *     nobody declares, of which only so many different ones are told; empty for content that is
   *     known otherwise, as a script by a marker in its text or by its file name
   * @param service on whose behalf; null where nobody declares the host
   */
  void seen(Kind kind, String host, @Nullable Service service);
}
