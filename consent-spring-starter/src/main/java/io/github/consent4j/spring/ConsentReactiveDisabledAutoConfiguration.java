package io.github.consent4j.spring;

import io.github.consent4j.spring.reactive.ReactiveConsentArgumentResolver;
import io.github.consent4j.spring.reactive.ReactiveVisitorConsent;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.WebFilter;

/** Provides the consent to code of a reactive application while the library is switched off. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnProperty(prefix = "consent", name = "enabled", havingValue = "false")
@EnableConfigurationProperties(ConsentProperties.class)
public final class ConsentReactiveDisabledAutoConfiguration implements WebFluxConfigurer {

  @Override
  public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
    resolvers.addCustomResolver(new ReactiveConsentArgumentResolver());
  }

  @Bean
  static WebFilter consentWhenDisabled(ConsentProperties properties) {
    return ReactiveVisitorConsent.whenDisabled(properties.whenDisabled());
  }
}
