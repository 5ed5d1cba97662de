package io.github.consent4j.audit.rule;

import static io.github.consent4j.audit.rule.Severity.ERROR;
import static io.github.consent4j.audit.rule.Severity.NOTE;
import static io.github.consent4j.audit.rule.Severity.WARNING;

import java.util.List;

/**
 * Rules of what happens at a site. No file can break them alone: they compare it with what was
 * seen.
 */
public final class ObservedRules {

  private static final String PRIOR_CONSENT =
      "ePrivacy directive, article 5(3); TDDDG, section 25(1); CJEU C-673/17";

  private static final String INFORMATION = "CJEU C-673/17, paragraphs 75 to 81; GDPR, article 13";

  /** A cookie that no service declares. */
  public static final Rule UNDECLARED_COOKIE =
      new Rule(
          "undeclared-cookie",
          WARNING,
          "Every cookie that is set is declared",
          "Visitors are not told of it, and whether it needs consent is decided by nobody.",
          "Declare it under the service that sets it, or stop setting it.",
          INFORMATION);

  /** A storage key that no service declares. */
  public static final Rule UNDECLARED_KEY =
      new Rule(
          "undeclared-storage-key",
          WARNING,
          "Everything that is stored in the browser is declared",
          "The rules for cookies are those for all storage, and visitors are not told of this one.",
          "Declare it under the service whose script stores it.",
          "ePrivacy directive, article 5(3); EDPB guidelines 2/2023");

  /** A host, or a known script, that no service declares. */
  public static final Rule UNDECLARED_THIRD_PARTY =
      new Rule(
          "undeclared-third-party",
          WARNING,
          "Every third party that is contacted is declared",
          "It receives at least the visitor's address and the page, and visitors are not told.",
          "Declare the service that it belongs to, or name the host among 'own-hosts'.",
          "GDPR, article 13(1)(e); ePrivacy directive, article 5(3)");

  /** A declaration without an observation. */
  public static final Rule NEVER_SEEN =
      new Rule(
          "never-seen",
          NOTE,
          "Everything that is declared is in use",
          "Visitors are asked about, or told of, something that the site may no longer use.",
          "Remove it from the file if the site does not use it.",
          "GDPR, article 5(1)(d)");

  /** A lifetime longer than the declared one. */
  public static final Rule LONGER_LIVED =
      new Rule(
          "longer-lived-than-declared",
          WARNING,
          "No cookie lives longer than the file declares",
          "Visitors agreed to the time that they were told.",
          "Declare the real lifetime, or shorten it with 'cap-lifetime: true'.",
          INFORMATION);

  /** Attributes that are weaker than they have to be. */
  public static final Rule WRONG_FLAGS =
      new Rule(
          "wrong-flags",
          WARNING,
          "Cookies have the attributes that they need",
          "Browsers refuse such a cookie, or others can read it on the way or in a script.",
          "Set the attribute in the application, or with 'secure', 'http-only' and 'same-site'"
              + " where the cookie is declared.",
          "RFC 6265bis, sections 4.1.2 and 4.1.3; GDPR, article 32");

  /** Stored although consent is missing. */
  public static final Rule SET_BEFORE_CONSENT =
      new Rule(
          "set-before-consent",
          ERROR,
          "What needs consent is not stored without it",
          "Storing in the visitor's browser needs prior consent unless it is strictly necessary.",
          "Find what sets it where the library cannot hold it back, and let it ask first.",
          PRIOR_CONSENT);

  /** Contacted although consent is missing. */
  public static final Rule CONTACTED_BEFORE_CONSENT =
      new Rule(
          "contacted-before-consent",
          ERROR,
          "A third party that needs consent is not contacted without it",
          "The third party receives the visitor's address before the visitor could refuse.",
          "Find what contacts it where the library cannot hold it back, and let it ask first.",
          PRIOR_CONSENT);

  /** Happens without consent because the file says so. */
  public static final Rule NOT_ENFORCED =
      new Rule(
          "not-enforced",
          WARNING,
          "What needs consent is held back in every category",
          "The file names the category as one that visitors are asked about, and does not ask.",
          "Set 'enforce: on' for the category once the observation is complete.",
          PRIOR_CONSENT);

  /** All of them. */
  public static final List<Rule> ALL =
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

  private ObservedRules() {}
}
