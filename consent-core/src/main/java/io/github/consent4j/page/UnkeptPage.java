package io.github.consent4j.page;

import static io.github.consent4j.page.Element.element;

import io.github.consent4j.policy.Site;
import java.util.Optional;

/**
 * Says that the visitor's browser has not kept the decision, and leads back to the page, where the
 * banner is then closed.
 */
final class UnkeptPage {

  private UnkeptPage() {}

  static String html(Parts parts, Site site) {
    Messages messages = parts.messages();
    Element back =
        element("a")
            .attr("href", parts.returnTo().replaceFirst("#.*", "") + '#' + Banner.NAME)
            .text(messages.get("choice.back"));
    return Document.html(
        parts,
        "settings",
        messages.get("choice.unkept"),
        "document.css",
        Optional.of("settings.js"),
        element("body")
            .add(
                element("main")
                    .add(
                        element("h1").text(messages.get("title")),
                        element("p", "saved")
                            .attr("role", "alert")
                            .text(messages.get("choice.unkept") + ' ')
                            .add(back),
                        element("p", "links").add(parts.legalLinks(site)))));
  }
}
