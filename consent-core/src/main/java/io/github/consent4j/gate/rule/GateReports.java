package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.GateListener;
import io.github.consent4j.known.KnownService;
import io.github.consent4j.policy.Service;
import io.github.consent4j.seen.journal.Occurrence;
import java.util.List;

/** Reports to one listener what the gates of one policy find. Thread-safe. */
final class GateReports {

  private final List<Service> services;
  private final GateListener listener;
  private final HostNames undeclared = new HostNames();

  GateReports(List<Service> services, GateListener listener) {
    this.services = services;
    this.listener = listener;
  }

  /** Returns whether anybody listens. */
  boolean isHeard() {
    return listener != GateListener.NONE;
  }

  /** Reports an address or a script that a service declares. */
  void report(
      String path, GateListener.Kind kind, String host, int service, Occurrence occurrence) {
    listener.seenOn(path, kind, host, services.get(service), occurrence);
  }

  /** Reports an address or a script that a service declares, and that is allowed. */
  void reportPassed(String path, String host, int service, Occurrence occurrence) {
    listener.passed(path, host, services.get(service), occurrence);
  }

  /**
   * Reports an address or a script that no service declares, and that is blocked because it is
   * known.
   *
   * @param host name of the host; empty if it is recognised otherwise
   * @param service the known service
   */
  void reportKnown(String path, String host, KnownService service, Occurrence occurrence) {
    listener.known(path, host, service, occurrence);
  }

  /** Reports a host that no service declares. */
  void reportUndeclared(
      String path, GateListener.Kind kind, byte[] bytes, int from, int to, Occurrence occurrence) {
    String host = undeclared.of(bytes, from, to);
    if (host == null) {
      listener.unnamed(kind);
    } else {
      listener.seenOn(path, kind, host, null, occurrence);
    }
  }
}
