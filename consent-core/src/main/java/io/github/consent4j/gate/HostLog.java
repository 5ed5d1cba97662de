package io.github.consent4j.gate;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.seen.ReportedHost;
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

  private final LogOnce logged = new LogOnce(1000);

  /** How many times, by service and host. */
  private final Map<String, Map<String, AtomicLong>> reported = new ConcurrentHashMap<>();

  private final List<Service> services;

  /**
   * A log in which nothing stands yet.
   *
   * @param policy what the site declares
   */
  public HostLog(Policy policy) {
    services = policy.services();
  }

  @Override
  public void seen(Kind kind, String host, @Nullable Service service) {
    if (service == null) {
      undeclared(host, kind != Kind.HELD_BACK);
    } else if (kind == Kind.REPORTED) {
      reported(host, service);
    }
  }

  private void undeclared(String host, boolean passes) {
    if (logged.lacks(host) && logged.add(host)) {
      LOG.warn(
          "A page loads from host '{}' and no service declares it{}; it {}. Say in consent.yaml what"
              + " it is for, for example:\n{}",
          host,
          partsOf(host),
          passes ? "passes" : "is held back",
          ServiceExample.withHost(host));
    }
  }

  /** The parts of a host that services declare, for a message; empty if there are none. */
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

  /** What report mode would have held back, by service and host; only what was met. */
  public List<ReportedHost> reported() {
    List<ReportedHost> all = new ArrayList<>();
    reported.forEach(
        (service, hosts) ->
            hosts.forEach((host, times) -> all.add(new ReportedHost(host, service, times.get()))));
    all.sort(Comparator.comparing(ReportedHost::service).thenComparing(ReportedHost::host));
    return all;
  }
}
