package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.page.markup.Element;
import java.util.Optional;

/** The outer structure of a whole HTML document. */
final class Document {

  private Document() {}

  /**
   * Returns the document as HTML.
   *
   * @param kind the kind of page, for the style sheet
   * @param stylesheet the name of the style sheet among the assets
   * @param script the name of the script among the assets; empty for a page without a script
   */
  static String html(
      Parts parts,
      String kind,
      String title,
      String stylesheet,
      Optional<String> script,
      Element body) {
    Messages messages = parts.messages();
    return "<!DOCTYPE html>\n"
        + element("html")
            .attr("lang", messages.language())
            .attr("dir", messages.direction())
            .attr(ConsentAttribute.PAGE.attribute(), kind)
            .add(
                element("head")
                    .add(
                        element("meta").attr("charset", "utf-8"),
                        element("title").text(title),
                        meta("viewport", "width=device-width, initial-scale=1"),
                        meta("color-scheme", parts.colorScheme()),
                        meta("robots", "noindex"),
                        // Without this, Turbo Drive puts the body of this document into the current
                        // page.
                        meta("turbo-visit-control", "reload"),
                        parts.stylesheet(stylesheet))
                    .add(
                        script
                            .filter(name -> !parts.areForCopy())
                            .map(name -> parts.script(name).flag("defer"))),
                body)
            .html();
  }

  private static Element meta(String name, String content) {
    return element("meta").attr("name", name).attr("content", content);
  }
}
