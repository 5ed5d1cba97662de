package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.page.markup.Element;
import io.github.consent4j.policy.Category;

/** Stands in a page in place of content that the site leaves out until a category is allowed. */
final class CategoryPlaceholder {

  private CategoryPlaceholder() {}

  /** Returns the category's own words, with a link to the settings, where it can be chosen. */
  static Element of(Category category, Parts parts) {
    return parts
        .placeholder(parts.say(category.title()))
        .add(
            element("p").add(element("b").add(parts.said(category.title()))),
            element("p").add(parts.said(category.description())),
            element("p", "links").add(parts.settingsLink(parts.messages().get("title"))));
  }
}
