package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.page.markup.Element;
import io.github.consent4j.policy.Site;
import java.util.List;

/**
 * The page that says that a consent does not count, because no proof of it can be kept now. It
 * leads back to the page that the visitor came from, where the question is still open.
 */
final class UnprovenPage {

  private UnprovenPage() {}

  static String html(Parts parts, Site site) {
    Messages messages = parts.messages();
    String text = messages.get("choice.unproven");
    Element back = element("a").attr("href", parts.returnTo()).text(messages.get("choice.back"));
    return AlertPage.html(
        parts,
        text,
        AlertPage.alert(text + ' ').add(back),
        List.of(element("p", "links").add(parts.legalLinks(site))));
  }
}
