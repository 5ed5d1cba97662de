package io.github.consent4j.spring.actuate;

import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.consent.ConsentListener;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.policy.Category;
import io.github.consent4j.servlet.RunningSite;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Meters of decisions and of their records. Their tags are words of the library, and identifiers of
 * categories that the policy declares, so that nothing about visitors is in them. Thread-safe.
 */
final class ConsentMetrics implements MeterBinder, ConsentListener {

  private final ObjectProvider<RunningSite> sites;
  private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

  /**
   * @param sites asked later, because the site is made with its listeners
   */
  ConsentMetrics(ObjectProvider<RunningSite> sites) {
    this.sites = sites;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    registries.add(registry);
    RunningSite site = sites.getObject();
    FunctionCounter.builder("consent.records.kept", site, it -> it.recordStatus().kept())
        .description("Records of decisions that were kept")
        .register(registry);
    FunctionCounter.builder("consent.records.not.kept", site, it -> it.recordStatus().notKept())
        .description("Records of decisions that could not be kept")
        .register(registry);
    FunctionCounter.builder("consent.records.set.aside", site, it -> it.recordStatus().setAside())
        .description("Records of decisions that the store refused")
        .register(registry);
    Gauge.builder("consent.records.waiting", site, it -> it.recordStatus().waiting())
        .description("Records of decisions that wait until the store can be reached")
        .register(registry);
  }

  @Override
  public void decided(ConsentEvent event) {
    registries.forEach(registry -> count(registry, event));
  }

  private static void count(MeterRegistry registry, ConsentEvent event) {
    registry
        .counter(
            "consent.decisions",
            "action",
            EnumName.of(event.action()),
            "way",
            EnumName.of(event.way()),
            "layer",
            EnumName.of(event.layer()))
        .increment();
    event.after().policy().categories().stream()
        .filter(Category::isAsked)
        .forEach(category -> count(registry, event, category));
  }

  private static void count(MeterRegistry registry, ConsentEvent event, Category category) {
    registry
        .counter("consent.choices", "category", category.id(), "choice", choice(event, category))
        .increment();
  }

  /** Returns what became of a category by a decision. */
  private static String choice(ConsentEvent event, Category category) {
    boolean before = event.before().allows(category.id());
    if (event.after().allows(category.id())) {
      return "granted";
    }
    if (before) {
      return "withdrawn";
    }
    boolean some =
        category.services().stream().anyMatch(service -> event.after().allows(service.id()));
    return some ? "partly-granted" : "refused";
  }
}
