package io.github.consent4j.spring.actuate;

import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.spring.ConsentAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Registers the library's meters, if Micrometer is there. */
@AutoConfiguration(after = ConsentAutoConfiguration.class)
@ConditionalOnClass(name = "io.micrometer.core.instrument.binder.MeterBinder")
@ConditionalOnBean(ConsentFilter.class)
public final class ConsentMetricsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "consentMetrics")
  ConsentMetrics consentMetrics(ObjectProvider<ConsentFilter> filters) {
    return new ConsentMetrics(filters);
  }

  @Bean
  @ConditionalOnMissingBean(name = "consentGateMetrics")
  GateMetrics consentGateMetrics(ObjectProvider<ConsentFilter> filters) {
    return new GateMetrics(filters);
  }
}
