package io.github.consent4j.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Conditional;

/** Stops the start of a reactive application, which the library cannot protect. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@Conditional(SwitchedOff.Not.class)
public final class ConsentReactiveAutoConfiguration {

  ConsentReactiveAutoConfiguration() {
    throw new UnprotectedApplicationException();
  }
}
