package io.github.consent4j.audit.rule;

import static io.github.consent4j.audit.rule.Severity.ERROR;
import static io.github.consent4j.audit.rule.Severity.WARNING;

import java.util.List;

/** Rules of what a policy declares, which are checked while the file is read. */
public final class PolicyRules {

  /** A third party, or something that is asked about elsewhere, without a question or a reason. */
  public static final Rule NECESSARY_WITHOUT_REASON =
      new Rule(
          "necessary-without-reason",
          ERROR,
          "A third party that nobody is asked about has a reason",
          "What visitors have not requested needs their consent, and only the operator can say why"
              + " the site cannot do without it.",
          "Write the 'necessity' of the service, or move it to a category that asks.",
          "ePrivacy directive, article 5(3); EDPB Cookie Banner Taskforce, paragraphs 26 to 30");

  /** A host that may be a third party's, without a question. */
  public static final Rule PERHAPS_THIRD_PARTY =
      new Rule(
          "perhaps-third-party",
          WARNING,
          "The hosts of necessary services are known to be the site's own",
          "If the host is not the site's own, visitors have to be asked first.",
          "Name the site's hosts in 'own-hosts', or the 'provider' and the 'necessity'.",
          "ePrivacy directive, article 5(3)");

  /** Something that is known to measure or advertise, called necessary. */
  public static final Rule MISCLASSIFIED_ESSENTIAL =
      new Rule(
          "misclassified-essential",
          ERROR,
          "What measures or advertises is not called necessary without a reason",
          "The operator has to be able to show that each item without a question is essential.",
          "Write the 'necessity', or move the service to a category that asks.",
          "EDPB Cookie Banner Taskforce, paragraphs 26 to 30");

  /** A necessary rule that also allows what is asked about. */
  public static final Rule OVERLAPPING_NECESSARY =
      new Rule(
          "overlapping-necessary",
          ERROR,
          "A necessary service allows nothing that visitors are asked about",
          "What is allowed as necessary passes also after a refusal.",
          "Name no more than the service needs.",
          "EDPB Cookie Banner Taskforce, paragraphs 26 to 30");

  /** A category that is on before anybody has agreed. */
  public static final Rule PRE_TICKED =
      new Rule(
          "pre-ticked",
          ERROR,
          "Nothing is ticked that is not necessary",
          "A box that was ticked beforehand is no consent.",
          "Leave everything off until the visitor switches it on; in the file, remove 'default'.",
          "GDPR, recital 32; CJEU C-673/17 (Planet49); EDPB Cookie Banner Taskforce, paragraphs 9"
              + " and 10");

  /** Legitimate interest as the basis of storing or reading. */
  public static final Rule LEGITIMATE_INTEREST =
      new Rule(
          "legitimate-interest",
          ERROR,
          "Storing and reading do not rest on legitimate interest",
          "The directive knows consent and two exemptions, and no third basis.",
          "Write 'consent', or 'exempt' where the service is strictly necessary.",
          "ePrivacy directive, article 5(3); EDPB Cookie Banner Taskforce, paragraph 24");

  /** Colours that cannot be told apart. */
  public static final Rule WEAK_CONTRAST =
      new Rule(
          "weak-contrast",
          ERROR,
          "Texts and buttons stand out from their background",
          "An answer that cannot be read is no equal answer.",
          "Choose a darker or lighter colour.",
          "WCAG 2.2, 1.4.3 and 1.4.11; EDPB Cookie Banner Taskforce, paragraph 18");

  /** A service that is the site as a whole. */
  public static final Rule OWN_HOST =
      new Rule(
          "own-host",
          ERROR,
          "No service is the site as a whole",
          "All of the site's own scripts and pictures would be held back.",
          "Name the path that is meant.",
          "");

  /** A service that may be the site as a whole. */
  public static final Rule PERHAPS_OWN_HOST =
      new Rule(
          "perhaps-own-host",
          WARNING,
          "No service looks like the site as a whole",
          "All of the site's own scripts and pictures may be held back.",
          "Name the path that is meant, or the host that visitors see.",
          "");

  /** A provider that nobody has confirmed. */
  public static final Rule UNCONFIRMED_PROVIDER =
      new Rule(
          "unconfirmed-provider",
          WARNING,
          "Somebody has checked who the provider is",
          "Visitors have to be told who receives their data, and general knowledge may be old.",
          "Say the 'provider', or add the service to 'confirmed'.",
          "GDPR, article 13(1)(e); EDPB guidelines 05/2020, paragraph 64");

  /** A lifetime that nobody has published. */
  public static final Rule UNKNOWN_LIFETIME =
      new Rule(
          "unknown-lifetime",
          WARNING,
          "Visitors are told how long each item stays",
          "How long a cookie stays belongs to what visitors have to be told.",
          "Look in your browser, and say the 'lifetime' under 'stores', or add the service to"
              + " 'confirmed'.",
          "CJEU C-673/17 (Planet49)");

  /** A service of which nothing can be held back. */
  public static final Rule NOTHING_HELD_BACK =
      new Rule(
          "nothing-held-back",
          WARNING,
          "An answer about a service has an effect",
          "Visitors would refuse, and the service would run all the same.",
          "Say what the service 'stores' and 'loads'.",
          "ePrivacy directive, article 5(3)");

