package io.github.consent4j.page;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.page.asset.Assets;
import io.github.consent4j.page.asset.JavaScript;
import io.github.consent4j.page.asset.Resources;
import io.github.consent4j.page.markup.Element;
import io.github.consent4j.page.markup.Escaping;
import io.github.consent4j.page.markup.Syntax;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Presence;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.Settings;
import io.github.consent4j.policy.UndeclaredHandling;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the pages and parts of pages that visitors see. All HTML is ASCII. Immutable and
 * thread-safe.
 *
 * <p>The pages post to {@link View#base()}: {@code choice} is {@code accept-all}, {@code
 * reject-all}, {@code save} (exactly what is named is granted) or {@code grant} (granted in
 * addition), {@code grant} names a category or service and may be repeated, {@code return} is where
 * to go next.
 */
public final class Pages {

  private final Policy policy;
  private final Assets assets;
  private final Map<String, Messages> messages;
  private final PageScript script;

  /** How parts of a page are written; the library's own pages are always HTML. */
  private final Syntax syntax;

  /** Whether there is anything that a visitor can withdraw. */
  private final boolean asksAnybody;

  /**
   * @param policy what there is to decide over
   * @param assets the script and style that the pages refer to
   */
  public Pages(Policy policy, Assets assets) {
    this.policy = policy;
    this.assets = assets;
    this.syntax = Syntax.HTML;
    this.script = new PageScript(policy);
    this.asksAnybody = policy.categories().stream().anyMatch(category -> !category.required());
    this.messages =
        policy.languages().stream()
            .distinct()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), tag -> Messages.in(tag, policy.texts(tag))));
  }

  private Pages(Pages pages, Syntax syntax) {
    policy = pages.policy;
    assets = pages.assets;
    script = pages.script;
    asksAnybody = pages.asksAnybody;
    messages = pages.messages;
    this.syntax = syntax;
  }

  /** The same for parts of pages that browsers read by the rules of XML. */
  public Pages asXml() {
    return new Pages(this, Syntax.XML);
  }

  /**
   * What stands first in the head of a visitor's page: the guard, what hears of another decision,
   * what tells tools of the decision before any of them runs, and what lets a banner be part of the
   * first paint. Empty when not needed.
   */
  public String head(View view) {
    Parts parts = parts(view);
    StringBuilder head = new StringBuilder();
    guardAndTabs(view, parts).map(this::written).ifPresent(head::append);
    if (!presence().signals().isEmpty()) {
      head.append(
          written(
              parts
                  .script("signals.js")
                  .flag("data-consent-ui")
                  .attr("data-consent-allowed", script.allowed(view))));
    }
    if (asks(view)) {
      Banner.ahead(parts).forEach(link -> head.append(written(link)));
    }
    return head.toString();
  }

  /** The guard alone; empty when not needed. */
  public String guard(View view) {
    return guard(view, parts(view)).map(this::written).orElse("");
  }

  /** The guard, which comes to hear of another decision; where there is none, what hears of it. */
  private Optional<Element> guardAndTabs(View view, Parts parts) {
    Optional<Element> guard = guard(view, parts);
    if (!follows(view)) {
      return guard;
    }
    return Optional.of(
        guard
            .orElseGet(() -> parts.script("tabs.js").flag("async").flag("data-consent-ui"))
            .attr("data-consent-choices", view.choices()));
  }

  /** Whether a page that is made with a decision hears of another one, without page.js. */
  private boolean follows(View view) {
    return presence().otherTabs()
        && asksAnybody
        && !view.choices().isEmpty()
        && !asks(view)
        && !hasScriptAnyway(view);
  }

  private Optional<Element> guard(View view, Parts parts) {
    Settings settings = policy.settings();
    boolean guards =
        view.shared()
            || !AllowedServices.of(view.consent()).allowsAll()
            || settings.undeclaredHosts() == UndeclaredHandling.BLOCK
            || settings.undeclaredCookies() == UndeclaredHandling.BLOCK;
    if (!guards) {
      return Optional.empty();
    }
    String path = view.shared() ? assets.guardForEverybody() : assets.guardFor(view.consent());
    return Optional.of(parts.scriptAt(path).flag("data-consent-ui"));
  }

  /**
   * What stands first in the body of a page: the banner while a question is open, and the script
   * with it, or where it is wanted on every page. Else empty.
   */
  public String body(View view) {
    Parts parts = parts(view);
    StringBuilder body = new StringBuilder();
    boolean asks = asks(view);
    if (asks) {
      body.append(written(new Banner(policy, view, parts).panel()));
    }
    if (asks || hasScriptAnyway(view)) {
      body.append(written(script.element(view, parts)));
    }
    if (presence().floatingButton() && (!asks || view.shared())) {
      body.append(written(WayBack.button(parts)));
    }
    return body.toString();
  }

  private static boolean asks(View view) {
    return !view.quiet()
        && view.consent().needsAnswer()
        && !AllowedServices.of(view.consent()).allowsAll();
  }

  private boolean hasScriptAnyway(View view) {
    return view.shared() || presence().scriptApi();
  }

  private Presence presence() {
    return policy.settings().presence();
  }

  /** The settings page, a whole document. */
  public String settings(View view) {
    return new SettingsPage(policy, view, parts(view)).html();
  }

  /**
   * A whole document for a visitor whose request to the library's own pages did not work.
   *
   * @param reason in English, for whom the visitor asks for help
   */
  public String failure(View view, String reason) {
    return FailurePage.html(parts(view), view, policy.site(), reason);
  }

  /** A whole document for a visitor whose browser has not kept the decision. */
  public String unkept(View view) {
    return UnkeptPage.html(parts(view), policy.site());
  }

  /** The script that tells such a visitor so in the page, whichever language that has. */
  public String unkeptScript() {
    String texts =
        policy.languages().stream()
            .map(messages::get)
            .map(
                said ->
                    JavaScript.string(said.language())
                        + ':'
                        + JavaScript.array(
                            Stream.of("choice.unkept", "choice.close")
                                .map(said::get)
                                .map(JavaScript::string)))
            .distinct()
            .collect(Collectors.joining(",", "{", "}"));
    return Resources.text("kept.js").replace("$TEXTS", texts);
  }

  /** Address of the settings page, from where the visitor comes back. */
  public String settingsAddress(View view) {
    return parts(view).settings();
  }

  /**
   * A form that is not shown and leads to the settings, for buttons of the page.
   *
   * @param id by which they know it
   */
  public String settingsForm(View view, String id) {
    Parts parts = parts(view);
    return written(WayBack.form(parts, view.base(), id));
  }

  /**
   * The document that stands in a frame for what is held back.
   *
   * @param service whose content it is
   * @param url absolute address of the content, already checked to be the service's own
   */
  public String placeholder(View view, Service service, String url) {
    return new Placeholder(policy, parts(view), service).document(url);
  }

  /**
   * The document that stands in a frame for what is held back because no service declares it.
   *
   * @param url absolute address of the content, as browsers write it
   */
  public String undeclaredPlaceholder(View view, String url) {
    return new UndeclaredPlaceholder(parts(view), url).document();
  }

  /** Name of a frame that has none, as text of an attribute. */
  public String frameTitle(View view, Service service) {
    return attribute(new Placeholder(policy, parts(view), service).title());
  }

  /** The same for a frame whose content no service declares. */
  public String undeclaredFrameTitle(View view, String url) {
    return attribute(new UndeclaredPlaceholder(parts(view), url).title());
  }

  private static String attribute(String text) {
    StringBuilder escaped = new StringBuilder();
    Escaping.escape(text, escaped);
    return escaped.toString();
  }

  /** What stands before an element that only a held-back script brings to life. */
  public String beforeMarked(View view, Service service) {
    return written(new Placeholder(policy, parts(view), service).notice());
  }

  /**
   * What stands before an image that is held back.
   *
   * @param url absolute address of the image
   */
  public String beforeImage(View view, Service service, String url) {
    return written(new Placeholder(policy, parts(view), service).imageNotice(url));
  }

  /** What stands before the first notice of a page, until a browser has read it. */
  public String beforeNotices(View view) {
    return written(parts(view).script("notes.js").flag("data-consent-ui"));
  }

  /** What the first notice of a page wants beside it: the script, if the body has none. */
  public String withNotices(View view) {
    return asks(view) || hasScriptAnyway(view) ? "" : written(script.element(view, parts(view)));
  }

  private String written(Element element) {
    return element.written(syntax);
  }

  private Parts parts(View view) {
    Messages known = messages.get(view.language());
    return new Parts(view, known != null ? known : Messages.in(view.language()), assets);
  }
}
