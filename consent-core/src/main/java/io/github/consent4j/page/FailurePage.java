package io.github.consent4j.page;

import static io.github.consent4j.page.Element.element;

import io.github.consent4j.policy.Site;
import java.util.Optional;

/** Says that something did not work, and where to go on. */
final class FailurePage {

  private FailurePage() {}

  static String html(Parts parts, View view, Site site, String reason) {
    Messages messages = parts.messages();
    Element settings =
        element("a")
            .attr("href", parts.inThisLanguage(view.base()))
            .text(messages.get("choice.settings"));
    return Document.html(
        parts,
        "settings",
        messages.get("choice.failed"),
        "document.css",
        Optional.of("settings.js"),
        element("body")
            .add(
                element("main")
                    .add(
                        element("h1").text(messages.get("title")),
                        element("p", "saved")
                            .attr("role", "alert")
                            .text(messages.get("choice.failed")),
                        element("p").attr("lang", "en").attr("dir", "ltr").text(reason + '.'),
                        element("p", "links").add(settings).add(parts.legalLinks(site)))));
  }
}
