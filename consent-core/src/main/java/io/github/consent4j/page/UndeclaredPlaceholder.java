package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import java.util.Optional;

/**
 * The replacement for a frame whose content no service declares, on a site that blocks such
 * content. No service can be allowed here: a link leads to the content.
 */
final class UndeclaredPlaceholder {

  private final Parts parts;
  private final String url;
  private final String host;

  /**
   * @param url absolute address of the content, as browsers write it
   */
  UndeclaredPlaceholder(Parts parts, String url) {
    this.parts = parts;
    this.url = url;
    this.host = url.replaceFirst("^\\w+://(?:[^/?#]*@)?([^/?#]*).*", "$1");
  }

  String title() {
    return parts.messages().get("embed.title", host);
  }

  String document() {
    Messages messages = parts.messages();
    return Document.html(
        parts,
        "embed",
        title(),
        "panel.css",
        Optional.empty(),
        element("body")
            .add(
                element("main")
                    .add(
                        element("div", "text")
                            .add(element("h1").text(title()))
                            .add(element("p").text(messages.get("embed.undeclared", host)))
                            .add(
                                element("p", "links")
                                    .add(
                                        parts.newTab(
                                            Optional.of(url),
                                            messages.get("embed.open", host)))))));
  }
}
