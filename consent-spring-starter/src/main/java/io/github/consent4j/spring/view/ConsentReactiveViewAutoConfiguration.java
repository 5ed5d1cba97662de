package io.github.consent4j.spring.view;

import io.github.consent4j.servlet.view.VisitorView;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.web.reactive.result.view.ViewResolutionResultHandler;

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
@Import(DialectConfiguration.class)
@ImportRuntimeHints(ConsentReactiveViewAutoConfiguration.Hints.class)
public final class ConsentReactiveViewAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  ConsentModelResultHandler consentModelResultHandler(
      ObjectProvider<ViewResolutionResultHandler> views) {
    return new ConsentModelResultHandler(ConsentModelInterceptor.ATTRIBUTE, views);
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
}
