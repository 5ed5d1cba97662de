package io.github.consent4j.spring.actuate;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.servlet.PageListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Observes each page from its first byte in the gate to its last one, as part of the observation of
 * the request. A page is written in several calls, between which the application works; the time
 * that the gate itself took is a key value of the observation. Thread-safe.
 */
final class GateObservation implements PageListener {

  private static final String NAME = "consent.gate";

  private final ObjectProvider<ObservationRegistry> registries;

  /**
   * @param registries asked later, because the filter is made before most other beans
   */
  GateObservation(ObjectProvider<ObservationRegistry> registries) {
    this.registries = registries;
  }

  @Override
  public @Nullable Consumer<Page> begins() {
    ObservationRegistry registry = registries.getIfUnique();
    if (registry == null || registry.isNoop()) {
      return null;
    }
    Observation observation =
        Observation.createNotStarted(NAME, registry).contextualName("consent gate").start();
    return page -> end(observation, page);
  }

  private static void end(Observation observation, Page page) {
    observation
        .lowCardinalityKeyValue("outcome", EnumName.of(page.outcome()))
        .highCardinalityKeyValue("consent.gate.nanos", Long.toString(page.gateTime().toNanos()))
        .highCardinalityKeyValue("consent.gate.bytes", Long.toString(page.bytes()))
        .stop();
  }
}
