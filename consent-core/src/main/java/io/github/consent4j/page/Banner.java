package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.page.markup.Content;
import io.github.consent4j.page.markup.Element;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first layer: it names who asks and for what, and offers three equal answers. It lives in a
 * shadow root, so that the styles of the site and of the banner do not affect each other.
 */
final class Banner {

  /**
   * The largest number of services of a category that the first layer describes one by one. A
   * category with more services shows only its own description.
   */
  private static final int DESCRIBED_SERVICES = 3;

  /**
   * The name of the element and its id. A link to the id closes the banner if scripts are disabled.
   */
  static final String NAME = "page-panel";

  private final Policy policy;
  private final View view;
  private final Parts parts;
  private final Messages messages;

  Banner(Policy policy, View view, Parts parts) {
    this.policy = policy;
    this.view = view;
    this.parts = parts;
    this.messages = parts.messages();
  }

  /**
   * Returns the elements that the banner needs in the head: its style sheet, so that it is loaded
   * when the parser reaches the banner, and a link that blocks rendering until the banner is
   * parsed. Without them the parser waits at each reference to the style sheet, and the browser
   * paints empty frames meanwhile.
   */
  static List<Element> headElements(Parts parts) {
    return List.of(
        parts.stylesheet("panel.css").flag(ConsentAttribute.UI.attribute()),
        element("link")
            .attr("rel", "expect")
            .attr("href", '#' + NAME)
            .attr("blocking", "render")
            .flag(ConsentAttribute.UI.attribute()));
  }

  Element panel() {
    return element(NAME)
        .attr("id", NAME)
        .flag(ConsentAttribute.UI.attribute())
        // In a page that everybody shares, the script shows the banner to visitors with a decision
        // to make.
        .flag(view.shared() ? "hidden" : "open")
        .add(
            parts.shadowRoot(
                status(),
                // Hidden only until the style sheet is loaded; the style sheet shows the banner in
                // its place.
                box()
                    .attr("lang", messages.language())
                    .attr("dir", messages.direction())
                    .attr("aria-labelledby", "title")
                    .flag("data-nosnippet")
                    .flag("hidden")
                    .add(explanation(), answers())));
  }

  /**
   * Returns the box of the banner. The script makes a dialog modal, except on the pages that the
   * law wants to be readable before a choice. Without the script, and after Escape, the dialog
   * stands at the lower edge.
   */
  private Element box() {
    return switch (policy.settings().look().position()) {
      case BOTTOM, TOP -> element("section", "panel bar");
      case CORNER -> element("section", "panel card");
      case CENTER ->
          parts.isLegalPage(policy.site())
              ? element("section", "panel card")
              : element("dialog", "panel card").attr("tabindex", "-1");
    };
  }

  private Element status() {
    return element("p", "aside")
        .attr("role", "status")
        .attr("tabindex", "-1")
        .attr("data-saved", messages.get("choice.saved"));
  }

  private Element explanation() {
    return element("div", "text")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-labelledby", "title")
        .add(
            element("div", "head")
                .add(
                    element("h2").attr("id", "title").text(messages.get("title")),
                    element("p", "links").add(parts.legalLinks(policy.site()))),
            element("div", "columns")
                .add(
                    element("div")
                        .add(paragraph(messages.get("intro", parts.say(policy.site().name()))))
                        .add(
                            element("ul")
                                .add(
                                    policy.categories().stream()
                                        .filter(Category::isShown)
                                        .map(this::line)
                                        .toList())),
                    element("div", "facts")
                        .add(PrivacyNote.of(policy, view, messages))
                        .add(facts())));
  }

  private Element line(Category category) {
    String who =
        category.required()
            ? messages.get("always-on")
            : category.services().stream()
                .map(service -> parts.say(service.name()))
                .distinct()
                .collect(Collectors.joining(", "));
    return element("li")
        .add(element("b").add(parts.said(category.title())))
        .text(" ")
        .add(element("i").text(who))
        .text(" ")
        .add(element("span").add(purpose(category)));
  }

  private List<Content> purpose(Category category) {
    int services = category.services().size();
    if (category.required() || services == 0 || services > DESCRIBED_SERVICES) {
      return List.of(new Content.Text(firstSentence(parts.say(category.description()))));
    }
    return category.services().stream()
        .map(Service::purpose)
        .distinct()
        .flatMap(purpose -> Stream.of(parts.said(purpose), new Content.Text(" ")))
        .toList();
  }

  private String firstSentence(String text) {
    BreakIterator sentences = BreakIterator.getSentenceInstance(messages.locale());
    sentences.setText(text);
    int end = sentences.next();
    return end == BreakIterator.DONE ? text : text.substring(0, end).strip();
  }

  private List<Element> facts() {
    Recipients recipients = Recipients.of(policy, messages.locale());
    List<Element> facts = new ArrayList<>();
    if (!recipients.names().isEmpty()) {
      String names = String.join(", ", recipients.names());
      facts.add(paragraph(messages.get("recipients", recipients.names().size(), names)));
    }
    if (!recipients.countriesOutsideEea().isEmpty()) {
      String countries = String.join(", ", recipients.countriesOutsideEea());
      facts.add(paragraph(messages.get("transfer", countries)));
    }
    facts.add(paragraph(messages.get("withdraw") + ' ' + messages.get("legal")));
    return facts;
  }

  private static Element paragraph(String text) {
    return element("p").text(text);
  }

  private Element answers() {
    return parts
        .form(ConsentEvent.Layer.BANNER, parts.returnTo())
        .attr("class", "answers")
        .attr("target", "_self")
        .add(
            parts.choice("accept-all", messages.get("choice.accept-all")),
            parts.choice("reject-all", messages.get("choice.reject-all")),
            element("a", "button")
                .attr("href", parts.settings())
                .attr("target", "_self")
                .text(messages.get("choice.settings")));
  }
}
