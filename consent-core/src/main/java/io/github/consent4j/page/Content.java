package io.github.consent4j.page;

/** A piece of HTML that can be written out. */
sealed interface Content permits Element, Content.Text {

  void appendTo(StringBuilder out);

  /** Text, escaped. */
  record Text(String text) implements Content {
    @Override
    public void appendTo(StringBuilder out) {
      Ascii.escape(text, out);
    }
  }
}
