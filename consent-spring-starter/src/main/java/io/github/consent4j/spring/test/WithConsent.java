package io.github.consent4j.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a test, or every test of a class, as a visitor who has decided. It applies to every request
 * through MockMvc in a Spring test, and to what {@link ConsentExtension} runs. A request with a
 * consent cookie of its own keeps that. The annotation of a method counts over that of its class,
 * and that of a class over the one around it. It can stand on an annotation.
 *
 * <pre>{@code
 * @Test
 * @WithConsent("statistics")
 * void visits_are_counted() throws Exception {
 *   mvc.perform(get("/")).andExpect(cookie().exists("visits"));
 * }
 * }</pre>
 *
 * <p>Without attributes the visitor has accepted everything. It does not reach requests to a server
 * in another thread: see {@link TestVisitor} for them.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface WithConsent {

  /** Returns the categories and services that the visitor has granted. */
  String[] value() default {};

  /** Returns the categories and services that the visitor has refused. */
  String[] refused() default {};

  /** Returns what the visitor answers about everything else. */
  Others others() default Others.OPPOSITE;
}
