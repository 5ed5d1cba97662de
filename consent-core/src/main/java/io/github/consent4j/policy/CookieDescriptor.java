package io.github.consent4j.policy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One item that a service stores in the visitor's browser: a cookie, or a key in the browser's
 * storage. Immutable and thread-safe.
 *
 * <pre>{@code
 * CookieDescriptor.builder(new NamePattern("_pk_id*"))
 *     .lifetime(new Lifetime.Expiring(Period.ofMonths(13)))
 *     .purpose(LocalizedText.of("Recognises returning visitors."))
 *     .build();
 * }</pre>
 */
public final class CookieDescriptor extends Value {

  /** The program that stores an item in the browser, as far as somebody has declared it. */
  public enum SetBy {
    /** The server of the site, by the header {@code Set-Cookie}. */
    SERVER("server"),
    /** A script in a page of the site. */
    SCRIPT("script"),
    /** A server of somebody else, or a script in a frame of somebody else. */
    THIRD_PARTY("third-party");

    private final String id;

    SetBy(String id) {
      this.id = id;
    }

    /** Returns the word for it in YAML and JSON, in lower case with dashes. */
    public String id() {
      return id;
    }
  }

  private final NamePattern name;
  private final StorageKind kind;
  private final Optional<String> domain;
  private final String path;
  private final Lifetime lifetime;
  private final LocalizedText purpose;
  private final Optional<LocalizedText> necessity;
  private final CookieHandling handling;
  private final Optional<SetBy> setBy;
  private final Optional<Problem.Place> place;

  private CookieDescriptor(Builder from) {
    name = from.name;
    kind = from.kind.orElse(StorageKind.COOKIE);
    domain = from.domain.optional();
    path = from.path.orElse("/");
    lifetime = from.lifetime.required();
    purpose = from.purpose.required();
    necessity = from.necessity.optional();
    handling = from.handling.orElse(CookieHandling.DEFAULT);
    setBy = from.setBy.optional();
    place = from.place.optional();
  }

  /**
   * Begins a stored item.
   *
   * @param name the name, or a pattern for a family of names
   */
  public static Builder builder(NamePattern name) {
    return new Builder(name);
  }

  /** Begins a stored item with the properties of this one. */
  public Builder toBuilder() {
    Builder builder = new Builder(name);
    builder.kind.start(kind);
    domain.ifPresent(builder.domain::start);
    builder.path.start(path);
    builder.lifetime.start(lifetime);
    builder.purpose.start(purpose);
    necessity.ifPresent(builder.necessity::start);
    builder.handling.start(handling);
    setBy.ifPresent(builder.setBy::start);
    place.ifPresent(builder.place::start);
    return builder;
  }

  /** The name, or a pattern for a family of names. */
  public NamePattern name() {
    return name;
  }

  /** The kind of storage; a cookie by default. */
  public StorageKind kind() {
    return kind;
  }

  /** The domain that it is set for, in lower case; empty for the site's own host. */
  public Optional<String> domain() {
    return domain;
  }

  /** The path that it is set for; {@code /} by default. */
  public String path() {
    return path;
  }

  /** The time that it is stored. */
  public Lifetime lifetime() {
    return lifetime;
  }

  /** Its purpose, in words for visitors. */
  public LocalizedText purpose() {
    return purpose;
  }

  /** The reason why it is strictly necessary for the site; empty if the site states none. */
  public Optional<LocalizedText> necessity() {
    return necessity;
  }

  /** How it is sent, if it is a cookie; as the application writes it by default. */
  public CookieHandling handling() {
    return handling;
  }

  /** The program that stores it; empty if not declared. */
  public Optional<SetBy> setBy() {
    return setBy;
  }

  /**
   * Where a file declares or corrects it; empty if no file does. Items that differ in nothing else
   * are equal.
   */
  public Optional<Problem.Place> place() {
    return place;
  }

  /** Returns whether it is the library's own cookie, as the catalogue declares it. */
  public boolean isOfDecisions() {
    return kind == StorageKind.COOKIE
        && domain.isEmpty()
        && name.glob().equals(DecisionCookie.DEFAULT.name());
  }

  /** Returns this item. The library's own cookie is returned as the settings define it. */
  CookieDescriptor remembering(Settings settings) {
    if (!isOfDecisions()) {
      return this;
    }
    DecisionCookie cookie = settings.cookie();
    Builder builder =
        builder(new NamePattern(cookie.name()))
            .path(cookie.path().orElse(cookie.section().isEmpty() ? path : cookie.section()))
            .lifetime(new Lifetime.Expiring(settings.renewAfter()))
            .purpose(purpose)
            .handling(handling);
    cookie.domain().ifPresent(builder::domain);
    necessity.ifPresent(builder::necessity);
    setBy.ifPresent(builder::setBy);
    place.ifPresent(builder::place);
    return builder.build();
  }

  @Override
  List<Object> values() {
    return List.of(name, kind, domain, path, lifetime, purpose, necessity, handling, setBy);
  }

  /**
   * Builds a stored item. A property that is set twice is an error that quotes the earlier value.
   * Not thread-safe.
   */
  public static final class Builder {

    private final NamePattern name;
    private final Once<StorageKind> kind = new Once<>("kind");
    private final Once<String> domain = new Once<>("domain");
    private final Once<String> path = new Once<>("path");
    private final Once<Lifetime> lifetime = new Once<>("lifetime");
    private final Once<LocalizedText> purpose = new Once<>("purpose");
    private final Once<LocalizedText> necessity = new Once<>("necessity");
    private final Once<CookieHandling> handling = new Once<>("handling");
    private final Once<SetBy> setBy = new Once<>("setBy");
    private final Once<Problem.Place> place = new Once<>("place");

    private Builder(NamePattern name) {
      this.name = Objects.requireNonNull(name, "name");
    }

    /** Sets the kind of storage. */
    public Builder kind(StorageKind kind) {
      this.kind.set(kind);
      return this;
    }

    /** Sets the domain that it is set for, in lower case. */
    public Builder domain(String domain) {
      this.domain.set(domain);
      return this;
    }

    /** Sets the path that it is set for. */
    public Builder path(String path) {
      this.path.set(path);
      return this;
    }

    /** Sets the time that it is stored. */
    public Builder lifetime(Lifetime lifetime) {
      this.lifetime.set(lifetime);
      return this;
    }

    /** Sets its purpose, in words for visitors. */
    public Builder purpose(LocalizedText purpose) {
      this.purpose.set(purpose);
      return this;
    }

    /** Sets the reason why it is strictly necessary for the site. */
    public Builder necessity(LocalizedText necessity) {
      this.necessity.set(necessity);
      return this;
    }

    /** Sets how it is sent. */
    public Builder handling(CookieHandling handling) {
      this.handling.set(handling);
      return this;
    }

    /** Sets the program that stores it. */
    public Builder setBy(SetBy setBy) {
      this.setBy.set(setBy);
      return this;
    }

    /** Sets where a file declares or corrects it. */
    public Builder place(Problem.Place place) {
      this.place.set(place);
      return this;
    }

    /**
     * Returns the finished item.
     *
     * @throws IllegalStateException if lifetime or purpose is missing
     */
    public CookieDescriptor build() {
      return new CookieDescriptor(this);
    }
  }
}
