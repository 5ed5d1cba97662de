package io.github.consent4j.spring;

import io.github.consent4j.spring.reactive.ReactiveVisitorConsent;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.web.server.WebFilter;

/** Provides the consent to code of a reactive application while the library is switched off. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@Conditional(SwitchedOff.class)
@EnableConfigurationProperties(ConsentProperties.class)
public final class ConsentReactiveDisabledAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "consentWhenDisabled")
  WebFilter consentWhenDisabled(ConsentProperties properties) {
    return ReactiveVisitorConsent.whenDisabled(properties.whenDisabled());
  }
}
