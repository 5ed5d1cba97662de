package io.github.consent4j.gate;

import io.github.consent4j.known.KnownService;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UndeclaredHandling;
import io.github.consent4j.seen.journal.Occurrence;
import org.jspecify.annotations.Nullable;

/**
 * Receives what the HTML gate finds in pages: each address or script once, in the thread that
 * writes the page. A report holds no value of a visitor: neither a path nor a query, and a declared
 * host only by its declared name. Implementations are thread-safe and fast, and do not throw.
 */
@FunctionalInterface
public interface GateListener {

  /** The kind of a finding. */
  enum Kind {
    /** It was blocked. */
    HELD_BACK,
    /** It would have been blocked if its category were enforced. */
    REPORTED,
    /**
     * A third party's host that no service declares; it is allowed, as it always is with {@link
     * UndeclaredHandling#REPORT}.
     */
    UNDECLARED
  }

  /** The listener that does nothing. With it, the gate does not look up anything for a listener. */
  GateListener NONE = (kind, host, service) -> {};

  /**
   * Receives a finding.
   *
   * @param host name of the host in lower case and ASCII. It is the declared name, or the name of a
   *     host that no service declares; of the latter only a limited number of different ones are
   *     reported. It is empty for content that is recognised otherwise, such as a script by a
   *     marker in its text or by its file name.
   * @param service the service that declares it; null if no service declares the host
   */
  void seen(Kind kind, String host, @Nullable Service service);

  /**
   * Receives what was blocked because the catalogue knows it and the policy does not name it.
   * Passes it on as a host that no service declares, unless it is overridden.
   *
   * @param path path of the page, which may hold identifiers; empty if it is not known
   * @param host name of the host in lower case and ASCII; empty for a script that is recognised
   *     otherwise
   * @param service the known service
   */
  default void known(String path, String host, KnownService service, Occurrence occurrence) {
    if (!host.isEmpty()) {
      seenOn(path, Kind.HELD_BACK, host, null, occurrence);
    }
  }

  /**
   * Receives a finding at a host that no service declares, and that is one too many to be named.
   * Does nothing, unless it is overridden.
   */
  default void unnamed(Kind kind) {}

  /**
   * Receives a finding together with the page that has it and the visitor's consent. Passes it on
   * without both, unless it is overridden.
   *
   * @param path path of the page, which may hold identifiers; empty if it is not known
   */
  default void seenOn(
      String path, Kind kind, String host, @Nullable Service service, Occurrence occurrence) {
    seen(kind, host, service);
  }

  /**
   * Receives what a service declares and what is allowed. Does nothing, unless it is overridden.
   *
   * @param path path of the page, which may hold identifiers; empty if it is not known
   * @param host the declared name of the host; empty for a script that is recognised otherwise
   */
  default void passed(String path, String host, Service service, Occurrence occurrence) {}
}
