package io.github.consent4j.spring;

import io.github.consent4j.spring.reactive.ReactiveConsentArgumentResolver;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

/** Registers the visitor's consent as an argument of handlers of a reactive application. */
final class ReactiveArguments implements WebFluxConfigurer {

  @Override
  public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
    resolvers.addCustomResolver(new ReactiveConsentArgumentResolver());
  }
}
