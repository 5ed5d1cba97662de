package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.page.markup.Element;
import io.github.consent4j.policy.Site;
import java.util.List;

/**
 * The page that says that the visitor's browser has not kept the decision. It leads back to the
 * page that the visitor came from, where the banner is then closed.
 */
final class UnkeptPage {

  private UnkeptPage() {}

  static String html(Parts parts, Site site) {
    Messages messages = parts.messages();
    String text = messages.get("choice.unkept");
    Element back =
        element("a")
            .attr("href", parts.returnTo().replaceFirst("#.*", "") + '#' + Banner.NAME)
            .text(messages.get("choice.back"));
    return AlertPage.html(
        parts,
        text,
        AlertPage.alert(text + ' ').add(back),
        List.of(element("p", "links").add(parts.legalLinks(site))));
  }
}
