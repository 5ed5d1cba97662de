package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.page.markup.Element;
import io.github.consent4j.policy.CspMode;
import io.github.consent4j.policy.ElementSelector;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import java.util.List;
import java.util.Optional;

/**
 * The replacement for blocked content: a document in its frame, or a notice before its plain form.
 */
final class Placeholder {

  /** Stands in the notice for the class of elements that are marked by something else. */
  private static final String NO_CLASS = "-";

  private final Policy policy;
  private final Parts parts;
  private final Messages messages;
  private final Service service;
  private final String name;

  Placeholder(Policy policy, Parts parts, Service service) {
    this.policy = policy;
    this.parts = parts;
    this.messages = parts.messages();
    this.service = service;
    this.name = parts.say(service.name());
  }

  String title() {
    return messages.getFor(service.id(), "embed.title", name);
  }

  /**
   * Returns the document in the frame. It needs no script, as showing the content once is a plain
   * link.
   */
  String document(String url) {
    return Document.html(
        parts,
        "embed",
        title(),
        "panel.css",
        Optional.of("embed.js"),
        element("body").add(frame(url)));
  }

  /** Returns the content of this document. */
  Element frame(String url) {
    Optional<String> address = WebLink.of(url);
    Element once =
        element("a", "button").attr("id", "once").text(messages.getFor(service.id(), "embed.once"));
    return element("main")
        .add(
            element("div", "text")
                .add(element("h1").text(title()))
                .add(element("p").text(explanation("embed.text") + transfer()))
                .add(
                    element("p", "links")
                        .add(providerPolicy())
                        .add(parts.newTab(address, messages.get("embed.open", name)))
                        .add(settings())),
            element("div", "answers")
                .add(address.map(to -> once.attr("href", to)))
                .add(
                    always(Layer.FRAME, List.of()).attr("id", "always").attr("target", "_parent")));
  }

  /**
   * Returns what stands in a page in place of content that the site itself leaves out. It says the
   * same as the document in a frame, but cannot show the content once: it is not in the page.
   */
  Element inPlace() {
    return parts
        .placeholder(title())
        .add(
            element("p").add(element("b").text(title())),
            element("p").text(explanation("embed.text") + transfer()),
            element("p", "links")
                .add(providerPolicy())
                .add(parts.settingsLink(messages.get("title"))),
            always(Layer.FRAME, List.of()));
  }

  /** Returns the notice before an element that is shown in its plain form. */
  Element notice() {
    List<String> classes =
        service.marks().stream()
            .filter(ElementSelector::isClass)
            .map(ElementSelector::value)
            .toList();
    String marks = classes.isEmpty() ? NO_CLASS : String.join(" ", classes);
    return notice(title(), Optional.empty()).attr(ConsentAttribute.MARKS.attribute(), marks);
  }

  /** Returns the notice before an image of which only the alternative text is shown. */
  Element imageNotice(String url) {
    return notice(
        messages.get("embed.title", name),
        parts.newTab(Optional.of(url), messages.get("embed.open", name)));
  }

  private Element notice(String title, Optional<Element> open) {
    return element("page-note")
        .flag(ConsentAttribute.UI.attribute())
        .attr(ConsentAttribute.SERVICE.attribute(), service.id())
        .add(
            parts.shadowRoot(
                parts
                    .group("note", title)
                    .add(
                        element("p").text(explanation("marked.text") + transfer()),
                        element("p", "links").add(providerPolicy()).add(open).add(settings()),
                        always(Layer.PLACEHOLDER, onceInNotice())
                            .attr("class", "answers")
                            .attr("target", "_self"))));
  }

  /**
   * Returns the button that allows the content once. An enforced content security policy blocks the
   * service's script until a reload, so that the button is left out there.
   */
  private List<Element> onceInNotice() {
    return policy.settings().delivery().csp() == CspMode.ENFORCE ? List.of() : List.of(once());
  }

  private Element once() {
    return element("button", "button")
        .attr("type", "button")
        .attr("id", "once")
        .flagIf(!parts.areForCopy(), "hidden")
        .text(messages.get("marked.once"));
  }

  private String explanation(String key) {
    return messages.get(key, name, parts.nameAndCountry(service.provider()));
  }

  private String transfer() {
    String countries = Recipients.outsideEea(service.provider(), messages.locale());
    return countries.isEmpty() ? "" : ' ' + messages.get("embed.transfer", countries);
  }

  private Optional<Element> providerPolicy() {
    Provider provider = service.provider();
    return parts.newTab(
        provider.privacyPolicy(), messages.get("link.provider-privacy", provider.name()));
  }

  /**
   * Returns a link to the settings, where the whole category can be chosen: a frame may be too
   * small.
   */
  private Optional<Element> settings() {
    return parts.newTab(Optional.of(parts.settings()), messages.get("title"));
  }

  /** Returns the form that allows the one service that the text names, and nothing else. */
  private Element always(Layer layer, List<Element> before) {
    return parts
        .form(layer, parts.returnTo())
        .add(parts.hidden("choice", "grant"), parts.hidden("grant", service.id()))
        .add(before)
        .add(element("button", "button").text(messages.getFor(service.id(), "embed.always", name)));
  }
}
