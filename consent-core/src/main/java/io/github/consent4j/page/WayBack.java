package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.page.markup.Element;

/** Links and forms that lead back to the settings and need no script. */
final class WayBack {

  private WayBack() {}

  /**
   * Returns a form for buttons elsewhere in the page. A custom element separates it from the style
   * of the site.
   */
  static Element form(Parts parts, String base, String id) {
    return element("page-form")
        .flag(ConsentAttribute.UI.attribute())
        .flag("hidden")
        .add(
            element("form")
                .attr("id", id)
                .attr("action", base)
                .attr("target", "_self")
                .add(
                    parts.hidden("return", parts.returnTo()),
                    parts.hidden("lang", parts.messages().language())));
  }

  /** Returns the button that floats over a page. It is a link. */
  static Element button(Parts parts) {
    Messages messages = parts.messages();
    return element("page-button")
        .flag(ConsentAttribute.UI.attribute())
        .add(
            // This style sheet reserves the space below the button; it applies to the page itself.
            parts.stylesheet("panel.css"),
            parts.shadowRoot(
                element("nav")
                    .attr("lang", messages.language())
                    .attr("dir", messages.get("language.direction"))
                    .attr("aria-label", messages.get("title"))
                    .flag("data-nosnippet")
                    .add(
                        element("a", "button float")
                            .attr("href", parts.settings())
                            .attr("target", "_self")
                            // Hidden only until the style sheet is loaded.
                            .flag("hidden")
                            .text(messages.get("title")))));
  }
}
