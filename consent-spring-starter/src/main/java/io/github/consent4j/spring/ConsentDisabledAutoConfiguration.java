package io.github.consent4j.spring;

import io.github.consent4j.servlet.WhenDisabled;
import jakarta.servlet.ServletContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Conditional;
import org.springframework.web.context.ServletContextAware;

/** Provides the consent to application code while the library is switched off. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Conditional(SwitchedOff.class)
@EnableConfigurationProperties(ConsentProperties.class)
public final class ConsentDisabledAutoConfiguration implements ServletContextAware {

  private final WhenDisabled answer;

  ConsentDisabledAutoConfiguration(ConsentProperties properties) {
    answer = properties.whenDisabled();
  }

  @Override
  public void setServletContext(ServletContext context) {
    answer.answerIn(context::setAttribute);
  }
}
