package io.github.consent4j.spring.view;

import io.github.consent4j.servlet.view.VisitorView;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.web.reactive.result.view.ViewResolutionResultHandler;
import org.thymeleaf.dialect.IDialect;

/**
 * Gives the views of a reactive application the visitor's consent, as {@link
 * ConsentViewAutoConfiguration} does in one with servlets. A bean of the same type replaces each of
 * them.
 */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration",
      "org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ImportRuntimeHints(ConsentReactiveViewAutoConfiguration.Hints.class)
public final class ConsentReactiveViewAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  ConsentModelResultHandler consentModelResultHandler(
      ObjectProvider<ViewResolutionResultHandler> views) {
    return new ConsentModelResultHandler("consent", views);
  }

  /** The methods that templates call by their names. */
  static final class Hints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
      Stream.of(VisitorView.class, VisitorView.Category.class)
          .forEach(
              type -> hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS));
    }
  }

  /** The dialect. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(IDialect.class)
  static class Thymeleaf {

    @Bean
    @ConditionalOnMissingBean
    ConsentDialect consentDialect() {
      return new ConsentDialect();
    }
  }
}
