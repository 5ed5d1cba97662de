package io.github.consent4j.cli.observed;

import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.cli.observed.Declarations.Declared;
import io.github.consent4j.policy.Policy;
import java.util.List;

/**
 * Gives findings the operator's reasons to accept them. A waiver for a service or category covers
 * what that service, or a service of that category, declares. Immutable.
 */
final class Acceptance {

  private final List<Policy.Waiver> waivers;

  Acceptance(Policy policy) {
    waivers = policy.waivers();
  }

  /**
   * Returns a finding with its reason if there is one.
   *
   * @param by the services that declare what was found; may be empty
   */
  Finding of(Finding finding, List<Declared> by) {
    if (finding.rule().severity() == Severity.ERROR) {
      return finding;
    }
    return waivers.stream()
        .filter(waiver -> waiver.rule().equals(finding.rule().id()) && covers(waiver, by))
        .findFirst()
        .map(waiver -> finding.waived(waiver.reason()))
        .orElse(finding);
  }

  private static boolean covers(Policy.Waiver waiver, List<Declared> by) {
    if (waiver.service().isEmpty() && waiver.category().isEmpty()) {
      return true;
    }
    return by.stream()
        .anyMatch(
            each ->
                waiver.service().filter(each.service().id()::equals).isPresent()
                    || waiver.category().filter(each.category().id()::equals).isPresent());
  }
}
