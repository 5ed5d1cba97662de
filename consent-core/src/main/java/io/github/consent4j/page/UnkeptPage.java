package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.page.markup.Element;
import io.github.consent4j.policy.Site;
import java.util.List;

/**
 * Says that the visitor's browser has not kept the decision, and leads back to the page, where the
 * banner is then closed.
 */
final class UnkeptPage {

  private UnkeptPage() {}

  static String html(Parts parts, Site site) {
    Messages messages = parts.messages();
    String said = messages.get("choice.unkept");
    Element back =
        element("a")
            .attr("href", parts.returnTo().replaceFirst("#.*", "") + '#' + Banner.NAME)
            .text(messages.get("choice.back"));
    return AlertPage.html(
        parts,
        said,
        AlertPage.alert(said + ' ').add(back),
        List.of(element("p", "links").add(parts.legalLinks(site))));
  }
}