  /** A category without services. */
  public static final Rule EMPTY_CATEGORY =
      new Rule(
          "empty-category",
          WARNING,
          "Visitors are only asked about something",
          "A question about nothing is one too many.",
          "Name the services of the category, or remove it.",
          "GDPR, recital 32");

  /** A service that a necessary one loads anyway. */
  public static final Rule ALWAYS_ALLOWED =
      new Rule(
          "always-allowed",
          WARNING,
          "What is asked about is not loaded anyway",
          "A refusal would change nothing, because a necessary service loads the same.",
          "Take what is asked about out of the necessary service.",
          "ePrivacy directive, article 5(3)");

  /** A site without a privacy policy. */
  public static final Rule NO_PRIVACY_POLICY =
      new Rule(
          "no-privacy-policy",
          WARNING,
          "The dialog leads to the privacy policy",
          "Visitors have to be able to read it before they decide.",
          "Write its address, as in 'privacy-policy: /privacy'.",
          "GDPR, article 13");

  /** A German site without an imprint. */
  public static final Rule NO_IMPRINT =
      new Rule(
          "no-imprint",
          WARNING,
          "The dialog of a site in German leads to the imprint",
          "The imprint has to be reachable at all times, also before a decision.",
          "Write its address, as in 'imprint: /impressum'.",
          "DDG, section 5");

  /** A cookie that stays long. */
  public static final Rule LONG_LIFETIME =
      new Rule(
          "long-lifetime",
          WARNING,
          "What a site stores stays at most 13 months",
          "A longer time is hardly proportionate; more than 24 months nearly never is.",
          "Let it expire earlier; in the file, check the number.",
          "CNIL, guidelines on audience measurement of 4 July 2025; DPC, guidance on cookies");

  /** Months where minutes are meant. */
  public static final Rule MONTHS_FOR_MINUTES =
      new Rule(
          "months-for-minutes",
          WARNING,
          "A lifetime in minutes has a T",
          "P30M is thirty months, and PT30M thirty minutes.",
          "Write PT before the minutes.",
          "ISO 8601-1");

  /** A pattern that is everything. */
  public static final Rule MATCHES_EVERYTHING =
      new Rule(
          "matches-everything",
          WARNING,
          "A pattern means one service",
          "What the site itself needs would be held back.",
          "Write the name in full.",
          "");

  /** A cookie's domain that is none. */
  public static final Rule DOMAIN_WITHOUT_DOT =
      new Rule(
          "domain-without-dot",
          WARNING,
          "The domain of a cookie is one of a site",
          "Browsers keep no cookies for such a name.",
          "Write the domain in full, as in '.example.org'.",
          "RFC 6265, section 5.3");

  /** Another consent tool. */
  public static final Rule TWO_CONSENT_TOOLS =
      new Rule(
          "two-consent-tools",
          WARNING,
          "One tool asks",
          "Visitors would be asked twice, and a refusal to one is unknown to the other.",
          "Remove the other tool from the pages and from the file.",
          "EDPB Cookie Banner Taskforce, paragraph 22");

  /** A text in a language that the site does not speak. */
  public static final Rule UNUSED_LANGUAGE =
      new Rule(
          "unused-language",
          WARNING,
          "Each text is read by somebody",
          "A language that the site does not speak may be missing in 'languages'.",
          "Add it to 'languages', or remove the text.",
          "");

  /** A text with markup. */
  public static final Rule MARKUP_IN_TEXT =
      new Rule(
          "markup-in-text",
          WARNING,
          "Texts have no markup",
          "Visitors would read the signs < and >.",
          "Write the text without.",
          "");

  /** Records that name more of the visitor than the proof needs. */
  public static final Rule VISITOR_IN_RECORDS =
      new Rule(
          "visitor-in-records",
          WARNING,
          "Records of consent contain no more than the proof needs",
          "The random identifier proves a consent without parts of the IP address.",
          "Remove 'visitor', or write down why it is needed.",
          "GDPR, article 5(1)(c)");

  /** A key in the directory that it protects. */
  public static final Rule KEY_BESIDE_RECORDS =
      new Rule(
          "key-beside-records",
          WARNING,
          "The key that signs the records lies elsewhere",
          "Whoever can change the records could sign them anew.",
          "Keep the key where only the application can read it.",
          "GDPR, article 32");

  /** All of them. */
  public static final List<Rule> ALL =
      List.of(
          NECESSARY_WITHOUT_REASON,
          PERHAPS_THIRD_PARTY,
          MISCLASSIFIED_ESSENTIAL,
          OVERLAPPING_NECESSARY,
          PRE_TICKED,
          LEGITIMATE_INTEREST,
          WEAK_CONTRAST,
          OWN_HOST,
          PERHAPS_OWN_HOST,
          UNCONFIRMED_PROVIDER,
          UNKNOWN_LIFETIME,
          NOTHING_HELD_BACK,
          EMPTY_CATEGORY,
          ALWAYS_ALLOWED,
          NO_PRIVACY_POLICY,
          NO_IMPRINT,
          LONG_LIFETIME,
          MONTHS_FOR_MINUTES,
          MATCHES_EVERYTHING,
          DOMAIN_WITHOUT_DOT,
          TWO_CONSENT_TOOLS,
          UNUSED_LANGUAGE,
          MARKUP_IN_TEXT,
          VISITOR_IN_RECORDS,
          KEY_BESIDE_RECORDS);

  private PolicyRules() {}
}
