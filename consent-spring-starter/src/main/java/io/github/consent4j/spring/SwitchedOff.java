package io.github.consent4j.spring;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if {@code consent.enabled} is false, in any of the words that Spring Boot takes for it. A
 * value that is no boolean does not switch the library off; the start fails because of it.
 */
final class SwitchedOff implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return isSwitchedOff(context.getEnvironment());
  }

  private static boolean isSwitchedOff(Environment environment) {
    try {
      return !Binder.get(environment).bind("consent.enabled", Boolean.class).orElse(true);
    } catch (BindException e) {
      return false;
    }
  }

  /** Matches if the other condition does not. */
  static final class Not implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !isSwitchedOff(context.getEnvironment());
    }
  }
}
