package io.github.consent4j.spring.view;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.dialect.IDialect;

/** The dialect of Thymeleaf, in an application of any kind. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(IDialect.class)
class DialectConfiguration {

  @Bean
  @ConditionalOnMissingBean
  ConsentDialect consentDialect() {
    return new ConsentDialect();
  }
}
