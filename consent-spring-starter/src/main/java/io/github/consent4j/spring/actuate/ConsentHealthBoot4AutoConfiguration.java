package io.github.consent4j.spring.actuate;

import io.github.consent4j.servlet.RunningSite;
import io.github.consent4j.spring.ConsentAutoConfiguration;
import io.github.consent4j.spring.ConsentReactiveAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Adds the proof of decisions and the state of the policy to the health of the application, on
 * Spring Boot 4.
 */
@AutoConfiguration(after = {ConsentAutoConfiguration.class, ConsentReactiveAutoConfiguration.class})
@ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
@ConditionalOnMissingClass("org.springframework.boot.actuate.health.HealthIndicator")
@ConditionalOnBean(RunningSite.class)
@ConditionalOnProperty(name = "management.health.consent.enabled", matchIfMissing = true)
public final class ConsentHealthBoot4AutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "consentHealthIndicator")
  HealthIndicator consentHealthIndicator(RunningSite site) {
    return () -> {
      HealthDetails health = HealthDetails.of(site);
      return Health.status(health.status()).withDetails(health.details()).build();
    };
  }
}
