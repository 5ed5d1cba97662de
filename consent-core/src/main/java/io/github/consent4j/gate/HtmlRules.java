package io.github.consent4j.gate;

import io.github.consent4j.policy.Policy;

/**
 * What the {@link HtmlGate} looks up: hosts, paths, script names, inline markers and marker classes
 * of all services, compiled once for a policy. Immutable and thread-safe.
 */
public final class HtmlRules {

  private HtmlRules(Policy policy) {}

  /** Compiles the rules of a policy. */
  public static HtmlRules of(Policy policy) {
    return new HtmlRules(policy);
  }
}
