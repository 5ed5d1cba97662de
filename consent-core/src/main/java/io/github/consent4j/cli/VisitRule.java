package io.github.consent4j.cli;

import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.audit.rule.Severity;

/** The rules that the visits of a browser are judged by. */
final class VisitRule {

  private static final String PRIOR_CONSENT =
      "Directive 2002/58/EC, Art. 5(3); § 25(1) TDDDG; CJEU C-673/17";

  private static final String WITHDRAWAL = "GDPR Art. 7(3); EDPB Guidelines 05/2020, § 117";

  static final Rule SET_BEFORE_CONSENT =
      new Rule(
          "set-before-consent",
          Severity.ERROR,
          "Something that needs consent is stored without it",
          "Storing in the visitor's browser needs prior consent unless it is strictly necessary.",
          "Let what stores it ask first, or declare why it is strictly necessary.",
          PRIOR_CONSENT);

  static final Rule UNKNOWN_BEFORE_CONSENT =
      new Rule(
          "unknown-before-consent",
          Severity.WARNING,
          "Something that nobody declares is stored without consent",
          "It needs consent unless it is strictly necessary, and nobody says that it is.",
          "Find out what stores it; declare why it is strictly necessary, or let it ask first.",
          PRIOR_CONSENT);

  static final Rule CONTACTED_BEFORE_CONSENT =
      new Rule(
          "contacted-before-consent",
          Severity.ERROR,
          "A third party is contacted without consent",
          "The third party receives the visitor's address before the visitor could refuse.",
          "Let what contacts it ask first, serve it yourself, or declare why it is strictly"
              + " necessary.",
          PRIOR_CONSENT);

  static final Rule SET_AFTER_REJECT =
      new Rule(
          "set-after-reject",
          Severity.ERROR,
          "Something is stored after the visitor has refused",
          "A refusal that changes nothing, or makes things worse, is no choice.",
          "Let what stores it read the visitor's decision.",
          PRIOR_CONSENT);

  static final Rule CONTACTED_AFTER_REJECT =
      new Rule(
          "contacted-after-reject",
          Severity.ERROR,
          "A third party is contacted after the visitor has refused",
          "A refusal that changes nothing, or makes things worse, is no choice.",
          "Let what contacts it read the visitor's decision.",
          PRIOR_CONSENT);

  static final Rule LEFT_AFTER_WITHDRAWAL =
      new Rule(
          "left-after-withdrawal",
          Severity.ERROR,
          "Something stays in the browser after consent was withdrawn",
          "Without consent there is no ground to keep it in the visitor's browser.",
          "Delete it with every domain and path that it was set with.",
          WITHDRAWAL);

  static final Rule CONTACTED_AFTER_WITHDRAWAL =
      new Rule(
          "contacted-after-withdrawal",
          Severity.ERROR,
          "A third party is contacted after consent was withdrawn",
          "A withdrawal ends the processing that rests on the consent.",
          "Stop the service with the withdrawal; a reload of the page does so.",
          WITHDRAWAL);

  static final Rule LONG_LIFETIME =
      new Rule(
          "long-lifetime",
          Severity.WARNING,
          "A cookie lives for more than 13 months",
          "A lifetime is to be proportionate to the purpose; authorities name 13 months.",
          "Shorten the lifetime to what the purpose needs.",
          "CNIL, guidelines on cookies and other trackers; GDPR Art. 5(1)(e)");

  static final Rule MISSING_SECURE =
      new Rule(
          "missing-secure",
          Severity.WARNING,
          "A cookie of an encrypted site is also sent without encryption",
          "Everybody on the way can read it as soon as one address with http is called.",
          "Set the cookie with Secure.",
          "RFC 6265bis, section 4.1.2.5; GDPR Art. 32");

  static final Rule NO_REJECT =
      new Rule(
          "no-reject",
          Severity.ERROR,
          "No way to refuse was found",
          "A visitor who can only accept does not consent freely.",
          "Offer a button that refuses everything beside the one that accepts everything.",
          "EDPB Cookie Banner Taskforce, §§ 6 to 8; GDPR Art. 4(11)");

  static final Rule NO_WITHDRAWAL =
      new Rule(
          "no-withdrawal",
          Severity.ERROR,
          "No way to withdraw was found",
          "Consent must be as easy to withdraw as to give, at any time.",
          "Offer a link or button on every page that opens the settings.",
          "GDPR Art. 7(3); EDPB Cookie Banner Taskforce, §§ 31 to 35");

  static final Rule NO_ACCEPT =
      new Rule(
          "accept-not-found",
          Severity.NOTE,
          "No way to accept was found",
          "What the site does after acceptance and withdrawal was not looked at.",
          "Name the control with --accept-selector, if the site asks for consent.",
          "");

  private VisitRule() {}
}
