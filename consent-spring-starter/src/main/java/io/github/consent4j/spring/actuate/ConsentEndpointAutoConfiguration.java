package io.github.consent4j.spring.actuate;

import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.spring.ConsentAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Registers the actuator's endpoint {@code consent}, if it is exposed. */
@AutoConfiguration(after = ConsentAutoConfiguration.class)
@ConditionalOnClass(
    name = {
      "org.springframework.boot.actuate.endpoint.annotation.Endpoint",
      "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint"
    })
@ConditionalOnBean(ConsentFilter.class)
public final class ConsentEndpointAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  ConsentEndpoint consentEndpoint(ConsentFilter filter) {
    return new ConsentEndpoint(filter);
  }
}
