package io.github.consent4j.examples.benchmarks;

import nu.validator.htmlparser.common.TokenHandler;
import nu.validator.htmlparser.impl.ElementName;
import nu.validator.htmlparser.impl.HtmlAttributes;
import nu.validator.htmlparser.impl.Tokenizer;
import org.jspecify.annotations.Nullable;

/** Counts start tags, and tells the tokenizer the kind of their content. */
final class TagCount implements TokenHandler {

  private @Nullable Tokenizer tokenizer;
  private int count;

  int count() {
    return count;
  }

  @Override
  public void startTokenization(Tokenizer self) {
    tokenizer = self;
  }

  @Override
  public void startTag(ElementName element, HtmlAttributes attributes, boolean selfClosing) {
    count++;
    int contents =
        switch (element.getName()) {
          case "script" -> Tokenizer.SCRIPT_DATA;
          case "style", "xmp", "iframe", "noembed", "noframes" -> Tokenizer.RAWTEXT;
          case "title", "textarea" -> Tokenizer.RCDATA;
          default -> Tokenizer.DATA;
        };
    if (contents != Tokenizer.DATA && tokenizer != null) {
      tokenizer.setStateAndEndTagExpectation(contents, element);
    }
  }

  @Override
  public void doctype(
      String name, @Nullable String publicId, @Nullable String systemId, boolean forceQuirks) {}

  @Override
  public void endTag(ElementName element) {}

  @Override
  public void comment(char[] text, int start, int length) {}

  @Override
  public void characters(char[] text, int start, int length) {}

  @Override
  public void zeroOriginatingReplacementCharacter() {}

  @Override
  public boolean wantsComments() {
    return false;
  }

  @Override
  public void eof() {}

  @Override
  public void endTokenization() {}

  @Override
  public boolean cdataSectionAllowed() {
    return false;
  }

  @Override
  public void ensureBufferSpace(int length) {}
}
