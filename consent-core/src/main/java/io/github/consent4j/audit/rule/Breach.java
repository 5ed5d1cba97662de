package io.github.consent4j.audit.rule;

import java.util.List;

/**
 * A place of a policy that breaks a rule. Immutable and thread-safe.
 *
 * @param rule the rule
 * @param ways the ways in the file to what breaks it, the best first: keys, the words of lists, and
 *     the {@code name} of items with keys. If the file has none of them, the breach is in the
 *     catalogue
 * @param message what is wrong and what to do, on one line
 */
public record Breach(Rule rule, List<List<String>> ways, String message) {

  /** Copies the ways. */
  public Breach {
    ways = List.copyOf(ways);
  }
}
