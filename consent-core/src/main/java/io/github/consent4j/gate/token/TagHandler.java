package io.github.consent4j.gate.token;

import java.io.IOException;

/** Handles the tags that the {@link HtmlTokenizer} finds. */
public interface TagHandler {

  /**
   * Returns the first letters of the attributes that the handler may need on this element, as bits:
   * bit 1 is {@code a}. A negative number asks for the element itself.
   *
   * @param name hash of the element's name
   */
  int firstLetters(long name);

  /**
   * Returns whether an attribute must be examined, whatever its element is.
   *
   * @param valueFrom where its value begins, without the quote; {@code valueTo} if it has none
   */
  boolean concerns(byte[] bytes, int from, int to, int valueFrom, int valueTo);

  /**
   * Handles a start tag of a watched element, or one with an attribute that concerns the handler.
   * Everything before the tag has been passed.
   *
   * @param isHtml true if the element is an HTML element, not one of SVG or MathML
   * @return whether the handler wants the text inside, too, if the content is text
   */
  boolean startTag(Tag tag, boolean isHtml, Output out) throws IOException;

  /** Handles a piece of the text that was requested. */
  void text(byte[] bytes, int from, int to, Output out) throws IOException;

  /**
   * Handles a piece of the requested text in which character references are decoded by browsers.
   */
  void textWithReferences(byte[] bytes, int from, int to, Output out) throws IOException;

  /** Handles the end of the requested text. */
  void textEnd(Output out) throws IOException;
}
