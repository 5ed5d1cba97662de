package io.github.consent4j.examples.browser;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Of the arguments of a test, or of each test of a class, the first ones are tried in every build,
 * and the rest with {@code -Psweeps} only.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SweepCondition.class)
public @interface RestInSweeps {

  /** How many are tried in every build. */
  int after() default 1;
}
