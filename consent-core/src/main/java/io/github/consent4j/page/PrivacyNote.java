package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.page.markup.Element;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PrivacySignal;
import java.util.Optional;

/** Says that the browser's Global Privacy Control was heard. */
final class PrivacyNote {

  private PrivacyNote() {}

  /**
   * The note for a visitor whom it concerns. In a page for everybody it is hidden until the browser
   * is asked.
   */
  static Optional<Element> of(Policy policy, View view, Messages messages) {
    boolean counts =
        policy.categories().stream()
            .filter(Category::isAsked)
            .anyMatch(category -> category.gpc() == PrivacySignal.REFUSE);
    return counts && (view.shared() || view.consent().isSignalled())
        ? Optional.of(
            element("p")
                .attr("id", "gpc")
                .flagIf(view.shared(), "hidden")
                .text(messages.get("signal")))
        : Optional.empty();
  }
}
