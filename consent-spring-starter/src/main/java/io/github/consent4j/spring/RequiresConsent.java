package io.github.consent4j.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a handler of Spring MVC or Spring WebFlux answer only visitors who allow something. The
 * annotation of a method counts over that of its class. It can stand on an annotation.
 *
 * <pre>{@code
 * @GetMapping("/visits")
 * @RequiresConsent(value = "statistics", fallback = "visits-without")
 * String visits(Model model) { ... }
 * }</pre>
 *
 * <p>All other visitors get {@link #fallback}, or an answer with status 403. A browser that asks
 * for a page gets the settings then, which lead back to the page; a program gets a problem (RFC
 * 9457) as JSON. Caches must not share any of these answers. Requests with the method {@code
 * OPTIONS} need no consent.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresConsent {

  /** Returns the identifiers of services and categories, all of which the visitor has to allow. */
  String[] value();

  /**
   * Returns what visitors get who have not allowed them: the name of a view, or a path within the
   * application, which begins with a slash; empty for an answer with status 403. A request that
   * accepts JSON and no page gets that answer in any case.
   */
  String fallback() default "";
}
