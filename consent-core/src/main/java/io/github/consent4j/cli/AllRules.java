package io.github.consent4j.cli;

import io.github.consent4j.audit.rule.FileRules;
import io.github.consent4j.audit.rule.LintRules;
import io.github.consent4j.audit.rule.ObservedRules;
import io.github.consent4j.audit.rule.PolicyRules;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.cli.browser.banner.BannerRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules of all commands. */
final class AllRules {

  private AllRules() {}

  /** Returns the rules by what they are about. A rule may be about several things. */
  static Map<String, List<Rule>> byTheme() {
    Map<String, List<Rule>> themes = new LinkedHashMap<>();
    themes.put("the finished policy", LintRules.ALL);
    themes.put("what a policy declares", PolicyRules.ALL);
    themes.put("the form of the file", FileRules.ALL);
    themes.put("what was seen at the site", ObservedRules.ALL);
    themes.put("what a browser stores and contacts", VisitRule.ALL);
    themes.put("the banner in a browser", BannerRules.ALL);
    return themes;
  }

  /** Returns every rule once. */
  static List<Rule> all() {
    return byTheme().values().stream().flatMap(List::stream).distinct().toList();
  }
}
