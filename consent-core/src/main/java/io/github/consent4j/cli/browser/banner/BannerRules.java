package io.github.consent4j.cli.browser.banner;

import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.audit.rule.Severity;
import java.util.List;

/** The rules that a banner is judged by in a browser. */
public final class BannerRules {

  private static final String TASKFORCE = "EDPB, report of the Cookie Banner Taskforce (2023), ";
  private static final String GUIDELINES = "EDPB, Guidelines 05/2020 on consent, ";
  private static final String PATTERNS = "EDPB, Guidelines 03/2022 on deceptive design patterns";
  private static final String DSK = "DSK, Orientierungshilfe digitale Dienste (2024)";

  /** Rejecting is offered wherever accepting is. */
  public static final Rule NO_REJECT =
      error(
          "no-reject-first-layer",
          "Rejecting is offered on the first layer",
          "A visitor who can accept at once but has to look for the refusal does not choose freely.",
          "Put a control that rejects everything beside the one that accepts everything.",
          TASKFORCE + "paragraphs 6 to 8");

  /** Both answers are in the window at once. */
  public static final Rule OUT_OF_VIEW =
      error(
          "answer-out-of-view",
          "Both answers can be reached without scrolling",
          "An answer that is below the edge of the window or covered is not offered to everybody.",
          "Let the text of the banner scroll, and keep both answers in view in small windows.",
          TASKFORCE + "paragraphs 6 to 8; " + DSK);

  /** Rejecting is the same kind of control as accepting. */
  public static final Rule LINK =
      error(
          "link-instead-of-button",
          "Both answers are the same kind of control",
          "A link in a text is overlooked beside a button.",
          "Use the same element and the same role for both answers.",
          TASKFORCE + "paragraphs 11 to 14");

  /** Both answers stand together. */
  public static final Rule POSITION =
      warning(
          "order-or-position-asymmetry",
          "Both answers stand side by side",
          "An answer that stands apart is found later, or taken for something else.",
          "Put both answers into the same row or column, with nothing between them.",
          TASKFORCE + "paragraphs 15 to 18; " + DSK);

  /** Both answers are equally large. */
  public static final Rule SIZE =
      warning(
          "size-asymmetry",
          "Both answers have the same size, lettering and border",
          "The larger or bolder answer is taken more often.",
          "Give both answers the same width, height, font size, font weight and border.",
          TASKFORCE + "paragraphs 15 to 18; " + DSK);

  /** Both answers have equally bright backgrounds. */
  public static final Rule COLOUR =
      warning(
          "colour-asymmetry",
          "Both answers have the same background",
          "A colour that only one answer has leads visitors to it.",
          "Fill both answers with the same colour, or neither.",
          TASKFORCE + "paragraphs 15 to 18; " + DSK);

  /** Both answers are equally easy to read. */
  public static final Rule CONTRAST =
      warning(
          "contrast-asymmetry",
          "Both answers have the same contrast",
          "The fainter answer looks as if it could not be chosen.",
          "Give the labels of both answers the same contrast with their backgrounds.",
          TASKFORCE + "paragraphs 15 to 18");

  /** Both answers can be read. */
  public static final Rule UNREADABLE =
      error(
          "unreadable-answer",
          "The labels of both answers can be read",
          "A label that can hardly be read is no offer.",
          "Give the label a contrast of at least 4.5 to 1 with its background.",
          TASKFORCE + "paragraphs 17 and 18; WCAG 2.2, success criterion 1.4.3");

  /** The labels say what the answers do. */
  public static final Rule LABEL =
      warning(
          "unclear-answer-label",
          "The labels of both answers say what they do",
          "Who presses 'OK' or 'Continue' may not know that it is consent.",
          "Write what happens, such as 'Accept all' and 'Reject all'.",
          PATTERNS + "; VG Hannover, 10 A 5385/22");

  /** Nothing that may be refused is on beforehand. */
  public static final Rule PRE_TICKED =
      error(
          "pre-ticked",
          "Nothing is ticked that is not necessary",
          "A box that was ticked beforehand is no consent.",
          "Leave every control off until the visitor switches it on.",
          "GDPR, recital 32; CJEU, C-673/17 (Planet49); " + TASKFORCE + "paragraphs 9 and 10");

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

  /** The site tells who it is without an answer. */
  public static final Rule HIDDEN_LINKS =
      warning(
          "hidden-legal-links",
          "Imprint and privacy policy can be opened without an answer",
          "A visitor has to be able to read who asks, and what for, before an answer.",
          "Link both within the banner, or let the banner leave the links of the page free.",
          DSK + "; GDPR, Article 13");

  /** Refusing takes no more clicks than agreeing. */
  public static final Rule CLICKS =
      error(
          "more-clicks-to-reject",
          "Rejecting takes one click, as accepting does",
          "Refusing has to be as easy as agreeing.",
          "Let one click reject everything and close the banner.",
          GUIDELINES + "paragraphs 112 to 116");

  /** A close control rejects or puts off. */
  public static final Rule CLOSE =
      error(
          "accept-on-close",
          "Closing the banner is not consent",
          "Consent needs a clear act; who closes a banner does not agree.",
          "Let closing by a cross or the Escape key reject, or leave the question open.",
          "GDPR, recital 32; " + GUIDELINES + "paragraphs 84 to 86; OLG K\u00f6ln, 6 U 80/23");

  /** Scrolling is no answer. */
  public static final Rule SCROLL =
      error(
          "scroll-is-consent",
          "Scrolling is not consent",
          "Consent needs a clear act; scrolling and going on reading are none.",
          "Decide by the answers alone.",
          "GDPR, recital 32; " + GUIDELINES + "paragraph 86");

  /** The site can be used after a refusal. */
  public static final Rule WALL =
      error(
          "cookie-wall",
          "The page can be used after everything was rejected",
          "Consent that is the price of the page is not given freely.",
          "Show the page after a refusal, with placeholders where something is held back.",
          GUIDELINES + "paragraphs 39 to 41");

  /** There is a way back. */
  public static final Rule NO_ENTRY =
      error(
          "no-withdraw-entry",
          "The decision can be changed from the page",
          "Withdrawing has to be as easy as agreeing, at any time.",
          "Show a link or button 'Cookie settings' on each page.",
          "GDPR, Article 7(3); " + TASKFORCE + "paragraphs 31 to 35");

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
          NO_REJECT,
          CLICKS,
          OUT_OF_VIEW,
          LINK,
          POSITION,
          SIZE,
          COLOUR,
          CONTRAST,
          UNREADABLE,
          LABEL,
          PRE_TICKED,
          INTEREST,
          CLOSE,
          SCROLL,
          WALL,
          HIDDEN_LINKS,
          NO_ENTRY,
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
