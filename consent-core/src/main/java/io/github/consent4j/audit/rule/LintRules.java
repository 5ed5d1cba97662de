package io.github.consent4j.audit.rule;

import static io.github.consent4j.audit.rule.Severity.NOTE;
import static io.github.consent4j.audit.rule.Severity.WARNING;

import java.util.List;

/** Rules of the finished policy, which {@link Lint} checks. */
public final class LintRules {

  /** A purpose that says nothing. */
  public static final Rule VAGUE_PURPOSE =
      new Rule(
          "vague-purpose",
          WARNING,
          "Each purpose is said in concrete words",
          "Consent to 'marketing purposes' or 'a better experience' is not specific.",
          "Say what the service does with which data, as in 'Counts page views'.",
          "GDPR, article 4(11); EDPB guidelines 05/2020, paragraphs 55 to 59 and 64");

  /** Words that steer. */
  public static final Rule EMOTIVE_WORDING =
      new Rule(
          "emotive-wording",
          WARNING,
          "Texts are neutral",
          "Words that praise agreeing or make refusing feel bad steer the visitor.",
          "Say plainly what happens, without praise and without regret.",
          "EDPB guidelines 03/2022 (stirring); VG Hannover, 10 A 5385/22");

  /** A button that does not say what it does. */
  public static final Rule UNCLEAR_LABEL =
      new Rule(
          "unclear-label",
          WARNING,
          "Buttons say what they do",
          "Whoever presses 'OK' or 'Continue' does not know that this is a consent.",
          "Write labels such as 'Accept all', 'Reject all' and 'Save selection'.",
          "VG Hannover, 10 A 5385/22; EDPB guidelines 03/2022 (left in the dark)");

  /** One text for several languages. */
  public static final Rule LANGUAGE_MISMATCH =
      new Rule(
          "language-mismatch",
          WARNING,
          "Visitors read every text in their language",
          "Whoever reads another language cannot give an informed consent.",
          "Write the text once for each language, as in '{ en: ..., de: ... }', or name a purpose of"
              + " the library.",
          "GDPR, article 7(2); EDPB guidelines 05/2020, paragraphs 66 to 70");

  /** An own text that leaves out a fact. */
  public static final Rule TEXT_WITHOUT_FACT =
      new Rule(
          "text-without-fact",
          WARNING,
          "Texts of the site name what the library's texts name",
          "The controller, the recipients and the countries belong to what visitors have to be"
              + " told.",
          "Write the missing place, such as {0}, into the text.",
          "EDPB guidelines 05/2020, paragraph 64; GDPR, article 13");

  /** An own legal text that names one consent only. */
  public static final Rule ONE_CONSENT_NAMED =
      new Rule(
          "one-consent-named",
          WARNING,
          "Both consents are named",
          "Access to the device and the processing of the data are two consents.",
          "Name section 25 TDDDG, or directive 2002/58/EC, and Art. 6(1)(a) GDPR in 'legal'.",
          "DSK, Orientierungshilfe für Anbieter von digitalen Diensten");

  /** One question for several purposes. */
  public static final Rule MIXED_PURPOSES =
      new Rule(
          "mixed-purposes",
          WARNING,
          "A category has one purpose",
          "Visitors can agree to one purpose and refuse another; one question takes that away.",
          "Put advertising services in a category of their own.",
          "GDPR, recital 43; EDPB guidelines 05/2020, paragraph 60");

  /** A tag manager that nobody is asked about. */
  public static final Rule LOADER_WITHOUT_CONSENT =
      new Rule(
          "loader-without-consent",
          WARNING,
          "Visitors are asked about a tag manager too",
          "It contacts a third party and loads more, before anybody has agreed.",
          "Move it to a category that asks.",
          "VG Hannover, 10 A 5385/22");

  /** A category that is not enforced. */
  public static final Rule ENFORCEMENT_OFF =
      new Rule(
          "enforcement-off",
          NOTE,
          "What is not allowed is held back",
          "What needs consent is stored and loaded without it.",
          "Write 'enforce: on' as soon as the site is ready.",
          "ePrivacy directive, article 5(3)");

  /** What no service declares passes. */
  public static final Rule UNDECLARED_ALLOWED =
      note(
          "undeclared-allowed",
          "What is known to need consent does not pass undeclared",
          "With 'report', also a well-known tracker passes if nobody has declared it.",
          "Leave the key out, or write 'known' or 'block'.",
          "ePrivacy directive, article 5(3)");

  /** Visitors are asked again soon. */
  public static final Rule NAGGING =
      new Rule(
          "nagging",
          WARNING,
          "Visitors are not asked again within six months",
          "Somebody who is asked again and again agrees in the end, only to have peace.",
          "Leave 'renew-after' out, or write '6 months'.",
          "EDPB guidelines 03/2022 (continuous prompting); CNIL, recommendation of 2020");

  /** Data that leaves the European Economic Area without a word on its protection. */
  public static final Rule TRANSFER_WITHOUT_SAFEGUARD =
      new Rule(
          "transfer-without-safeguard",
          NOTE,
          "Data outside the European Economic Area has a safeguard",
          "Visitors have to be told what protects their data there.",
          "Write the 'safeguard' of the service, such as an adequacy decision or standard clauses.",
          "GDPR, articles 13(1)(f) and 44 to 49");

