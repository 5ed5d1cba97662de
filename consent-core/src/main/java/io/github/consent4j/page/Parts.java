package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.page.asset.Assets;
import io.github.consent4j.page.markup.Content;
import io.github.consent4j.page.markup.Element;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Site;
import io.github.consent4j.text.Texts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What several pages are made of, for one visitor. */
final class Parts {

  private final View view;
  private final Messages messages;
  private final Assets assets;

  Parts(View view, Messages messages, Assets assets) {
    this.view = view;
    this.messages = messages;
    this.assets = assets;
  }

  Messages messages() {
    return messages;
  }

  /** A text of the policy in the visitor's language. */
  String say(LocalizedText text) {
    return messages.isolated(text.in(view.language()));
  }

  /** The same where a page can mark the language of a text that is not there in the visitor's. */
  Content said(LocalizedText text) {
    String actual = text.languageIn(view.language());
    return actual.isEmpty() || Texts.serving(view.language()).contains(actual)
        ? new Content.Text(say(text))
        : element("bdi").attr("lang", actual).text(text.in(view.language()));
  }

  String addressOf(String asset) {
    return addressAt(assets.pathOf(asset));
  }

  private String addressAt(String path) {
    return view.base() + "/assets/" + path;
  }

  /** A script by its path below the assets. */
  Element scriptAt(String path) {
    return trusted(element("script").attr("src", addressAt(path)));
  }

  Element stylesheet(String asset) {
    return trusted(element("link").attr("rel", "stylesheet").attr("href", addressOf(asset)));
  }

  /** A template for a shadow root, which the site's style does not reach. */
  Element shadowRoot(Element... content) {
    return element("template")
        .attr("shadowrootmode", "open")
        .add(stylesheet("panel.css"))
        .add(content);
  }

  /** The schemes that a document of the library's own has. */
  String colorScheme() {
    return assets.colorScheme();
  }

  Element script(String asset) {
    return scriptAt(assets.pathOf(asset));
  }

  private Element trusted(Element element) {
    return view.nonce().isEmpty() ? element : element.attr("nonce", view.nonce());
  }

  /** A form that makes a choice and then leads to a path on this site. */
  Element form(String returnTo) {
    return element("form")
        .attr("method", "post")
        .attr("action", view.base())
        .add(hidden("return", returnTo), hidden("lang", view.language()));
  }

  Element hidden(String name, String value) {
    return element("input").attr("type", "hidden").attr("name", name).attr("value", value);
  }

  /** A button that sends its form with a choice; every one of them looks the same. */
  Element choice(String value, String label) {
    return element("button", "button").attr("name", "choice").attr("value", value).text(label);
  }

  /** Where to go back to after a choice. */
  String returnTo() {
    return WebLink.path(view.returnTo());
  }

  /** Whether the visitor came to the settings from no other page. */
  boolean returnsToSettings() {
    return returnTo().split("[?#]", 2)[0].equals(view.base());
  }

  /** Address of the settings page, from where the visitor comes back to this one. */
  String settings() {
    return inThisLanguage(WebLink.with(view.base(), "return", returnTo()));
  }

  /** An address of the library's own, where the same language is spoken. */
  String inThisLanguage(String address) {
    return WebLink.with(address, "lang", view.language());
  }

  /** Links to what must be readable without a choice; those that the site has. */
  List<Element> legalLinks(Site site) {
    return Stream.of(
            link(site.privacyPolicy().map(this::address), messages.get("link.privacy")),
            link(site.imprint().map(this::address), messages.get("link.imprint")))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Whether the visitor is reading the privacy policy or the imprint, in whatever language. */
  boolean isLegalPage(Site site) {
    String here = path(returnTo());
    return Stream.of(site.privacyPolicy(), site.imprint())
        .flatMap(Optional::stream)
        .flatMap(links -> links.byLanguage().values().stream())
        .anyMatch(link -> path(link).equals(here));
  }

  /** Without scheme, host and query. */
  private static String path(String address) {
    return address.replaceFirst("^https?://[^/?#]*", "").replaceFirst("[?#].*", "");
  }

  private String address(LocalizedText links) {
    return links.in(view.language());
  }

  private static Optional<Element> link(Optional<String> address, String label) {
    return address.flatMap(WebLink::of).map(to -> element("a").attr("href", to).text(label));
  }

  /** A link that leaves the page alone. */
  Optional<Element> newTab(Optional<String> address, String label) {
    return link(address, label)
        .map(
            link ->
                link.attr("target", "_blank")
                    .attr("rel", "noopener")
                    .add(element("span", "aside").text(" (" + messages.get("link.new-tab") + ")")));
  }

  /** A provider's name, with its country where that is known. */
  String nameAndCountry(Provider provider) {
    return provider.name()
        + provider
            .country()
            .map(code -> " (" + Recipients.country(code, messages.locale()) + ")")
            .orElse("");
  }
}
