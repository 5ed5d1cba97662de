package io.github.consent4j.cli.browser.banner;

import io.github.consent4j.audit.rule.DialogRules;
import io.github.consent4j.audit.rule.LintRules;
import io.github.consent4j.audit.rule.PolicyRules;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.audit.rule.Severity;
import java.util.List;

/**
 * The rules that a banner is judged by in a browser. Those that only a browser can judge stand
 * here.
 */
public final class BannerRules {

  private static final String TASKFORCE = "EDPB, report of the Cookie Banner Taskforce (2023), ";
  private static final String GUIDELINES = "EDPB, Guidelines 05/2020 on consent, ";
  private static final String DSK = "DSK, Orientierungshilfe digitale Dienste (2024)";

  /** Both answers are in the window at once. */
  public static final Rule OUT_OF_VIEW =
      error(
          "answer-out-of-view",
          "Both answers can be reached without scrolling",
          "An answer that is below the edge of the window or covered is not offered to everybody.",
          "Let the text of the banner scroll, and keep both answers in view in small windows.",
          TASKFORCE + "paragraphs 6 to 8; " + DSK);

  /** Both answers can be read. */
  public static final Rule UNREADABLE =
      error(
          "unreadable-answer",
          "The labels of both answers can be read",
          "A label that can hardly be read is no offer.",
          "Give the label a contrast of at least 4.5 to 1 with its background.",
          TASKFORCE + "paragraphs 17 and 18; WCAG 2.2, success criterion 1.4.3");

  /** There is no second question behind the first. */
  public static final Rule INTEREST =
      warning(
          "legitimate-interest-toggle",
          "Legitimate interest is no basis for storing or reading",
          "What may only be done with consent cannot be objected to: it has to be left out unless"
              + " there is consent.",
          "Remove the switches for legitimate interest, and ask for consent instead.",
          TASKFORCE + "paragraphs 20 to 25");

  /** The banner leaves room for the page. */
  public static final Rule LARGE =
      warning(
          "large-banner",
          "The banner covers at most half of a large window",
          "A request for consent must not be unnecessarily disruptive.",
          "Make the banner less high; let its text scroll.",
          "GDPR, recital 32");

  /** Refusing takes no more clicks than agreeing. */
  public static final Rule CLICKS =
      error(
          "more-clicks-to-reject",
          "Rejecting takes one click, as accepting does",
          "Refusing has to be as easy as agreeing.",
          "Let one click reject everything and close the banner.",
          GUIDELINES + "paragraphs 112 to 116");

  /** The banner can be used by everybody. */
  public static final Rule ACCESSIBILITY =
      warning(
          "banner-accessibility",
          "axe-core finds nothing in the banner",
          "A visitor who uses a keyboard or a screen reader has to be able to answer as well.",
          "Mend what axe-core names; its rules are explained at dequeuniversity.com.",
          "WCAG 2.2; EN 301 549");

  /** All of them, in the order in which they are told. */
  public static final List<Rule> ALL =
      List.of(
          DialogRules.NO_REJECT_FIRST_LAYER,
          CLICKS,
          OUT_OF_VIEW,
          DialogRules.LINK_INSTEAD_OF_BUTTON,
          DialogRules.ORDER_OR_POSITION_ASYMMETRY,
          DialogRules.SIZE_ASYMMETRY,
          DialogRules.COLOUR_ASYMMETRY,
          DialogRules.CONTRAST_ASYMMETRY,
          UNREADABLE,
          LintRules.UNCLEAR_LABEL,
          PolicyRules.PRE_TICKED,
          INTEREST,
          DialogRules.ACCEPT_ON_CLOSE,
          DialogRules.SCROLL_IS_CONSENT,
          DialogRules.COOKIE_WALL,
          DialogRules.HIDDEN_LEGAL_LINKS,
          DialogRules.NO_WITHDRAW_ENTRY,
          LARGE,
          ACCESSIBILITY);

  private BannerRules() {}

  private static Rule error(String id, String title, String why, String action, String source) {
    return new Rule(id, Severity.ERROR, title, why, action, source);
  }

  private static Rule warning(String id, String title, String why, String action, String source) {
    return new Rule(id, Severity.WARNING, title, why, action, source);
  }
}
