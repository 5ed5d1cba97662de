package io.github.consent4j.page.markup;

/** A piece of HTML that can be written. */
public sealed interface Content permits Element, Content.Text {

  /** Writes the piece within an element. */
  void appendTo(StringBuilder out, Syntax syntax);

  /** A text, which is written with escapes. */
  record Text(String text) implements Content {
    @Override
    public void appendTo(StringBuilder out, Syntax syntax) {
      Escaping.escape(text, out);
    }
  }
}
