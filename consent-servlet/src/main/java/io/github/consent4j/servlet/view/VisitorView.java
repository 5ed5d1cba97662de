package io.github.consent4j.servlet.view;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.page.Pages;
import io.github.consent4j.page.View;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Languages;
import io.github.consent4j.servlet.exchange.Visit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the template of a page asks about the visitor's consent, and what it inserts. It suits every
 * template engine. In Java, {@link ConsentView} is the view of an application with servlets; a
 * reactive one gets its view from {@code ReactiveVisitorConsent}.
 *
 * <pre>{@code
 * <#if consent.allows("statistics")> ... </#if>
 * ${consent.cookieTable()?no_esc}
 * }</pre>
 *
 * <p>All HTML is escaped, contains neither scripts nor inline style, and needs no script in the
 * browser. It looks like the text around it: its style sheet sets no colours and no fonts, and each
 * rule of the site counts over it.
 *
 * <p>A page that asks what is allowed is for one visitor: caches must not share it, whatever the
 * application says in {@code Cache-Control}. If such a page has already left for everybody, the
 * answers are those for a visitor who has not decided. When the visitor allows something that the
 * page has asked about, the browser loads the page again.
 *
 * <p>While {@code consent.enabled} is {@code false}, the answers are as {@code
 * consent.when-disabled} says, and all markup of the library is empty.
 *
 * <p>An instance belongs to one request, and follows each decision during it. Not thread-safe.
 */
public class VisitorView {

  private final Visit visit;
  private final @Nullable String language;

  VisitorView(Visit visit, @Nullable String language) {
    this.visit = visit;
    this.language = language;
  }

  /**
   * Returns the view for the visitor of a request on a server without servlets.
   *
   * @param attributes returns an attribute of the request by its name; null if it is not set
   * @throws IllegalStateException if the request has not passed the filter
   */
  public static VisitorView among(Function<String, @Nullable Object> attributes) {
    if (attributes.apply(Visit.class.getName()) instanceof Visit visit) {
      return new VisitorView(visit, null);
    }
    throw new IllegalStateException("The consent filter has not met this request");
  }

  /**
   * Returns this view in another language. Without it, the language is the one that the browser
   * asks for.
   *
   * @param tag language tag, such as {@code de-AT}; ignored if the policy has no such language
   */
  public VisitorView in(String tag) {
    return new VisitorView(visit, tag);
  }

  /** A category that visitors are told about. Immutable. */
  public static final class Category {

    private final String id;
    private final String name;
    private final boolean allowed;

    private Category(String id, String name, boolean allowed) {
      this.id = id;
      this.name = name;
      this.allowed = allowed;
    }

    /** Returns the identifier in the policy. */
    public String id() {
      return id;
    }

    /** Returns the title in the visitor's language, not escaped. */
    public String name() {
      return name;
    }

    /** Returns whether the visitor allows every service in it. */
    public boolean allowed() {
      return allowed;
    }
  }

  /**
   * Returns whether the visitor allows a service, or a category with every service in it.
   *
   * @param id identifier of a service or category; one that the policy does not have is not
   *     allowed, and is logged once
   * @throws IllegalStateException if no filter is set up for the application
   */
  public boolean allows(String id) {
    boolean allowed = consent().allows(id);
    Exchange exchange = visit.exchange();
    if (!allowed && exchange != null) {
      exchange.leavesOut(id);
    }
    return allowed;
  }

  /**
   * Returns the answers of {@link #allows} by identifier, for templates that cannot pass arguments:
   * {@code {{#consent.allowed.statistics}}}.
   */
  public Map<String, Boolean> allowed() {
    return new Answers<>(this::allows);
  }

  /**
   * Returns whether a question to the visitor is open, so that the page has a banner.
   *
   * @throws IllegalStateException if no filter is set up for the application
   */
  public boolean needsAnswer() {
    return consent().needsAnswer();
  }

  /**
   * Returns the categories that visitors are told about, in the order of the policy.
   *
   * @throws IllegalStateException if no filter is set up for the application
   */
  public List<Category> categories() {
    Consent consent = consent();
    String spoken = markup((exchange, view) -> view.language());
    return consent.policy().categories().stream()
        .filter(io.github.consent4j.policy.Category::isShown)
        .map(
            category ->
                new Category(category.id(), category.title().in(spoken), allows(category.id())))
        .toList();
  }

  /**
   * Returns everything that the policy declares as HTML: a section for each category and service,
   * with a table of what it stores.
   */
  public String cookieTable() {
    return markup((exchange, view) -> pages(exchange).cookieTable(view));
  }

  /**
   * Returns the address of the settings on this site, which lead back to this page. It is not
   * escaped. It is empty while the library is switched off.
   */
  public String settingsAddress() {
    return markup((exchange, view) -> pages(exchange).settingsAddress(view));
  }

  /** Returns a link to the settings as HTML, with their name in the visitor's language. */
  public String settingsLink() {
    return link(Optional.empty());
  }

  /**
   * Returns a link to the settings as HTML.
   *
   * @param text text of the link, not escaped
   */
  public String settingsLink(String text) {
    return link(Optional.of(text));
  }

  private String link(Optional<String> text) {
    return markup((exchange, view) -> pages(exchange).settingsLink(view, text));
  }

  /**
   * Returns what a visitor sees in place of content that needs consent, as HTML: who provides it,
   * what is sent where, and a button that allows this service. It is empty if the service is
   * allowed, or if the policy does not have it.
   *
   * @param id identifier of a service; of a category, there is a link to the settings in place of
   *     the button
   * @throws IllegalStateException if no filter is set up for the application
   */
  public String placeholder(String id) {
    return placeholder(id, "");
  }

  /**
   * Returns the content if it is allowed, or else its {@linkplain #placeholder(String)
   * placeholder}.
   *
   * @param id identifier of a service or category
   * @param content HTML, which is returned as it is
   * @throws IllegalStateException if no filter is set up for the application
   */
  public String placeholder(String id, String content) {
    return allows(id) ? content : markup((exchange, view) -> pages(exchange).inPlaceOf(view, id));
  }

  /**
   * Returns the {@linkplain #placeholder(String) placeholders} by identifier, for templates that
   * cannot pass arguments: {@code {{{consent.placeholders.youtube}}}}.
   */
  public Map<String, String> placeholders() {
    return new Answers<>(this::placeholder);
  }

  /**
   * Returns the whole settings page as HTML, for a response in place of a page that cannot be shown
   * without consent. A choice leads to that page again. The response gets no banner. It is empty
   * while the library is switched off.
   */
  public String settingsPage() {
    return markup(
        (exchange, view) -> {
          exchange.showsSettings();
          return pages(exchange).settings(view, exchange.proof().isOn());
        });
  }

  private Consent consent() {
    return visit.consent();
  }

  private Pages pages(Exchange exchange) {
    Pages pages = exchange.compiled().pages();
    String type = visit.contentType();
    return type != null && type.startsWith("application/xhtml+xml") ? pages.asXml() : pages;
  }

  /** Makes markup for the visitor; it is empty if the request has not met the filter. */
  private String markup(BiFunction<Exchange, View, String> made) {
    Exchange exchange = visit.exchange();
    if (exchange == null) {
      return "";
    }
    View view = visit.isForEverybody() ? exchange.sharedView() : exchange.view();
    if (language != null) {
      view =
          Languages.matching(language, exchange.compiled().policy().languages())
              .map(view::in)
              .orElse(view);
    }
    return made.apply(exchange, view.withNonce(visit.nonce()));
  }
}
