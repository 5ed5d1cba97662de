package io.github.consent4j.audit.item;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.CookieDescriptor.SetBy;
import io.github.consent4j.policy.DecisionCookie;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.SameSite;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import io.github.consent4j.text.DomainName;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * One item that a service of a policy stores in the browser, with what follows from the whole
 * policy. What nobody has declared is empty, and never guessed. Immutable and thread-safe.
 */
public final class DeclaredItem {

  private static final String SECURE_PREFIX = "__secure-";
  private static final String HOST_PREFIX = "__host-";

  private final DeclaredSite site;
  private final Category category;
  private final Service service;
  private final CookieDescriptor declared;

  DeclaredItem(DeclaredSite site, Category category, Service service, CookieDescriptor declared) {
    this.site = site;
    this.category = category;
    this.service = service;
    this.declared = declared;
  }

  /** The category of the service. */
  public Category category() {
    return category;
  }

  /** The service that declares it. */
  public Service service() {
    return service;
  }

  /** The declaration. */
  public CookieDescriptor declared() {
    return declared;
  }

  /**
   * Returns the identifier in the inventory: service, kind and name, with the declared domain and a
   * path other than {@code /}. It does not change with the site's address.
   */
  public String id() {
    StringBuilder id = new StringBuilder(service.id());
    id.append('/').append(declared.kind().id()).append('/').append(declared.name().glob());
    declared.domain().ifPresent(domain -> id.append('@').append(DomainName.withoutDot(domain)));
    return (declared.path().equals("/") ? id : id.append(declared.path())).toString();
  }

  /** Returns how the name is to be read: {@code exact}, {@code prefix} or {@code glob}. */
  public String nameKind() {
    return declared.name().isLiteral() ? "exact" : declared.name().isPrefix() ? "prefix" : "glob";
  }

  /**
   * Returns the domain or host that it is stored for, without a dot at its beginning. Empty if it
   * is the site's own host, and the policy does not say the site's address.
   */
  public Optional<String> domain() {
    return declared.domain().map(DomainName::withoutDot).or(site::host);
  }

  /**
   * Returns whether browsers send it to one host alone, and not to the hosts below. Empty if nobody
   * has declared that.
   */
  public Optional<Boolean> hostOnly() {
    if (declared.kind() != StorageKind.COOKIE || isForOneHost()) {
      return Optional.of(true);
    }
    if (declared.domain().isPresent()) {
      return Optional.of(false);
    }
    return isOfDecisions() ? Optional.of(true) : Optional.empty();
  }

  /** Returns whose domain it is stored for; empty if the policy does not tell. */
  public Optional<Party> party() {
    if (declared.domain().isEmpty()) {
      return Optional.of(Party.FIRST);
    }
    String domain = DomainName.withoutDot(declared.domain().get());
    if (service.provider().owns(domain)) {
      return Optional.of(Party.THIRD);
    }
    boolean shared =
        site.host()
            .map(host -> DomainName.isWithin(host, domain) || DomainName.isWithin(domain, host))
            .orElse(true);
    return shared ? Optional.of(Party.FIRST) : Optional.empty();
  }

  /** Returns the program that stores it; empty if the policy does not tell. */
  public Optional<SetBy> setBy() {
    if (declared.setBy().isPresent()) {
      return declared.setBy();
    }
    if (party().filter(Party.THIRD::equals).isPresent()) {
      return Optional.of(SetBy.THIRD_PARTY);
    }
    if (declared.kind() != StorageKind.COOKIE) {
      return Optional.of(SetBy.SCRIPT);
    }
    return isOfDecisions() || declared.handling().httpOnly()
        ? Optional.of(SetBy.SERVER)
        : Optional.empty();
  }

  /**
   * Returns whether the item may be stored before the visitor decides: its category is allowed from
   * the start or not enforced, or a service of such a category declares the item too, or the cookie
   * is sent for the browser session until then.
   */
  public boolean comesBeforeConsent() {
    return category.isAlwaysOpen()
        || (party().filter(Party.FIRST::equals).isPresent() && site.open().contain(declared));
  }

  /** Returns whether it ends with the browser session; empty if its lifetime is unknown. */
  public Optional<Boolean> isSession() {
    return declared.lifetime() instanceof Lifetime.Unknown
        ? Optional.empty()
        : Optional.of(declared.lifetime() instanceof Lifetime.Session);
  }

  /** Returns the declared lifetime, as the policy writes it; empty if it is unknown. */
  public Optional<String> lifetime() {
    return declared.lifetime() instanceof Lifetime.Unknown
        ? Optional.empty()
        : Optional.of(declared.lifetime().toString());
  }

  /** Returns whether the cookie is sent by https alone; empty if nobody has declared that. */
  public Optional<Boolean> secure() {
    boolean known =
        isCookie()
            && (declared.handling().secure()
                || hasPrefix(SECURE_PREFIX)
                || hasPrefix(HOST_PREFIX)
                || (isOfDecisions() && site.isHttps()));
    return known ? Optional.of(true) : Optional.empty();
  }

  /** Returns whether scripts cannot read the cookie; empty if nobody has declared that. */
  public Optional<Boolean> httpOnly() {
    if (isCookie() && declared.handling().httpOnly()) {
      return Optional.of(true);
    }
    return isOfDecisions() ? Optional.of(false) : Optional.empty();
  }

  /**
   * Returns the least {@code SameSite} attribute of the cookie, in lower case; empty if nobody has
   * declared that.
   */
  public Optional<String> sameSite() {
    if (isOfDecisions()) {
      return Optional.of(SameSite.LAX.id());
    }
    SameSite least = declared.handling().sameSite();
    return isCookie() && least != SameSite.NONE ? Optional.of(least.id()) : Optional.empty();
  }

  /**
   * Returns whether the cookie is kept apart for each site that embeds the page; empty if unknown.
   */
  public Optional<Boolean> partitioned() {
    return isOfDecisions() ? Optional.of(false) : Optional.empty();
  }

  /** Returns the reason why it is strictly necessary: its own, or that of its service. */
  public Optional<LocalizedText> necessity() {
    return declared.necessity().or(service::necessity);
  }

  /**
   * Returns when somebody has last read about it in a source, as ISO 8601 writes a day or month;
   * empty if nobody has written that down.
   */
  public Optional<String> checked() {
    String name = declared.name().glob();
    return service.sources().stream()
        .filter(source -> source.values().contains(name))
        .map(Service.Source::checked)
        .max(Comparator.naturalOrder());
  }

  private boolean isCookie() {
    return declared.kind() == StorageKind.COOKIE;
  }

  private boolean isForOneHost() {
    return isCookie() && hasPrefix(HOST_PREFIX);
  }

  /** Returns whether it is the cookie in which the library keeps the visitor's decision. */
  private boolean isOfDecisions() {
    Policy policy = site.policy();
    DecisionCookie cookie = policy.settings().cookie();
    return isCookie()
        && category.required()
        && declared.name().glob().equals(cookie.name())
        && declared.domain().equals(cookie.domain());
  }

  private boolean hasPrefix(String prefix) {
    return declared.name().start().toLowerCase(Locale.ROOT).startsWith(prefix);
  }

  /** Returns the identifier. */
  @Override
  public String toString() {
    return id();
  }
}
