package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.page.markup.Element;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;

/**
 * Everything that the policy declares, as a part of a page of the site. It stands in the text of
 * that page, so that it is read, found and printed with it, and looks like it.
 */
final class CookieTable {

  private final Policy policy;
  private final Parts parts;
  private final Messages messages;
  private final ServiceDetails details;

  CookieTable(Policy policy, Parts parts) {
    this.policy = policy;
    this.parts = parts;
    this.messages = parts.messages();
    this.details = new ServiceDetails(parts);
  }

  /**
   * @param before what stands before the table within it
   */
  Element html(Element... before) {
    return element("div", "consent-cookies")
        .attr("lang", messages.language())
        .attr("dir", messages.direction())
        .add(before)
        .add(policy.categories().stream().filter(Category::isShown).map(this::category).toList());
  }

  private Element category(Category category) {
    return element("section")
        .add(
            element("h3").add(parts.said(category.title())),
            element("p").add(parts.said(category.description())))
        .add(category.services().stream().map(this::service).toList());
  }

  private Element service(Service service) {
    String caption = parts.say(service.name()) + ": " + messages.get("stored");
    return element("section")
        .add(
            element("h4").add(parts.said(service.name())),
            element("p").add(parts.said(service.purpose())))
        .add(details.contents(service, caption));
  }
}
