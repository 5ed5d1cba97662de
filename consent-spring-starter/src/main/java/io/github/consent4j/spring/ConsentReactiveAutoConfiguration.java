package io.github.consent4j.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;

/** Stops the start of a reactive application, which the library cannot protect. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnProperty(prefix = "consent", name = "enabled", matchIfMissing = true)
public final class ConsentReactiveAutoConfiguration {

  ConsentReactiveAutoConfiguration() {
    throw new UnprotectedApplicationException();
  }
}
