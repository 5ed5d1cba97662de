package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.page.markup.Content;
import io.github.consent4j.page.markup.Element;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The details that unfold below a service: its provider, its legal basis and everything it stores.
 */
final class ServiceDetails {

  private static final Pattern NAME_PARTS = Pattern.compile("(?<=[^._:][._:]{1,2})(?=[^._:*])");

  private final Parts parts;
  private final Messages messages;
  private final Lifetimes lifetimes;

  ServiceDetails(Parts parts) {
    this.parts = parts;
    this.messages = parts.messages();
    this.lifetimes = new Lifetimes(messages);
  }

  Element of(Service service) {
    String items = messages.count("details.items", service.stores().size());
    return element("details")
        .add(
            element("summary")
                .text(messages.get("details"))
                .add(element("span", "aside").text(": " + parts.say(service.name())))
                .add(element("span", "count").text(" " + items)))
        .add(contents(service, messages.get("stored")));
  }

  /**
   * Returns the details themselves.
   *
   * @param caption the name of the table for those who hear it
   */
  List<Element> contents(Service service, String caption) {
    return List.of(
        element("dl").add(facts(service)),
        service.stores().isEmpty()
            ? element("p").text(messages.get("stored.nothing"))
            : table(service.stores(), caption));
  }

  private List<Element> facts(Service service) {
    Provider provider = service.provider();
    List<Element> facts = new ArrayList<>();
    facts.add(fact("provider", element("dd").text(provider.name())));
    provider
        .address()
        .ifPresent(address -> facts.add(fact("address", element("dd").text(address))));
    provider
        .country()
        .ifPresent(code -> facts.add(fact("country", element("dd").text(country(code)))));
    if (!provider.transfersTo().isEmpty()) {
      String countries =
          provider.transfersTo().stream().map(this::country).collect(Collectors.joining(", "));
      facts.add(fact("transfers-to", element("dd").text(countries)));
    }
    add(facts, "safeguard", service.safeguard().map(parts::said));
    add(facts, "data-types", service.dataTypes().map(parts::said));
    add(facts, "retention", service.retention().map(this::retention));
    provider
        .privacyPolicy()
        .ifPresent(
            address ->
                facts.add(fact("privacy", element("dd").add(policy(provider.name(), address)))));
    String basis = "legal-basis." + service.legalBasis().id();
    facts.add(
        fact(
            "legal-basis",
            element("dd")
                .text(messages.get(basis))
                .add(service.necessity().map(reason -> element("small").add(parts.said(reason))))));
    return facts;
  }

  private void add(List<Element> facts, String key, Optional<Content> value) {
    value.ifPresent(content -> facts.add(fact(key, element("dd").add(content))));
  }

  private Content retention(LocalizedText text) {
    return lifetimes
        .of(text.in(messages.locale().toLanguageTag()))
        .<Content>map(Content.Text::new)
        .orElseGet(() -> parts.said(text));
  }

  /** Returns a fact under its heading; empty if there is none. */
  Optional<Element> fact(String key, Optional<String> value) {
    return value.map(text -> fact(key, element("dd").text(text)));
  }

  private Element fact(String key, Element value) {
    return element("div").add(element("dt").text(messages.get(key)), value);
  }

  private String country(String code) {
    return Recipients.country(code, messages.locale());
  }

  private Content policy(String name, String address) {
    Optional<Element> link =
        parts.newTab(Optional.of(address), messages.get("link.provider-privacy", name));
    return link.isPresent() ? link.get() : new Content.Text(address);
  }

  private Element table(List<CookieDescriptor> stores, String caption) {
    return element("table")
        .add(
            element("caption", "aside").text(caption),
            element("thead")
                .add(
                    element("tr")
                        .add(heading("name"), heading("kind"), heading("lifetime"))
                        .add(heading("purpose"))),
            element("tbody").add(stores.stream().map(this::row).toList()));
  }

  private Element heading(String key) {
    return element("th").attr("scope", "col").text(messages.get("stored." + key));
  }

  private Element row(CookieDescriptor stored) {
    Element name =
        element("th").attr("scope", "row").add(element("code").add(name(stored.name().glob())));
    stored.domain().ifPresent(domain -> name.add(note(messages.get("stored.domain", domain))));
    if (!stored.path().equals("/")) {
      name.add(note(messages.get("stored.path", stored.path())));
    }
    return element("tr")
        .add(
            name,
            cell("kind", new Content.Text(messages.get("kind." + stored.kind().id()))),
            cell("lifetime", new Content.Text(lifetimes.of(stored))),
            cell("purpose", parts.said(stored.purpose()))
                .add(stored.necessity().map(reason -> element("small").add(parts.said(reason)))));
  }

  /** Returns a name that may be broken at the punctuation between its words. */
  private static List<Content> name(String name) {
    return NAME_PARTS
        .splitAsStream(name)
        .flatMap(part -> Stream.of(element("wbr"), new Content.Text(part)))
        .skip(1)
        .toList();
  }

  private Element cell(String key, Content content) {
    return element("td").attr("data-label", messages.get("stored." + key)).add(content);
  }

  private static Element note(String text) {
    return element("small").text(text);
  }
}
