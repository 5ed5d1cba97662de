package io.github.consent4j.servlet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The attacks that a test makes, by their numbers in {@link SecurityItems}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface SecurityItem {
  int[] value();
}
