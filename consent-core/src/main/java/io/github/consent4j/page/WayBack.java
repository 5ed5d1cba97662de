package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.page.markup.Element;

/** Ways back to the settings that need no script. */
final class WayBack {

  private WayBack() {}

  /** A form for buttons elsewhere; its own element keeps it from the site's style. */
  static Element form(Parts parts, String base, String id) {
    return element("page-form")
        .flag("data-consent-ui")
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

  /** The button that floats over a page: a link. */
  static Element button(Parts parts) {
    Messages messages = parts.messages();
    return element("page-button")
        .flag("data-consent-ui")
        .add(
            // for the room below it, which is the page's
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
                            // hidden only until the style sheet has come
                            .flag("hidden")
                            .text(messages.get("title")))));
  }
}
