package io.github.consent4j.audit.rule;

import static io.github.consent4j.audit.rule.Severity.ERROR;
import static io.github.consent4j.audit.rule.Severity.WARNING;

import java.util.List;

/**
 * Rules of what a visitor meets in the browser. No file can break them: the library's own dialog
 * keeps them, and a visit with a browser shows whether a page does.
 */
public final class DialogRules {

  /** No way to refuse where there is one to agree. */
  public static final Rule NO_REJECT_FIRST_LAYER =
      new Rule(
          "no-reject-first-layer",
          ERROR,
          "Every layer that offers to agree offers to refuse",
          "Where agreeing takes one click and refusing takes more, the choice is not free.",
          "Put a button that refuses beside the one that agrees.",
          "EDPB Cookie Banner Taskforce, paragraph 8; EDPB guidelines 05/2020, paragraph 114");

  /** A link in a text as the only way to refuse. */
  public static final Rule LINK_INSTEAD_OF_BUTTON =
      new Rule(
          "link-instead-of-button",
          ERROR,
          "Both answers are buttons",
          "A link in a text, or outside the banner, is not seen as an answer.",
          "Make the answer that refuses the same kind of button, in the same place.",
          "EDPB Cookie Banner Taskforce, paragraphs 11 to 14");

  /** Colours that favour one answer. */
  public static final Rule COLOUR_ASYMMETRY =
      new Rule(
          "colour-asymmetry",
          WARNING,
          "Both answers have the same colours",
          "A highlighted button pushes visitors to the answer that the operator wants.",
          "Give both buttons the same background.",
          "EDPB Cookie Banner Taskforce, paragraphs 15 to 19; VG Hannover, 10 A 5385/22");

  /** Contrast that favours one answer. */
  public static final Rule CONTRAST_ASYMMETRY =
      new Rule(
          "contrast-asymmetry",
          WARNING,
          "Both answers are equally readable",
          "An answer that is hard to read is manifestly misleading.",
          "Give both texts the same contrast, of at least 4.5 to 1.",
          "EDPB Cookie Banner Taskforce, paragraphs 17 and 18; WCAG 2.2, 1.4.3");

  /** Sizes that favour one answer. */
  public static final Rule SIZE_ASYMMETRY =
      new Rule(
          "size-asymmetry",
          WARNING,
          "Both answers have the same size",
          "The larger button is taken for the expected answer.",
          "Give both buttons the same size, font and border.",
          "DSK, Orientierungshilfe für Anbieter von digitalen Diensten; OLG Köln, 6 U 80/23");

  /** Places that favour one answer. */
  public static final Rule ORDER_OR_POSITION_ASYMMETRY =
      new Rule(
          "order-or-position-asymmetry",
          WARNING,
          "Both answers stand side by side",
          "An answer in another place, or below the fold, is overlooked.",
          "Put both buttons next to each other, on one level.",
          "DSK, Orientierungshilfe für Anbieter von digitalen Diensten; OLG Köln, 6 U 80/23");

  /** No way back to the settings. */
  public static final Rule NO_WITHDRAW_ENTRY =
      new Rule(
          "no-withdraw-entry",
          ERROR,
          "Every page leads to the settings",
          "Withdrawing has to be as easy as agreeing, at any time.",
          "Put a link or a button to the settings on every page.",
          "GDPR, article 7(3); EDPB Cookie Banner Taskforce, paragraphs 32 to 35");

  /** Closing counts as agreeing. */
  public static final Rule ACCEPT_ON_CLOSE =
      new Rule(
          "accept-on-close",
          ERROR,
          "Closing is no consent",
          "Consent takes a clear act; closing a window says nothing about the question.",
          "Keep everything held back when the dialog is closed.",
          "GDPR, recital 32; OLG Köln, 6 U 80/23");

  /** Scrolling counts as agreeing. */
  public static final Rule SCROLL_IS_CONSENT =
      new Rule(
          "scroll-is-consent",
          ERROR,
          "Scrolling and browsing on are no consent",
          "Consent takes a clear act, which can be told from mere use of the page.",
          "Keep everything held back until a button has been pressed.",
          "GDPR, recital 32; EDPB guidelines 05/2020, paragraph 86");

  /** No page without agreeing. */
  public static final Rule COOKIE_WALL =
      new Rule(
          "cookie-wall",
          ERROR,
          "Pages can be read after a refusal",
          "Where there is no page without a consent, the consent is not free.",
          "Show the page after a refusal, with placeholders in place of embeds.",
          "EDPB guidelines 05/2020, paragraphs 39 to 41");

  /** No privacy policy or imprint before a decision. */
  public static final Rule HIDDEN_LEGAL_LINKS =
      new Rule(
          "hidden-legal-links",
          WARNING,
          "Privacy policy and imprint can be reached without a decision",
          "A dialog that covers them keeps visitors from what they have to be able to read first.",
          "Link both in the dialog, and cover neither page.",
          "DDG, section 5; GDPR, article 13; DSK, Orientierungshilfe für Anbieter von digitalen"
              + " Diensten");

  /** All of them. */
  public static final List<Rule> ALL =
      List.of(
          NO_REJECT_FIRST_LAYER,
          LINK_INSTEAD_OF_BUTTON,
          COLOUR_ASYMMETRY,
          CONTRAST_ASYMMETRY,
          SIZE_ASYMMETRY,
          ORDER_OR_POSITION_ASYMMETRY,
          NO_WITHDRAW_ENTRY,
          ACCEPT_ON_CLOSE,
          SCROLL_IS_CONSENT,
          COOKIE_WALL,
          HIDDEN_LEGAL_LINKS);

  private DialogRules() {}
}
