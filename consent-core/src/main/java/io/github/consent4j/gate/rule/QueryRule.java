package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.url.Parameters;
import io.github.consent4j.policy.NamePattern;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that a rule asks for. Immutable and thread-safe.
 *
 * @param values globs over their values, by name
 */
record QueryRule(Map<String, NamePattern> values) {

  /** Returns whether a URL has all of them, whatever their order and its other parameters. */
  boolean matches(@Nullable Parameters parameters) {
    for (Map.Entry<String, NamePattern> each : values.entrySet()) {
      String value = parameters == null ? null : parameters.first(each.getKey());
      if (value == null || !each.getValue().matches(value)) {
        return false;
      }
    }
    return true;
  }
}
