package io.github.consent4j.gate.token;

import java.io.IOException;

/** What becomes of the tags that the {@link HtmlTokenizer} finds. */
public interface TagHandler {

  /**
   * Letters with which the attributes begin that may concern the handler on any element, as bits:
   * bit 1 is {@code a}.
   *
   * @param name hash of the element's name
   */
  int firstLetters(long name);

  /**
   * Whether an attribute is to be looked at on whatever element it stands.
   *
   * @param valueFrom where its value begins, without the quote; {@code valueTo} if it has none
   */
  boolean concerns(byte[] bytes, int from, int to, int valueFrom, int valueTo);

  /**
   * Takes a start tag: of a watched element, or with an attribute that concerns the handler.
   * Everything before the tag has been passed.
   *
   * @param isHtml whether the element is an HTML element, not one of SVG or MathML
   * @return whether the text inside is wanted as well, where the contents are text
   */
  boolean startTag(Tag tag, boolean isHtml, Output out) throws IOException;

  /** Takes a piece of the text that was asked for. */
  void text(byte[] bytes, int from, int to, Output out) throws IOException;

  /** Takes a piece of that text in which character references stand for characters. */
  void textWithReferences(byte[] bytes, int from, int to, Output out) throws IOException;

  /** The text that was asked for has ended. */
  void textEnd(Output out) throws IOException;
}
