package io.github.consent4j.cli.browser.banner;

import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.cli.evidence.BannerCheck;
import java.util.List;

/**
 * What the checks of a banner have shown. Immutable.
 *
 * @param checks each check with what it measured, in the order of {@link BannerRules#ALL}; the name
 *     of a check is that of its rule
 * @param findings the rules that are broken, each once
 */
public record BannerResult(List<BannerCheck> checks, List<Finding> findings) {

  /** Copies the lists. */
  public BannerResult {
    checks = List.copyOf(checks);
    findings = List.copyOf(findings);
  }
}
