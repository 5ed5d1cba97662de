package io.github.consent4j.spring.actuate;

import io.github.consent4j.servlet.RunningSite;
import io.github.consent4j.spring.ConsentAutoConfiguration;
import io.github.consent4j.spring.ConsentReactiveAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Registers the actuator's endpoint {@code consent}, if it is exposed. */
@AutoConfiguration(after = {ConsentAutoConfiguration.class, ConsentReactiveAutoConfiguration.class})
@ConditionalOnClass(
    name = {
      "org.springframework.boot.actuate.endpoint.annotation.Endpoint",
      "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint"
    })
@ConditionalOnBean(RunningSite.class)
public final class ConsentEndpointAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  ConsentEndpoint consentEndpoint(RunningSite site) {
    return new ConsentEndpoint(site);
  }
}
