package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.page.markup.Element;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PrivacySignal;
import java.util.Optional;

/** Tells the visitor that the browser's Global Privacy Control signal is respected. */
final class PrivacyNote {

  private PrivacyNote() {}

  /**
   * Returns the note if it applies to the visitor. In a page that everybody shares, the note is
   * hidden until the script has read the signal from the browser.
   */
  static Optional<Element> of(Policy policy, View view, Messages messages) {
    boolean applies =
        policy.categories().stream()
            .filter(Category::isAsked)
            .anyMatch(category -> category.gpc() == PrivacySignal.REFUSE);
    return applies && (view.shared() || view.consent().isSignalled())
        ? Optional.of(
            element("p")
                .attr("id", "gpc")
                .flagIf(view.shared(), "hidden")
                .text(messages.get("signal")))
        : Optional.empty();
  }
}
