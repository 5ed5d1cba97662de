package io.github.consent4j.spring.actuate;

import io.github.consent4j.servlet.RunningSite;
import io.github.consent4j.spring.ConsentAutoConfiguration;
import io.github.consent4j.spring.ConsentReactiveAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Registers the library's meters, if Micrometer is there. */
@AutoConfiguration(after = {ConsentAutoConfiguration.class, ConsentReactiveAutoConfiguration.class})
@ConditionalOnClass(name = "io.micrometer.core.instrument.binder.MeterBinder")
@ConditionalOnBean(RunningSite.class)
public final class ConsentMetricsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "consentMetrics")
  ConsentMetrics consentMetrics(ObjectProvider<RunningSite> sites) {
    return new ConsentMetrics(sites);
  }

  @Bean
  @ConditionalOnMissingBean(name = "consentGateMetrics")
  GateMetrics consentGateMetrics(ObjectProvider<RunningSite> sites) {
    return new GateMetrics(sites);
  }
}
