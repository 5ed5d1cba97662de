package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.page.markup.Element;
import java.util.Optional;

/** The frame of a whole HTML document. */
final class Document {

  private Document() {}

  /**
   * A document.
   *
   * @param kind which page it is, for the style sheet
   * @param stylesheet its asset
   * @param script its asset; empty for a page without one
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
            .attr("data-consent-page", kind)
            .add(
                element("head")
                    .add(
                        element("meta").attr("charset", "utf-8"),
                        element("title").text(title),
                        meta("viewport", "width=device-width, initial-scale=1"),
                        meta("color-scheme", parts.colorScheme()),
                        meta("robots", "noindex"),
                        // Turbo Drive else puts its body into the page that is there
                        meta("turbo-visit-control", "reload"),
                        parts.stylesheet(stylesheet))
                    .add(script.map(name -> parts.script(name).flag("defer"))),
                body)
            .html();
  }

  private static Element meta(String name, String content) {
    return element("meta").attr("name", name).attr("content", content);
  }
}
