package io.github.consent4j.servlet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A known deviation of a container, with or without the filter. A test allows it. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Deviation.All.class)
@interface Deviation {

  Containers on();

  String how();

  /** Several deviations. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface All {
    Deviation[] value();
  }
}
