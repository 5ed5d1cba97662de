package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.page.markup.Element;
import io.github.consent4j.policy.Site;
import java.util.List;

/** The page that says that a request failed, with links to continue. */
final class FailurePage {

  private FailurePage() {}

  static String html(Parts parts, View view, Site site, String reason) {
    Messages messages = parts.messages();
    String text = messages.get("choice.failed");
    Element settings =
        element("a")
            .attr("href", parts.inThisLanguage(view.base()))
            .text(messages.get("choice.settings"));
    return AlertPage.html(
        parts,
        text,
        AlertPage.alert(text),
        List.of(
            element("p").attr("lang", "en").attr("dir", "ltr").text(reason + '.'),
            element("p", "links").add(settings).add(parts.legalLinks(site))));
  }
}
