package io.github.consent4j.spring;

import io.github.consent4j.consent.Consent;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Registers the visitor's {@link Consent} as an argument of controllers, and enforces {@link
 * RequiresConsent}, even if the library is switched off.
 */
@AutoConfiguration(after = ConsentAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(WebMvcConfigurer.class)
public final class ConsentWebMvcAutoConfiguration implements WebMvcConfigurer {

  private final ObjectProvider<ConsentArgumentResolver> own;

  /**
   * @param own a resolver of the application, which takes the place of the library's
   */
  ConsentWebMvcAutoConfiguration(ObjectProvider<ConsentArgumentResolver> own) {
    this.own = own;
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors.addInterceptor(new RequiresConsentInterceptor());
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(own.getIfAvailable(ConsentArgumentResolver::new));
  }
}
