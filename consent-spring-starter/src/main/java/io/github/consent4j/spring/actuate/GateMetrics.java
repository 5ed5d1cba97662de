package io.github.consent4j.spring.actuate;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.servlet.GateStatistics;
import io.github.consent4j.servlet.PageListener;
import io.github.consent4j.servlet.PolicyListener;
import io.github.consent4j.servlet.PolicyReload;
import io.github.consent4j.servlet.RunningSite;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Meters of the gates and of the policy. Their tags are words of the library, and identifiers of
 * services that the policy declares: neither visitors nor pages can add any. Thread-safe.
 */
final class GateMetrics implements MeterBinder, PageListener, PolicyListener {

  private final ObjectProvider<RunningSite> sites;
  private final List<OfPages> pages = new CopyOnWriteArrayList<>();
  private final Consumer<Page> end = this::ended;

  /** The meters of pages in one registry, and the services that have meters there. */
  private record OfPages(
      MeterRegistry registry,
      Map<Outcome, Timer> times,
      DistributionSummary bytes,
      Set<String> services) {

    static OfPages in(MeterRegistry registry) {
      Map<Outcome, Timer> times = new EnumMap<>(Outcome.class);
      for (Outcome outcome : Outcome.values()) {
        times.put(
            outcome,
            Timer.builder("consent.gate.time")
                .description("Time in the gate for each page, without application and connection")
                .tag("outcome", EnumName.of(outcome))
                .register(registry));
      }
      DistributionSummary bytes =
          DistributionSummary.builder("consent.gate.size")
              .description("Length of each page as the application wrote it")
              .baseUnit("bytes")
              .register(registry);
      return new OfPages(registry, times, bytes, ConcurrentHashMap.newKeySet());
    }
  }

  /**
   * @param sites asked later, because the site is made with its listeners
   */
  GateMetrics(ObjectProvider<RunningSite> sites) {
    this.sites = sites;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    RunningSite site = sites.getObject();
    OfPages meters = OfPages.in(registry);
    bindServices(meters, site);
    pages.add(meters);
    unreadable(registry, site, "withheld", GateStatistics::withheldPages);
    unreadable(registry, site, "sent", GateStatistics::unreadPages);
    Gauge.builder("consent.policy.problems", site, it -> it.status().problems().size())
        .description("Problems in the files of the policy, which leave the earlier one in force")
        .register(registry);
  }

  private static void unreadable(
      MeterRegistry registry,
      RunningSite site,
      String outcome,
      ToDoubleFunction<GateStatistics> number) {
    FunctionCounter.builder(
            "consent.pages.unreadable", site, it -> number.applyAsDouble(it.gateStatistics()))
        .description("Pages and style sheets that the gate could not read, or not to their end")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** Adds the meters that are missing: a registry warns of those that it has already. */
  private static void bindServices(OfPages meters, RunningSite site) {
    for (String service : PolicyDetails.services(site.policy())) {
      if (meters.services().add(service)) {
        bind(meters.registry(), site, service, service);
      }
    }
    if (meters.services().add(GateDetails.UNDECLARED)) {
      bind(meters.registry(), site, null, GateDetails.UNDECLARED);
    }
  }

  private static void bind(
      MeterRegistry registry, RunningSite site, @Nullable String service, String tag) {
    FunctionCounter.builder(
            "consent.resources.blocked", site, it -> it.gateStatistics().blockedResources(service))
        .description("Addresses and scripts that were blocked in pages, style sheets and headers")
        .tag("service", tag)
        .register(registry);
    cookies(registry, site, "request", tag, it -> it.blockedRequestCookies(service));
    cookies(registry, site, "response", tag, it -> it.blockedResponseCookies(service));
  }

  private static void cookies(
      MeterRegistry registry,
      RunningSite site,
      String direction,
      String tag,
      ToDoubleFunction<GateStatistics> number) {
    FunctionCounter.builder(
            "consent.cookies.blocked", site, it -> number.applyAsDouble(it.gateStatistics()))
        .description("Cookies that were hidden from the application or not sent")
        .tags("direction", direction, "service", tag)
        .register(registry);
  }

  @Override
  public @Nullable Consumer<Page> begins() {
    return pages.isEmpty() ? null : end;
  }

  private void ended(Page page) {
    for (OfPages meters : pages) {
      Timer timer = meters.times().get(page.outcome());
      if (timer != null) {
        timer.record(page.gateTime());
      }
      meters.bytes().record((double) page.bytes());
    }
  }

  @Override
  public void reloaded(PolicyReload reload) {
    for (OfPages meters : pages) {
      meters
          .registry()
          .counter("consent.policy.reloads", "outcome", reload.succeeded() ? "success" : "failure")
          .increment();
      bindServices(meters, sites.getObject());
    }
  }
}
