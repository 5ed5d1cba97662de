package io.github.consent4j.page.markup;

/** A piece of HTML that can be written. */
public sealed interface Content permits Element, Content.Text, Content.StyleSheet {

  /** Writes the piece within an element. */
  void appendTo(StringBuilder out, Syntax syntax);

  /** A text, which is written with escapes. */
  record Text(String text) implements Content {
    @Override
    public void appendTo(StringBuilder out, Syntax syntax) {
      Escaping.escape(text, out);
    }
  }

  /**
   * The content of a style element, which is written as it is.
   *
   * @param css a style sheet of the library
   */
  record StyleSheet(String css) implements Content {
    @Override
    public void appendTo(StringBuilder out, Syntax syntax) {
      out.append(css.replace("</", "<\\/"));
    }
  }
}