  /** A provider without its country or privacy policy. */
  public static final Rule INCOMPLETE_PROVIDER =
      new Rule(
          "incomplete-provider",
          NOTE,
          "A provider has a country and a privacy policy",
          "Visitors have to be told who receives their data, where, and where to read more.",
          "Write 'country' and 'privacy-policy' of the 'provider'.",
          "GDPR, article 13(1)(e) and (f); CJEU C-673/17 (Planet49)");

  /** A site without a controller. */
  public static final Rule NO_CONTROLLER =
      note(
          "no-controller",
          "The controller is named with its address",
          "The name of a site is seldom the name of the body behind it.",
          "Write 'controller' under 'site', with 'name', 'address' and 'contact'.",
          "GDPR, article 13(1)(a); EDPB guidelines 05/2020, paragraph 64");

  /** A service that does not say which data it receives. */
  public static final Rule NO_DATA_TYPES =
      note(
          "no-data-types",
          "Each service says which kinds of data it receives",
          "The kind of data belongs to an informed consent.",
          "Write the 'data-types' of the service.",
          "EDPB guidelines 05/2020, paragraph 64");

  /** A text that few will read. */
  public static final Rule LONG_TEXT =
      note(
          "long-text",
          "Texts are short enough to be read",
          "Plain language has short texts; the rest belongs into the privacy policy.",
          "Shorten the text to what a visitor needs to decide.",
          "GDPR, article 7(2); EDPB guidelines 05/2020, paragraphs 66 to 70");

  /** A necessary item without a word on why it is. */
  public static final Rule NECESSARY_UNEXPLAINED =
      note(
          "necessary-unexplained",
          "Each necessary item has a written reason",
          "The operator has to be able to show why it is essential.",
          "Write the 'necessity' of the item or of its service.",
          "EDPB Cookie Banner Taskforce, paragraphs 28 and 29");

  /** A choice that is kept for longer than six months. */
  public static final Rule LATE_RENEWAL =
      note(
          "late-renewal",
          "Visitors are asked again after six months",
          "The Irish authority recommends to ask again after six months at the latest; the law has"
              + " no fixed limit.",
          "Leave 'renew-after' out, or write down why the time is right.",
          "DPC, guidance on cookies of April 2020; EDPB guidelines 05/2020, paragraphs 110 and 111");

  /** A cookie of the catalogue that stays long. */
  public static final Rule LONG_PROVIDER_LIFETIME =
      note(
          "long-provider-lifetime",
          "What a provider stores stays at most 13 months",
          "A longer time is hardly proportionate, also if the provider has chosen it.",
          "Shorten it in the settings of the tool, or with 'cap-lifetime'.",
          "CNIL, guidelines on audience measurement of 4 July 2025; DPC, guidance on cookies");

  /** The way back to the settings is left to the pages. */
  public static final Rule ENTRY_LEFT_TO_PAGES =
      note(
          "entry-left-to-pages",
          "Each page leads to the settings",
          "Withdrawing is as easy as agreeing; nothing in the file shows the way on every page.",
          "Check that each page has a link to the settings, or write 'floating-button: true'.",
          "GDPR, article 7(3); EDPB Cookie Banner Taskforce, paragraphs 32 to 35");

  /** Global Privacy Control is not followed. */
  public static final Rule GPC_IGNORED =
      note(
          "gpc-ignored",
          "Global Privacy Control is followed where data goes to others",
          "The browser says for its user that data must not be shared.",
          "Leave 'gpc' out of the category.",
          "W3C, Global Privacy Control; GDPR, article 21(5)");

  /** A failure lets everything pass. */
  public static final Rule PASSES_ON_ERROR =
      note(
          "passes-on-error",
          "A failure holds back what it cannot check",
          "With 'on-error: pass', a failure lets through what visitors have refused.",
          "Leave 'on-error' out.",
          "ePrivacy directive, article 5(3)");

  /** All of them. */
  public static final List<Rule> ALL =
      List.of(
          VAGUE_PURPOSE,
          EMOTIVE_WORDING,
          UNCLEAR_LABEL,
          LANGUAGE_MISMATCH,
          TEXT_WITHOUT_FACT,
          ONE_CONSENT_NAMED,
          MIXED_PURPOSES,
          LOADER_WITHOUT_CONSENT,
          ENFORCEMENT_OFF,
          UNDECLARED_ALLOWED,
          NAGGING,
          TRANSFER_WITHOUT_SAFEGUARD,
          INCOMPLETE_PROVIDER,
          NO_CONTROLLER,
          NO_DATA_TYPES,
          LONG_TEXT,
          NECESSARY_UNEXPLAINED,
          LATE_RENEWAL,
          LONG_PROVIDER_LIFETIME,
          ENTRY_LEFT_TO_PAGES,
          GPC_IGNORED,
          PASSES_ON_ERROR);

  private LintRules() {}

  private static Rule note(String id, String title, String why, String action, String source) {
    return new Rule(id, NOTE, title, why, action, source);
  }
}
