package io.github.consent4j.spring;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;

/**
 * Stops the start of a reactive application with a handler that has {@link RequiresConsent}, which
 * only Spring MVC enforces: the handler would answer everybody.
 */
final class ReactiveHandlerCheck implements SmartInitializingSingleton {

  private final ObjectProvider<RequestMappingInfoHandlerMapping> mappings;

  ReactiveHandlerCheck(ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
    this.mappings = mappings;
  }

  @Override
  public void afterSingletonsInstantiated() {
    mappings.stream()
        .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
        .filter(ReactiveHandlerCheck::requiresConsent)
        .findFirst()
        .ifPresent(
            handler -> {
              throw new IllegalStateException(
                  "@RequiresConsent of "
                      + handler.getShortLogMessage()
                      + " has no effect in a reactive application, so that the handler would answer"
                      + " everybody: ask the argument Consent there instead");
            });
  }

  private static boolean requiresConsent(HandlerMethod handler) {
    return AnnotatedElementUtils.hasAnnotation(handler.getMethod(), RequiresConsent.class)
        || AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), RequiresConsent.class);
  }
}
