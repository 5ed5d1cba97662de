package io.github.consent4j.page.markup;

/** A piece of a page that can be written out. */
public sealed interface Content permits Element, Content.Text {

  /** Writes the piece within an element. */
  void appendTo(StringBuilder out, Syntax syntax);

  /** Text, escaped. */
  record Text(String text) implements Content {
    @Override
    public void appendTo(StringBuilder out, Syntax syntax) {
      Escaping.escape(text, out);
    }
  }
}
