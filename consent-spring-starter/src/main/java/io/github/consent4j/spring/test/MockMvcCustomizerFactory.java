package io.github.consent4j.spring.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.web.servlet.setup.ConfigurableMockMvcBuilder;
import org.springframework.util.ClassUtils;

/**
 * Makes {@link WithConsent} apply to the MockMvc that Spring Boot builds. Its builder is a bean in
 * 3.5 and 4.x alike, while the type of what customizes it has another package in each.
 */
final class MockMvcCustomizerFactory implements ContextCustomizerFactory {

  private static final String SERVLET = "jakarta.servlet.Filter";
  private static final String MVC = "org.springframework.web.servlet.DispatcherServlet";

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
    ClassLoader loader = testClass.getClassLoader();
    return ClassUtils.isPresent(SERVLET, loader) && ClassUtils.isPresent(MVC, loader)
        ? new MockMvcCustomizer()
        : null;
  }

  /** Registers the post-processor. All are equal, so that tests share their contexts. */
  private record MockMvcCustomizer() implements ContextCustomizer {

    @Override
    public void customizeContext(
        ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
      if (context.getBeanFactory() instanceof BeanDefinitionRegistry registry) {
        registry.registerBeanDefinition(
            BuilderPostProcessor.class.getName(),
            new RootBeanDefinition(BuilderPostProcessor.class));
      }
    }
  }

  /** Adds the visitor of each test to the builder of MockMvc. */
  static final class BuilderPostProcessor implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      if (bean instanceof ConfigurableMockMvcBuilder<?> builder) {
        builder.apply(new WithConsentProcessor());
      }
      return bean;
    }
  }
}
