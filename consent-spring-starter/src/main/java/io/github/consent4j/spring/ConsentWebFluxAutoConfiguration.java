package io.github.consent4j.spring;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/**
 * Registers the visitor's consent as an argument of the handlers of a reactive application, and
 * enforces {@link RequiresConsent}, even if the library is switched off.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class ConsentWebFluxAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "consentArguments")
  WebFluxConfigurer consentArguments() {
    return new ReactiveArguments();
  }

  @Bean
  @ConditionalOnMissingBean(name = "requiresConsentAdapter")
  HandlerAdapter requiresConsentAdapter(
      ObjectProvider<HandlerAdapter> adapters, ObjectProvider<DispatcherHandler> dispatchers) {
    return new RequiresConsentAdapter(adapters, dispatchers);
  }
}
