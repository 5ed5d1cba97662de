package io.github.consent4j.spring.test;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/** Tells the thread of a Spring test the visitor that the test is annotated with. */
final class WithConsentListener extends AbstractTestExecutionListener {

  /** The order of a listener that needs nothing but the context. */
  private static final int ORDER = 10_000;

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  public void beforeTestMethod(TestContext test) {
    WithConsent annotation = annotation(test);
    CurrentTest.begin(
        annotation == null ? null : Choice.of(annotation),
        () ->
            test.hasApplicationContext()
                ? ContextPolicy.in(test.getApplicationContext())
                : Optional.empty());
  }

  private static @Nullable WithConsent annotation(TestContext test) {
    WithConsent ofMethod =
        AnnotatedElementUtils.findMergedAnnotation(test.getTestMethod(), WithConsent.class);
    return ofMethod == null
        ? TestContextAnnotationUtils.findMergedAnnotation(test.getTestClass(), WithConsent.class)
        : ofMethod;
  }

  @Override
  public void afterTestMethod(TestContext test) {
    CurrentTest.end();
  }
}
