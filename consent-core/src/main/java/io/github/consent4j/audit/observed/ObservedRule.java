package io.github.consent4j.audit.observed;

import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.audit.rule.Severity;
import java.util.List;

/** The rules that observations are judged by. */
public final class ObservedRule {

  private static final String PRIOR_CONSENT =
      "Directive 2002/58/EC, Art. 5(3); § 25(1) TDDDG; CJEU C-673/17";

  private static final String INFORMATION = "CJEU C-673/17, para. 75 to 81; GDPR Art. 13";

  /** A cookie that no service declares. */
  static final Rule UNDECLARED_COOKIE =
      new Rule(
          "undeclared-cookie",
          Severity.WARNING,
          "A cookie is set that no service declares",
          "Visitors are not told of it, and whether it needs consent is decided by nobody.",
          "Declare it under the service that sets it, or stop setting it.",
          INFORMATION);

  /** A storage key that no service declares. */
  static final Rule UNDECLARED_KEY =
      new Rule(
          "undeclared-storage-key",
          Severity.WARNING,
          "Something is stored in the browser that no service declares",
          "The rules for cookies hold for all storage, and visitors are not told of this one.",
          "Declare it under the service whose script stores it.",
          "Directive 2002/58/EC, Art. 5(3); EDPB Guidelines 2/2023");

  /** A host, or a known script, that no service declares. */
  static final Rule UNDECLARED_THIRD_PARTY =
      new Rule(
          "undeclared-third-party",
          Severity.WARNING,
          "A third party is contacted that no service declares",
          "It receives at least the visitor's address and the page, and visitors are not told.",
          "Declare the service that it belongs to, or name the host among 'own-hosts'.",
          "GDPR Art. 13(1)(e); Directive 2002/58/EC, Art. 5(3)");

  /** A declaration without an observation. */
  static final Rule NEVER_SEEN =
      new Rule(
          "never-seen",
          Severity.NOTE,
          "A declared thing was never seen",
          "Visitors are asked about, or told of, something that the site may no longer use.",
          "Remove it from the file if the site does not use it.",
          "GDPR Art. 5(1)(d)");

  /** A lifetime longer than the declared one. */
  static final Rule LONGER_LIVED =
      new Rule(
          "longer-lived-than-declared",
          Severity.WARNING,
          "A cookie lives longer than the file declares",
          "Visitors agreed to the time that they were told.",
          "Declare the real lifetime, or shorten it with 'cap-lifetime: true'.",
          INFORMATION);

  /** Attributes that are weaker than they have to be. */
  static final Rule WRONG_FLAGS =
      new Rule(
          "wrong-flags",
          Severity.WARNING,
          "A cookie has other attributes than it needs",
          "Browsers refuse such a cookie, or others can read it on the way or in a script.",
          "Set the attribute in the application, or with 'secure', 'http-only' and 'same-site'"
              + " where the cookie is declared.",
          "RFC 6265bis, sections 4.1.2 and 4.1.3; GDPR Art. 32");

  /** Stored although consent is missing. */
  static final Rule SET_BEFORE_CONSENT =
      new Rule(
          "set-before-consent",
          Severity.ERROR,
          "Something that needs consent is stored without it",
          "Storing in the visitor's browser needs prior consent unless it is strictly necessary.",
          "Find what sets it where the library cannot hold it back, and let it ask first.",
          PRIOR_CONSENT);

  /** Contacted although consent is missing. */
  static final Rule CONTACTED_BEFORE_CONSENT =
      new Rule(
          "contacted-before-consent",
          Severity.ERROR,
          "A third party that needs consent is contacted without it",
          "The third party receives the visitor's address before the visitor could refuse.",
          "Find what contacts it where the library cannot hold it back, and let it ask first.",
          PRIOR_CONSENT);

  /** Happens without consent because the file says so. */
  static final Rule NOT_ENFORCED =
      new Rule(
          "not-enforced",
          Severity.WARNING,
          "Something that needs consent happens without it, because the file says so",
          "The file names the category as one that visitors are asked about, and does not ask.",
          "Set 'enforce: on' for the category once the observation is complete.",
          PRIOR_CONSENT);

  private static final List<Rule> ALL =
      List.of(
          UNDECLARED_COOKIE,
          UNDECLARED_KEY,
          UNDECLARED_THIRD_PARTY,
          NEVER_SEEN,
          LONGER_LIVED,
          WRONG_FLAGS,
          SET_BEFORE_CONSENT,
          CONTACTED_BEFORE_CONSENT,
          NOT_ENFORCED);

  private ObservedRule() {}

  /** Returns all rules. */
  public static List<Rule> all() {
    return ALL;
  }
}
