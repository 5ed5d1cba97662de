package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.page.markup.Element;
import java.util.List;
import java.util.Optional;

/** A page of the library that shows one message to the visitor, and links to continue. */
final class AlertPage {

  private AlertPage() {}

  /**
   * Writes the document.
   *
   * @param alert the message, made by {@link #alert}
   * @param below the elements below the message
   */
  static String html(Parts parts, String title, Element alert, List<Element> below) {
    return Document.html(
        parts,
        "settings",
        title,
        "document.css",
        Optional.of("settings.js"),
        element("body")
            .add(
                element("main")
                    .add(element("h1").text(parts.messages().get("title")), alert)
                    .add(below)));
  }

  static Element alert(String text) {
    return element("p", "saved").attr("role", "alert").text(text);
  }
}
