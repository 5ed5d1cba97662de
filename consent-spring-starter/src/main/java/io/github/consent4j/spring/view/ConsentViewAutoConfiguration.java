package io.github.consent4j.spring.view;

import io.github.consent4j.servlet.view.ConsentView;
import io.github.consent4j.servlet.view.VisitorView;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Gives views the visitor's consent: the templates of every engine as an attribute of the model,
 * those of Thymeleaf by a dialect too. It does so even if the library is switched off. A bean of
 * the same type replaces each of them.
 */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration",
      "org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(WebMvcConfigurer.class)
@Import(DialectConfiguration.class)
@ImportRuntimeHints(ConsentViewAutoConfiguration.Hints.class)
public final class ConsentViewAutoConfiguration implements WebMvcConfigurer {

  private final ObjectProvider<ConsentModelInterceptor> interceptor;

  ConsentViewAutoConfiguration(ObjectProvider<ConsentModelInterceptor> interceptor) {
    this.interceptor = interceptor;
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    for (ConsentModelInterceptor each : interceptor.orderedStream().toList()) {
      interceptors.addInterceptor(each);
    }
  }

  /** The methods that templates call by their names. */
  static final class Hints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
      Stream.of(VisitorView.class, ConsentView.class, VisitorView.Category.class)
          .forEach(
              type -> hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS));
    }
  }

  /** The interceptor, which an application may replace by one with another name. */
  @Configuration(proxyBeanMethods = false)
  static class Model {

    @Bean
    @ConditionalOnMissingBean
    ConsentModelInterceptor consentModelInterceptor(BeanFactory beans) {
      return new ConsentModelInterceptor(ConsentModelInterceptor.ATTRIBUTE, beans);
    }
  }
}
