package io.github.consent4j.gate;

import io.github.consent4j.known.KnownService;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.KnownServices;
import io.github.consent4j.seen.journal.Occurrence;
import io.github.consent4j.seen.journal.SeenJournal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs hosts that the policy does not name, each once and up to a limit, and counts what {@code
 * enforce: report} would have blocked. Thread-safe.
 */
public final class HostLog implements GateListener {

  private static final Logger LOG = LoggerFactory.getLogger(HostLog.class);

  private final SeenJournal journal;

  /** The number of occurrences, by service and host. */
  private final Map<String, Map<String, AtomicLong>> reported = new ConcurrentHashMap<>();

  private final List<Service> services;

  /**
   * Creates an empty log with a journal of its own.
   *
   * @param policy the policy of the site
   */
  public HostLog(Policy policy) {
    this(policy, new SeenJournal(Clock.systemUTC(), KnownServices.NONE));
  }

  /**
   * Creates an empty log.
   *
   * @param policy the policy of the site
   * @param journal receives everything that is seen
   */
  public HostLog(Policy policy, SeenJournal journal) {
    services = policy.services();
    this.journal = journal;
  }

  @Override
  public void seen(Kind kind, String host, @Nullable Service service) {
    seenOn("", kind, host, service, Occurrence.UNKNOWN.heldIf(kind == Kind.HELD_BACK));
  }

  @Override
  public void seenOn(
      String path, Kind kind, String host, @Nullable Service service, Occurrence occurrence) {
    if (kind == Kind.HELD_BACK) {
      journal.counts().resource(service == null ? null : service.id());
    }
    note(path, host, service, occurrence);
    if (service == null) {
      undeclared(host, kind != Kind.HELD_BACK);
    } else if (kind == Kind.REPORTED) {
      reported(host, service);
    }
  }

  @Override
  public void passed(String path, String host, Service service, Occurrence occurrence) {
    note(path, host, service, occurrence);
  }

  private void note(String path, String host, @Nullable Service service, Occurrence occurrence) {
    if (!host.isEmpty()) {
      journal.host(host, service == null ? null : service.id(), path, occurrence);
    } else if (service != null) {
      journal.script(service.id(), true, path, occurrence);
    }
  }

  @Override
  public void unnamed(Kind kind) {
    if (kind == Kind.HELD_BACK) {
      journal.counts().resource(null);
    }
  }

  @Override
  public void known(String path, String host, KnownService service, Occurrence occurrence) {
    journal.counts().resource(null);
    if (!host.isEmpty()) {
      journal.host(host, null, path, occurrence);
    } else {
      journal.script(service.id(), false, path, occurrence);
    }
    journal.log().known(host, service, () -> host.isEmpty() ? "" : partsOf(host));
  }

  private void undeclared(String host, boolean passes) {
    if (journal.log().lacksHost(host)) {
      journal.log().host(host, passes, () -> partsOf(host));
    }
  }

  /** Returns the parts of a host that services declare, for a message; empty if there are none. */
  private String partsOf(String host) {
    String parts =
        services.stream()
            .flatMap(
                service ->
                    service.loads().urls().stream()
                        .filter(url -> url.isOn(host))
                        .map(url -> "'" + url + "' of service '" + service.id() + "'"))
            .collect(Collectors.joining(", "));
    return parts.isEmpty() ? "" : " as a whole, only " + parts;
  }

  private void reported(String host, Service service) {
    AtomicLong times =
        reported
            .computeIfAbsent(service.id(), id -> new ConcurrentHashMap<>())
            .computeIfAbsent(host, name -> new AtomicLong());
    if (times.incrementAndGet() == 1) {
      LOG.warn(
          "{} of service '{}' would be held back; its category only reports. It is counted from"
              + " here on.",
          host.isEmpty() ? "A script" : "Content from host '" + host + "'",
          service.id());
    }
  }

  /**
   * Returns what report mode would have blocked, by service and host. It contains only what
   * occurred.
   */
  public List<Seen.Host> reported() {
    List<Seen.Host> all = new ArrayList<>();
    reported.forEach(
        (service, hosts) ->
            hosts.forEach((host, times) -> all.add(new Seen.Host(host, service, times.get()))));
    all.sort(Comparator.comparing(Seen.Host::service).thenComparing(Seen.Host::host));
    return all;
  }
}
