package io.github.consent4j.page;

import static io.github.consent4j.page.Element.element;

/** The button that floats over a page and leads to the settings: a link, so it needs no script. */
final class WayBack {

  private WayBack() {}

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
                            // hidden only until the style sheet has come
                            .flag("hidden")
                            .text(messages.get("title")))));
  }
}
