package io.github.consent4j.page.asset;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Signal;
import java.util.stream.Collectors;

/**
 * Writes the script that passes the decision to tools. Its code is in {@code signals.js}. There,
 * {@code $SIGNALS} stands for an array for each signal: the category or service that decides about
 * it, the tool, the type, and whether nobody is asked about it.
 */
final class SignalScript {

  private final Policy policy;

  SignalScript(Policy policy) {
    this.policy = policy;
  }

  String text() {
    String rules =
        policy.settings().presence().signals().stream()
            .map(signal -> rule(signal, isAlwaysOpen(signal.id())))
            .collect(Collectors.joining(",", "[", "]"));
    return Resources.text("signals.js").replace("$SIGNALS", rules);
  }

  private boolean isAlwaysOpen(String id) {
    return policy.categories().stream()
        .filter(Category::isAlwaysOpen)
        .anyMatch(
            category ->
                category.id().equals(id)
                    || category.services().stream().anyMatch(each -> each.id().equals(id)));
  }

  private static String rule(Signal signal, boolean always) {
    return "["
        + JavaScript.string(signal.id())
        + ','
        + JavaScript.string(signal.tool().id())
        + ','
        + JavaScript.string(signal.type())
        + ','
        + (always ? "1" : "0")
        + ']';
  }
}
