package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.format.ConsentAttribute;
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
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the pages and parts of pages that visitors see. All HTML is ASCII. Immutable and
 * thread-safe.
 *
 * <p>The pages post to {@link View#base()}. The parameter {@code choice} is {@code accept-all},
 * {@code reject-all}, {@code save} (exactly the named categories and services are granted) or
 * {@code grant} (they are granted in addition). {@code grant} names a category or service and may
 * be repeated. {@code return} is the address to continue at. {@code notice} is the beginning of the
 * identifier of the notice that the form stands in.
 */
public final class Pages {

  /** The name of the element of the banner in a page. */
  public static final String BANNER = Banner.NAME;

  private final Policy policy;
  private final Assets assets;
  private final Map<String, Messages> messages;
  private final PageScript script;
  private final Notices notices;

  /** The syntax of parts of a page. The library's own pages are always HTML. */
  private final Syntax syntax;

  /** True if there is a category that a visitor can refuse or withdraw. */
  private final boolean offersChoice;

  /** Creates the pages of a policy that is in force from now on. */
  public Pages(Policy policy, Assets assets) {
    this(policy, assets, Instant.now());
  }

  /**
   * @param policy the policy that visitors decide about
   * @param assets the scripts and style sheets that the pages refer to
   * @param since when the policy came into force
   */
  public Pages(Policy policy, Assets assets, Instant since) {
    this.policy = policy;
    this.assets = assets;
    this.syntax = Syntax.HTML;
    this.script = new PageScript(policy);
    this.offersChoice = policy.categories().stream().anyMatch(category -> !category.required());
    this.messages =
        policy.languages().stream()
            .distinct()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), tag -> Messages.in(tag, policy.texts(tag))));
    this.notices = new Notices(policy, assets, messages, since);
  }

  private Pages(Pages pages, Assets assets, Syntax syntax) {
    policy = pages.policy;
    this.assets = assets;
    notices = pages.notices;
    script = pages.script;
    offersChoice = pages.offersChoice;
    messages = pages.messages;
    this.syntax = syntax;
  }

  /** The same for parts of pages that browsers read by the rules of XML. */
  public Pages asXml() {
    return new Pages(this, assets, Syntax.XML);
  }

  /** Returns the same pages with other scripts. The style sheets must be the same. */
  public Pages with(Assets other) {
    return new Pages(this, other, syntax);
  }

  /** Returns the notices that these pages show. */
  public Notices notices() {
    return notices;
  }

  /**
   * Returns the HTML for the start of a page's head. It contains the guard, the script that detects
   * another decision, the script that passes the decision to tools before any of them runs, the
   * script that reports what scripts store, and the elements that make a banner part of the first
   * paint. It is empty if none of them is needed.
   */
  public String head(View view) {
    Parts parts = parts(view);
    StringBuilder head = new StringBuilder();
    guardWithDetection(view, parts).map(this::written).ifPresent(head::append);
    if (!presence().signals().isEmpty()) {
      head.append(
          written(
              parts
                  .script("signals.js")
                  .flag(ConsentAttribute.UI.attribute())
                  .attr(ConsentAttribute.ALLOWED.attribute(), script.allowed(view))));
    }
    if (policy.settings().seenStorage()) {
      head.append(written(parts.script("stored.js").flag(ConsentAttribute.UI.attribute())));
    }
    if (asks(view)) {
      Banner.headElements(parts).forEach(link -> head.append(written(link)));
    }
    return head.toString();
  }

  /** Returns the guard alone; empty if it is not needed. */
  public String guard(View view) {
    return guard(view, parts(view)).map(this::written).orElse("");
  }

  /**
   * Returns the guard, which also detects another decision. Where no guard is needed, returns the
   * script that only detects another decision.
   */
  private Optional<Element> guardWithDetection(View view, Parts parts) {
    Optional<Element> guard = guard(view, parts);
    if (!detectsOtherDecision(view)) {
      return guard;
    }
    return Optional.of(
        guard
            .orElseGet(
                () -> parts.script("tabs.js").flag("async").flag(ConsentAttribute.UI.attribute()))
            .attr(ConsentAttribute.CHOICES.attribute(), view.choices()));
  }

  /** Returns whether a page made for one decision must detect another decision without page.js. */
  private boolean detectsOtherDecision(View view) {
    return presence().otherTabs()
        && offersChoice
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
    return Optional.of(parts.scriptAt(path).flag(ConsentAttribute.UI.attribute()));
  }

  /**
   * Returns the HTML for the start of a page's body. It contains the banner if the visitor has
   * something to answer, and the script if there is a banner or if the site wants the script on
   * every page. It is empty if none of them is needed.
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

  /** Returns the settings page of a site that keeps no records, as a whole document. */
  public String settings(View view) {
    return settings(view, false);
  }

  /**
   * Returns the settings page as a whole document.
   *
   * @param keepsRecords true if records of decisions are kept, so that visitors can have theirs
   */
  public String settings(View view, boolean keepsRecords) {
    return new SettingsPage(policy, view, parts(view), keepsRecords).html();
  }

  /**
   * Returns a whole document for a visitor whose request to the library's own pages failed.
   *
   * @param reason the reason in English, for the person whom the visitor asks for help
   */
  public String failure(View view, String reason) {
    return FailurePage.html(parts(view), view, policy.site(), reason);
  }

  /** Returns a whole document for a visitor whose browser has not kept the decision. */
  public String unkept(View view) {
    return UnkeptPage.html(parts(view), policy.site());
  }

  /**
   * Returns a whole document for a visitor whose consent does not count, as it cannot be proven.
   */
  public String unproven(View view) {
    return UnprovenPage.html(parts(view), policy.site());
  }

  /** Returns the message of that document. */
  public String unprovenText(String language) {
    return inLanguage(language).get("choice.unproven");
  }

  /**
   * Returns the script that says within a page that the browser has not kept the decision, in the
   * language of that page.
   */
  public String unkeptScript() {
    String texts =
        policy.languages().stream()
            .map(messages::get)
            .map(
                translation ->
                    JavaScript.string(translation.language())
                        + ':'
                        + JavaScript.array(
                            Stream.of("choice.unkept", "choice.close")
                                .map(translation::get)
                                .map(JavaScript::string)))
            .distinct()
            .collect(Collectors.joining(",", "{", "}"));
    return Resources.text("kept.js").replace("$TEXTS", texts);
  }

  /** Returns the address of the settings page, with the address to return to. */
  public String settingsAddress(View view) {
    return parts(view).settings();
  }

  /**
   * Returns a link to the settings that leads back to the page.
   *
   * @param text its text; empty for the name of the settings in the visitor's language
   */
  public String settingsLink(View view, Optional<String> text) {
    Parts parts = parts(view);
    return written(parts.settingsLink(text.orElseGet(() -> parts.messages().get("title"))));
  }

  /** Returns everything that the policy declares, as a part of a page of the site. */
  public String cookieTable(View view) {
    Parts parts = parts(view);
    return written(new CookieTable(policy, parts).html(parts.stylesheet("insert.css")));
  }

  /**
   * Returns everything that the policy declares, as a part of a page elsewhere. It refers to no
   * style sheet, as that page may be on another server.
   *
   * @param language one of the policy's languages
   */
  public String cookieTable(String language) {
    Consent undecided = Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
    String base = policy.settings().basePath();
    return written(
        new CookieTable(policy, parts(new View(undecided, language, base, base))).html());
  }

  /**
   * Returns what stands in a page in place of content that the site leaves out until a service or
   * category is allowed; empty if the policy has neither.
   *
   * @param id identifier of a service or category
   */
  public String inPlaceOf(View view, String id) {
    Parts parts = parts(view);
    return policy
        .service(id)
        .map(service -> new Placeholder(policy, parts, service).inPlace())
        .or(() -> policy.category(id).map(category -> CategoryPlaceholder.of(category, parts)))
        .map(this::written)
        .orElse("");
  }

  /**
   * Returns a hidden form that leads to the settings, for buttons of the page.
   *
   * @param id the id of the form, which the buttons refer to
   */
  public String settingsForm(View view, String id) {
    Parts parts = parts(view);
    return written(WayBack.form(parts, view.base(), id));
  }

  /**
   * Returns the document that is shown in a frame in place of blocked content.
   *
   * @param service the service that the content belongs to
   * @param url absolute address of the content, already checked to be the service's own
   */
  public String placeholder(View view, Service service, String url) {
    return new Placeholder(policy, parts(view), service).document(url);
  }

  /**
   * Returns the document that is shown in a frame in place of content that is blocked because no
   * service declares it.
   *
   * @param url absolute address of the content, as browsers write it
   */
  public String undeclaredPlaceholder(View view, String url) {
    return new UndeclaredPlaceholder(parts(view), url).document();
  }

  /** Returns a title for a frame that has none, escaped for an attribute. */
  public String frameTitle(View view, Service service) {
    return attribute(new Placeholder(policy, parts(view), service).title());
  }

  /** Returns a title for a frame whose content no service declares, escaped for an attribute. */
  public String undeclaredFrameTitle(View view, String url) {
    return attribute(new UndeclaredPlaceholder(parts(view), url).title());
  }

  private static String attribute(String text) {
    StringBuilder escaped = new StringBuilder();
    Escaping.escape(text, escaped);
    return escaped.toString();
  }

  /** Returns the notice before an element that has no content until its blocked script runs. */
  public String beforeMarked(View view, Service service) {
    return written(new Placeholder(policy, parts(view), service).notice());
  }

  /**
   * Returns the notice before a blocked image.
   *
   * @param url absolute address of the image
   */
  public String beforeImage(View view, Service service, String url) {
    return written(new Placeholder(policy, parts(view), service).imageNotice(url));
  }

  /**
   * Returns the script before the first notice of a page. The script holds the notices back while a
   * framework takes over the page.
   */
  public String beforeNotices(View view) {
    return written(parts(view).script("notes.js").flag(ConsentAttribute.UI.attribute()));
  }

  /**
   * Returns the HTML that the first notice of a page needs beside it: the script, if the body has
   * none.
   */
  public String withNotices(View view) {
    return asks(view) || hasScriptAnyway(view) ? "" : written(script.element(view, parts(view)));
  }

  /**
   * Returns the HTML at the end of a page that the site has written without something, so that it
   * is loaded again as soon as that is allowed; empty if there is nothing.
   *
   * @param missing identifiers of services and categories
   */
  public String loadsAgain(Collection<String> missing) {
    return missing.isEmpty()
        ? ""
        : written(
            element("template")
                .flag(ConsentAttribute.UI.attribute())
                .attr(ConsentAttribute.AGAIN.attribute(), String.join(" ", missing)));
  }

  private String written(Element element) {
    return element.written(syntax);
  }

  private Parts parts(View view) {
    return Parts.forVisitor(
        view,
        inLanguage(view.language()),
        assets,
        layer -> notices.of(layer, view.language()).shortId());
  }

  private Messages inLanguage(String language) {
    Messages known = messages.get(language);
    return known != null ? known : Messages.in(language);
  }
}
