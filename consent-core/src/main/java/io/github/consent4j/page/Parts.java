package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.page.asset.Assets;
import io.github.consent4j.page.markup.Content;
import io.github.consent4j.page.markup.Element;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Site;
import io.github.consent4j.text.Texts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The building blocks that several pages share, for one visitor. */
final class Parts {

  private final View view;
  private final Messages messages;
  private final Assets assets;

  /** Names the notice of a layer for its forms; null for copies that are kept. */
  private final @Nullable Function<ConsentEvent.Layer, String> notices;

  private Parts(
      View view,
      Messages messages,
      Assets assets,
      @Nullable Function<ConsentEvent.Layer, String> notices) {
    this.view = view;
    this.messages = messages;
    this.assets = assets;
    this.notices = notices;
  }

  /** Creates the parts of pages for a visitor, whose forms name the notice that is shown. */
  static Parts forVisitor(
      View view, Messages messages, Assets assets, Function<ConsentEvent.Layer, String> notices) {
    return new Parts(view, messages, assets, notices);
  }

  /** Creates the parts of a copy that needs no other file. It contains its style and no script. */
  static Parts forCopy(View view, Messages messages, Assets assets) {
    return new Parts(view, messages, assets, null);
  }

  /** Returns whether the parts stand in a copy that is kept. */
  boolean areForCopy() {
    return notices == null;
  }

  Messages messages() {
    return messages;
  }

  /** Returns a text of the policy in the visitor's language. */
  String say(LocalizedText text) {
    return messages.isolated(text.in(view.language()));
  }

  /**
   * Returns a text of the policy, with its language marked if it is not available in the visitor's
   * language.
   */
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

  /** Returns a script element for a path below the assets. */
  Element scriptAt(String path) {
    return trusted(element("script").attr("src", addressAt(path)));
  }

  Element stylesheet(String asset) {
    if (areForCopy()) {
      return element("style").add(new Content.StyleSheet(assets.textOf(asset)));
    }
    return trusted(element("link").attr("rel", "stylesheet").attr("href", addressOf(asset)));
  }

  /** Returns a template for a shadow root, which the style of the site does not reach. */
  Element shadowRoot(Element... content) {
    return element("template")
        .attr("shadowrootmode", "open")
        .add(stylesheet("panel.css"))
        .add(content);
  }

  /** Returns the color schemes that the library's own documents support. */
  String colorScheme() {
    return assets.colorScheme();
  }

  Element script(String asset) {
    return scriptAt(assets.pathOf(asset));
  }

  private Element trusted(Element element) {
    return view.nonce().isEmpty() ? element : element.attr("nonce", view.nonce());
  }

  /**
   * Returns a form that sends a choice and then leads to a path on this site.
   *
   * @param layer where the form stands
   */
  Element form(ConsentEvent.Layer layer, String returnTo) {
    Element form =
        element("form")
            .attr("method", "post")
            .attr("action", view.base())
            .add(hidden("return", returnTo), hidden("lang", view.language()));
    return notices == null ? form : form.add(hidden("notice", notices.apply(layer)));
  }

  Element hidden(String name, String value) {
    return element("input").attr("type", "hidden").attr("name", name).attr("value", value);
  }

  /** Returns a button that sends its form with a choice; all such buttons look the same. */
  Element choice(String value, String label) {
    return element("button", "button").attr("name", "choice").attr("value", value).text(label);
  }

  /** Returns the address to return to after a choice. */
  String returnTo() {
    return WebLink.path(view.returnTo());
  }

  /** Returns whether the visitor opened the settings without coming from another page. */
  boolean returnsToSettings() {
    return returnTo().split("[?#]", 2)[0].equals(view.base());
  }

  /** Returns the address of the settings page, with this page as the address to return to. */
  String settings() {
    return inThisLanguage(WebLink.with(view.base(), "return", returnTo()));
  }

  /** Returns a link to the settings. */
  Element settingsLink(String text) {
    return element("a").attr("href", settings()).text(text);
  }

  /** Returns the box for what stands in a page in place of content that the site leaves out. */
  Element placeholder(String title) {
    return group("consent-placeholder", title).add(stylesheet("insert.css"));
  }

  /** Returns a box in a page of the site, which search engines do not show. */
  Element group(String className, String title) {
    return element("div", className)
        .attr("role", "group")
        .attr("lang", messages.language())
        .attr("dir", messages.direction())
        .attr("aria-label", title)
        .flag("data-nosnippet");
  }

  /** Returns an address of the library's own pages that keeps the current language. */
  String inThisLanguage(String address) {
    return WebLink.with(address, "lang", view.language());
  }

  /**
   * Returns links to the pages that must be readable without a choice, as far as the site has them.
   */
  List<Element> legalLinks(Site site) {
    return Stream.of(
            link(site.privacyPolicy().map(this::address), messages.get("link.privacy")),
            link(site.imprint().map(this::address), messages.get("link.imprint")))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Returns whether the visitor reads the privacy policy or the imprint, in any language. */
  boolean isLegalPage(Site site) {
    String here = path(returnTo());
    return Stream.of(site.privacyPolicy(), site.imprint())
        .flatMap(Optional::stream)
        .flatMap(links -> links.byLanguage().values().stream())
        .anyMatch(link -> path(link).equals(here));
  }

  /** Returns the path of an address, without scheme, host and query. */
  private static String path(String address) {
    return address.replaceFirst("^https?://[^/?#]*", "").replaceFirst("[?#].*", "");
  }

  private String address(LocalizedText links) {
    return links.in(view.language());
  }

  private static Optional<Element> link(Optional<String> address, String label) {
    return address.flatMap(WebLink::of).map(to -> element("a").attr("href", to).text(label));
  }

  /** Returns a link that opens in a new tab and leaves the current page unchanged. */
  Optional<Element> newTab(Optional<String> address, String label) {
    return link(address, label)
        .map(
            link ->
                link.attr("target", "_blank")
                    .attr("rel", "noopener")
                    .add(element("span", "aside").text(" (" + messages.get("link.new-tab") + ")")));
  }

  /** Returns the name of a provider, with its country if that is known. */
  String nameAndCountry(Provider provider) {
    return provider.name()
        + provider
            .country()
            .map(code -> " (" + Recipients.country(code, messages.locale()) + ")")
            .orElse("");
  }
}
