package io.github.consent4j.page.markup;

/** A piece of HTML that can be written out. */
public sealed interface Content permits Element, Content.Text {

  void appendTo(StringBuilder out);

  /** Text, escaped. */
  record Text(String text) implements Content {
    @Override
    public void appendTo(StringBuilder out) {
      Escaping.escape(text, out);
    }
  }
}
