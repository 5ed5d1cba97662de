package io.github.consent4j.cli;

import static io.github.consent4j.audit.rule.Severity.ERROR;
import static io.github.consent4j.audit.rule.Severity.NOTE;
import static io.github.consent4j.audit.rule.Severity.WARNING;

import io.github.consent4j.audit.rule.ObservedRules;
import io.github.consent4j.audit.rule.Rule;
import java.util.List;

/** The rules that only visits of a browser can be judged by. */
final class VisitRule {

  private static final String PRIOR_CONSENT =
      "ePrivacy directive, article 5(3); TDDDG, section 25(1); CJEU C-673/17";

  private static final String WITHDRAWAL =
      "GDPR, article 7(3); EDPB guidelines 05/2020, paragraph 117";

  private static final String NO_CHOICE =
      "A refusal that changes nothing, or makes things worse, is no choice.";

  static final Rule SET_BEFORE_CONSENT =
      atAnySite(
          ObservedRules.SET_BEFORE_CONSENT,
          "Let what stores it ask first, or declare why it is strictly necessary.");

  static final Rule CONTACTED_BEFORE_CONSENT =
      atAnySite(
          ObservedRules.CONTACTED_BEFORE_CONSENT,
          "Let what contacts it ask first, serve it yourself, or declare why it is strictly"
              + " necessary.");

  static final Rule UNKNOWN_BEFORE_CONSENT =
      new Rule(
          "unknown-before-consent",
          WARNING,
          "What is stored without consent is declared as necessary",
          "It needs consent unless it is strictly necessary, and nobody says that it is.",
          "Find out what stores it; declare why it is strictly necessary, or let it ask first.",
          PRIOR_CONSENT);

  static final Rule SET_AFTER_REJECT =
      new Rule(
          "set-after-reject",
          ERROR,
          "What needs consent is not stored after the visitor has refused",
          NO_CHOICE,
          "Let what stores it read the visitor's decision.",
          PRIOR_CONSENT);

  static final Rule CONTACTED_AFTER_REJECT =
      new Rule(
          "contacted-after-reject",
          ERROR,
          "No third party is contacted after the visitor has refused",
          NO_CHOICE,
          "Let what contacts it read the visitor's decision.",
          PRIOR_CONSENT);

  static final Rule LEFT_AFTER_WITHDRAWAL =
      new Rule(
          "left-after-withdrawal",
          ERROR,
          "Nothing stays in the browser that rests on a consent which was withdrawn",
          "Without consent there is no ground to keep it in the visitor's browser.",
          "Delete it with every domain and path that it was set with.",
          WITHDRAWAL);

  static final Rule CONTACTED_AFTER_WITHDRAWAL =
      new Rule(
          "contacted-after-withdrawal",
          ERROR,
          "No third party is contacted after consent was withdrawn",
          "A withdrawal ends the processing that rests on the consent.",
          "Stop the service with the withdrawal; a reload of the page does so.",
          WITHDRAWAL);

  static final Rule MISSING_SECURE =
      new Rule(
          "missing-secure",
          WARNING,
          "The cookies of an encrypted site are sent with encryption alone",
          "Everybody on the way can read such a cookie as soon as one address with http is called.",
          "Set the cookie with Secure.",
          "RFC 6265bis, section 4.1.2.5; GDPR, article 32");

  static final Rule NO_REJECT =
      new Rule(
          "no-reject",
          ERROR,
          "Everything can be refused",
          "A visitor who can only accept does not consent freely.",
          "Offer a button that refuses everything beside the one that accepts everything.",
          "EDPB, report of the Cookie Banner Taskforce, paragraphs 6 to 8; GDPR, article 4(11)");

  static final Rule NO_WITHDRAWAL =
      new Rule(
          "no-withdrawal",
          ERROR,
          "Consent can be withdrawn",
          "Consent must be as easy to withdraw as to give, at any time.",
          "Offer a link or button on every page that opens the settings.",
          "GDPR, article 7(3); EDPB, report of the Cookie Banner Taskforce, paragraphs 31 to 35");

  static final Rule NO_ACCEPT =
      new Rule(
          "accept-not-found",
          NOTE,
          "The audit has seen what follows an acceptance",
          "What the site does after acceptance and withdrawal was not looked at.",
          "Name the control with --accept-selector, if the site asks for consent.",
          "");

  /** All of them. */
  static final List<Rule> ALL =
      List.of(
          UNKNOWN_BEFORE_CONSENT,
          SET_AFTER_REJECT,
          CONTACTED_AFTER_REJECT,
          LEFT_AFTER_WITHDRAWAL,
          CONTACTED_AFTER_WITHDRAWAL,
          MISSING_SECURE,
          NO_REJECT,
          NO_WITHDRAWAL,
          NO_ACCEPT);

  private VisitRule() {}

  /** Returns a rule with what to do at a site that may not use this library. */
  private static Rule atAnySite(Rule rule, String action) {
    return new Rule(rule.id(), rule.severity(), rule.title(), rule.why(), action, rule.source());
  }
}
