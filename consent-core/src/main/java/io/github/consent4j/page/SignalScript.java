package io.github.consent4j.page;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Signal;
import java.util.stream.Collectors;

/**
 * Writes the script that tells tools of the decision. Its code is in {@code signals.js}, where
 * {@code $SIGNALS} stands for an array for each signal: the category or service by which it is
 * decided, the tool, the type, and whether nobody is asked about it.
 */
final class SignalScript {

  private final Policy policy;

  SignalScript(Policy policy) {
    this.policy = policy;
  }

  String text() {
    PageScript page = new PageScript(policy);
    String rules =
        policy.settings().presence().signals().stream()
            .map(signal -> rule(signal, page.isAlwaysOpen(signal.id())))
            .collect(Collectors.joining(",", "[", "]"));
    return Resources.text("signals.js").replace("$SIGNALS", rules);
  }

  private static String rule(Signal signal, boolean always) {
    return "["
        + GuardRules.string(signal.id())
        + ','
        + GuardRules.string(signal.tool().id())
        + ','
        + GuardRules.string(signal.type())
        + ','
        + (always ? "1" : "0")
        + ']';
  }
}
