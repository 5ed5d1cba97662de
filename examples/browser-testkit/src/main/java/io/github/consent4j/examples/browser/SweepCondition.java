package io.github.consent4j.examples.browser;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Leaves to the sweeps what {@link RestInSweeps} says. */
final class SweepCondition implements ExecutionCondition {

  private static final Pattern INVOCATION =
      Pattern.compile("\\[test-template-invocation:#(\\d+)]$");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Matcher invocation = INVOCATION.matcher(context.getUniqueId());
    if (Boolean.getBoolean("consent.sweeps") || !invocation.find()) {
      return ConditionEvaluationResult.enabled("all are tried");
    }
    int after =
        AnnotationSupport.findAnnotation(context.getElement(), RestInSweeps.class)
            .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), RestInSweeps.class))
            .map(RestInSweeps::after)
            .orElseThrow();
    return Integer.parseInt(invocation.group(1)) <= after
        ? ConditionEvaluationResult.enabled("one of the first " + after)
        : ConditionEvaluationResult.disabled("left to -Psweeps");
  }
}
