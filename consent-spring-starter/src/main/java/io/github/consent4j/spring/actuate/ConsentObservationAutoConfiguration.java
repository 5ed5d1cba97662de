package io.github.consent4j.spring.actuate;

import io.github.consent4j.servlet.RunningSite;
import io.github.consent4j.spring.ConsentAutoConfiguration;
import io.github.consent4j.spring.ConsentReactiveAutoConfiguration;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Observes the gate, if the application has a registry of observations. */
@AutoConfiguration(
    after = {ConsentAutoConfiguration.class, ConsentReactiveAutoConfiguration.class},
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
    })
@ConditionalOnClass(name = "io.micrometer.observation.ObservationRegistry")
@ConditionalOnBean(
    value = RunningSite.class,
    type = "io.micrometer.observation.ObservationRegistry")
public final class ConsentObservationAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "consentGateObservation")
  GateObservation consentGateObservation(ObjectProvider<ObservationRegistry> registries) {
    return new GateObservation(registries);
  }
}
