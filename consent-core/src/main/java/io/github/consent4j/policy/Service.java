package io.github.consent4j.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A service that a site uses. It stores in the visitor's browser or loads from other hosts: a
 * content management system, a measuring tool, embedded media. Immutable and thread-safe.
 *
 * <pre>{@code
 * Service.builder("youtube")
 *     .name(LocalizedText.of("YouTube"))
 *     .provider(Provider.builder("Google Ireland Limited").country("IE").build())
 *     .purpose(LocalizedText.of("Shows videos."))
 *     .loads(new Loads(List.of(UrlPattern.parse("*.youtube.com")), List.of(), List.of()))
 *     .build();
 * }</pre>
 */
public final class Service extends Value {

  /**
   * A place where facts about a service were read. Immutable and thread-safe.
   *
   * @param from the document, or the name of what was read
   * @param checked the day or month in which it was read, as ISO 8601 writes it
   * @param values the values that it supports, as they are written: {@code provider}, {@code
   *     privacy-policy}, hosts, scripts, markers, and names of stored items
   */
  public record Source(String from, String checked, List<String> values) {
    public Source {
      values = List.copyOf(values);
    }
  }

  private final String id;
  private final LocalizedText name;
  private final Provider provider;
  private final LocalizedText purpose;
  private final LegalBasis legalBasis;
  private final List<CookieDescriptor> stores;
  private final Loads loads;
  private final List<ElementSelector> marks;
  private final Optional<LocalizedText> dataTypes;
  private final Optional<LocalizedText> recipients;
  private final Optional<LocalizedText> retention;
  private final Optional<LocalizedText> safeguard;
  private final Optional<LocalizedText> necessity;
  private final Optional<String> owner;
  private final Optional<String> note;
  private final Kind kind;
  private final List<Source> sources;
  private final List<PathPattern> applyTo;
  private final Optional<Problem.Place> place;

  private Service(Builder from) {
    id = from.id;
    name = from.name.required();
    provider = from.provider.required();
    purpose = from.purpose.required();
    legalBasis = from.legalBasis.orElse(LegalBasis.CONSENT);
    stores = from.stores.orElse(List.of());
    loads = from.loads.orElse(Loads.NOTHING);
    marks = from.marks.orElse(List.of());
    dataTypes = from.dataTypes.optional();
    recipients = from.recipients.optional();
    retention = from.retention.optional();
    safeguard = from.safeguard.optional();
    necessity = from.necessity.optional();
    owner = from.owner.optional();
    note = from.note.optional();
    kind = from.kind.orElse(Kind.NONE);
    sources = from.sources.orElse(List.of());
    applyTo = from.applyTo.orElse(List.of());
    place = from.place.optional();
  }

  /**
   * Begins a service.
   *
   * @param id identifier of lower-case letters, digits and dashes; shares one namespace with the
   *     categories
   */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  /** Begins a service with the properties of this one. */
  public Builder toBuilder() {
    Builder builder = new Builder(id);
    builder.name.start(name);
    builder.provider.start(provider);
    builder.purpose.start(purpose);
    builder.legalBasis.start(legalBasis);
    builder.stores.start(stores);
    builder.loads.start(loads);
    builder.marks.start(marks);
    builder.dataTypes.start(dataTypes);
    builder.recipients.start(recipients);
    builder.retention.start(retention);
    builder.safeguard.start(safeguard);
    builder.necessity.start(necessity);
    builder.owner.start(owner);
    builder.note.start(note);
    builder.kind.start(kind);
    builder.sources.start(sources);
    builder.applyTo.start(applyTo);
    place.ifPresent(builder.place::start);
    return builder;
  }

  /**
   * Returns whether an answer about the service has an effect: it is declared to store or to load
   * something, which can be held back.
   */
  public boolean canBeHeldBack() {
    return !stores.isEmpty() || !loads.equals(Loads.NOTHING);
  }

  /** The identifier. */
  public String id() {
    return id;
  }

  /** The name for visitors. */
  public LocalizedText name() {
    return name;
  }

  /** The company or body behind it. */
  public Provider provider() {
    return provider;
  }

  /** Its purpose, in words for visitors. */
  public LocalizedText purpose() {
    return purpose;
  }

  /** The legal basis of its storage; consent by default. */
  public LegalBasis legalBasis() {
    return legalBasis;
  }

  /** The items that it stores in the browser; none by default. */
  public List<CookieDescriptor> stores() {
    return stores;
  }

  /** How it is recognised in a page; not at all by default. */
  public Loads loads() {
    return loads;
  }

  /** Elements in a page that only its script activates; none by default. */
  public List<ElementSelector> marks() {
    return marks;
  }

  /** The kinds of data that it processes, in words for visitors; empty if not declared. */
  public Optional<LocalizedText> dataTypes() {
    return dataTypes;
  }

  /**
   * Who receives data in addition to the provider, in words for visitors; empty if not declared.
   */
  public Optional<LocalizedText> recipients() {
    return recipients;
  }

  /**
   * How long the data is kept behind the service, as an ISO 8601 duration or in words for visitors;
   * empty if not declared.
   */
  public Optional<LocalizedText> retention() {
    return retention;
  }

  /**
   * What protects data that goes to other countries (GDPR Art. 46), in words for visitors; empty if
   * not declared.
   */
  public Optional<LocalizedText> safeguard() {
    return safeguard;
  }

  /**
   * The reason why the service is strictly necessary for the site; empty if the site states none.
   */
  public Optional<LocalizedText> necessity() {
    return necessity;
  }

  /**
   * Who answers for the service within the site's organisation, not for visitors; empty if not
   * declared.
   */
  public Optional<String> owner() {
    return owner;
  }

  /** A note of the site's operator, not for visitors; empty if there is none. */
  public Optional<String> note() {
    return note;
  }

  /** What visitors see of it in a page; nothing by default. */
  public Kind kind() {
    return kind;
  }

  /** Where the facts about it were read; empty if nobody has written that down. */
  public List<Source> sources() {
    return sources;
  }

  /**
   * The paths within the application on which it is recognised. On other pages it is as if it were
   * not declared. Empty by default, which means all paths.
   */
  public List<PathPattern> applyTo() {
    return applyTo;
  }

  /**
   * Where a file declares it, or a category of a file names it; empty if no file does. Services
   * that differ in nothing else are equal.
   */
  public Optional<Problem.Place> place() {
    return place;
  }

  /**
   * Returns whether it is recognised on a page.
   *
   * @param path path within the application
   */
  public boolean appliesAt(String path) {
    return applyTo.isEmpty() || applyTo.stream().anyMatch(pattern -> pattern.matches(path));
  }

  /** Returns this service as it is on pages on which it is not recognised. */
  Service unrecognised() {
    return toBuilder().stores(List.of()).loads(Loads.NOTHING).marks(List.of()).build();
  }

  /**
   * The facts that make a question about it a new one, each in one line: who provides it, which
   * other countries data goes to, what it stores and for how long, which hosts it sends data to,
   * and which scripts of the page belong to it. Texts do not count.
   */
  public List<String> question() {
    List<String> transfers = new ArrayList<>();
    for (String country : provider.transfersTo()) {
      transfers.add("transfers to " + country);
    }
    List<String> items = new ArrayList<>();
    for (CookieDescriptor item : stores) {
      items.add(item.kind().id() + ' ' + item.name().glob() + ' ' + item.lifetime());
    }
    List<String> urls = new ArrayList<>();
    for (UrlPattern url : loads.urls()) {
      urls.add(url.toString());
    }
    List<String> scripts = new ArrayList<>();
    for (NamePattern script : loads.scripts()) {
      scripts.add("script " + script.glob());
    }
    List<String> markers = new ArrayList<>();
    for (String marker : loads.inline()) {
      markers.add("inline " + marker);
    }
    List<String> facts = new ArrayList<>();
    facts.add(id);
    facts.add(provider.name());
    facts.add(provider.country().orElse(""));
    for (List<String> some : List.of(transfers, items, urls, scripts, markers)) {
      Collections.sort(some);
      facts.addAll(some);
    }
    return List.copyOf(facts);
  }

  /**
   * The items that it stores on the site, so that the site can block and delete them. Items on its
   * provider's own domains are not included.
   */
  public List<CookieDescriptor> storesOnSite() {
    List<CookieDescriptor> onSite = new ArrayList<>(stores.size());
    for (CookieDescriptor stored : stores) {
      if (stored.domain().isEmpty() || !provider.owns(stored.domain().get())) {
        onSite.add(stored);
      }
    }
    return List.copyOf(onSite);
  }

  Service remembering(Settings settings) {
    List<CookieDescriptor> told = new ArrayList<>(stores.size());
    for (CookieDescriptor stored : stores) {
      told.add(stored.remembering(settings));
    }
    return toBuilder().stores(told).build();
  }

  Service servedAt(String host) {
    return provider.owns(host) ? toBuilder().provider(provider.servedAt(host)).build() : this;
  }

  @Override
  List<Object> values() {
    return List.of(
        id,
        name,
        provider,
        purpose,
        legalBasis,
        stores,
        loads,
        marks,
        dataTypes,
        recipients,
        retention,
        safeguard,
        necessity,
        owner,
        note,
        kind,
        sources,
        applyTo);
  }

  /** What visitors see of a service in a page. The identifier is the word used in YAML and JSON. */
  public enum Kind {
    /** Videos and their players. */
    VIDEO("video"),
    /** Music, podcasts and other recordings. */
    AUDIO("audio"),
    /** Maps. */
    MAP("map"),
    /** Posts, comments and buttons of a network. */
    POST("post"),
    /** Pictures. */
    PICTURE("picture"),
    /** Forms, surveys, bookings and checks of forms. */
    FORM("form"),
    /** A window in which visitors write to the site. */
    CHAT("chat"),
    /** Documents, charts, program code and other interactive content. */
    DOCUMENT("document"),
    /** Nothing of its own, as with a measuring tool. */
    NONE("none");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** Returns the word for it in YAML and JSON, in lower case. */
    public String id() {
      return id;
    }
  }

  /**
   * Builds a service. A property that is set twice is an error that quotes the earlier value. Not
   * thread-safe.
   */
  public static final class Builder {

    private final String id;
    private final Once<LocalizedText> name = new Once<>("name");
    private final Once<Provider> provider = new Once<>("provider");
    private final Once<LocalizedText> purpose = new Once<>("purpose");
    private final Once<LegalBasis> legalBasis = new Once<>("legalBasis");
    private final Once<List<CookieDescriptor>> stores = new Once<>("stores");
    private final Once<Loads> loads = new Once<>("loads");
    private final Once<List<ElementSelector>> marks = new Once<>("marks");
    private final Once<LocalizedText> dataTypes = new Once<>("dataTypes");
    private final Once<LocalizedText> recipients = new Once<>("recipients");
    private final Once<LocalizedText> retention = new Once<>("retention");
    private final Once<LocalizedText> safeguard = new Once<>("safeguard");
    private final Once<LocalizedText> necessity = new Once<>("necessity");
    private final Once<String> owner = new Once<>("owner");
    private final Once<String> note = new Once<>("note");
    private final Once<Kind> kind = new Once<>("kind");
    private final Once<List<Source>> sources = new Once<>("sources");
    private final Once<List<PathPattern>> applyTo = new Once<>("applyTo");
    private final Once<Problem.Place> place = new Once<>("place");

    private Builder(String id) {
      this.id = Objects.requireNonNull(id, "id");
    }

    /** Sets the name for visitors. */
    public Builder name(LocalizedText name) {
      this.name.set(name);
      return this;
    }

    /** Sets the company or body behind it. */
    public Builder provider(Provider provider) {
      this.provider.set(provider);
      return this;
    }

    /** Sets its purpose, in words for visitors. */
    public Builder purpose(LocalizedText purpose) {
      this.purpose.set(purpose);
      return this;
    }

    /** Sets the legal basis of its storage. */
    public Builder legalBasis(LegalBasis legalBasis) {
      this.legalBasis.set(legalBasis);
      return this;
    }

    /** Sets the items that it stores in the browser. */
    public Builder stores(List<CookieDescriptor> stores) {
      this.stores.set(List.copyOf(stores));
      return this;
    }

    /** Sets how it is recognised in a page. */
    public Builder loads(Loads loads) {
      this.loads.set(loads);
      return this;
    }

    /** Sets the elements in a page that only its script activates. */
    public Builder marks(List<ElementSelector> marks) {
      this.marks.set(List.copyOf(marks));
      return this;
    }

    /** Sets the paths within the application on which it is recognised; all by default. */
    public Builder applyTo(List<PathPattern> applyTo) {
      this.applyTo.set(List.copyOf(applyTo));
      return this;
    }

    /** Sets the kinds of data that it processes, in words for visitors. */
    public Builder dataTypes(LocalizedText dataTypes) {
      this.dataTypes.set(dataTypes);
      return this;
    }

    /** Sets who receives data in addition to the provider, in words for visitors. */
    public Builder recipients(LocalizedText recipients) {
      this.recipients.set(recipients);
      return this;
    }

    /**
     * Sets how long the data is kept behind the service: an ISO 8601 duration, or words for
     * visitors.
     */
    public Builder retention(LocalizedText retention) {
      this.retention.set(retention);
      return this;
    }

    /** Sets what protects data that goes to other countries, in words for visitors. */
    public Builder safeguard(LocalizedText safeguard) {
      this.safeguard.set(safeguard);
      return this;
    }

    /** Sets the reason why the service is strictly necessary for the site. */
    public Builder necessity(LocalizedText necessity) {
      this.necessity.set(necessity);
      return this;
    }

    /** Sets who answers for the service within the site's organisation. */
    public Builder owner(String owner) {
      this.owner.set(owner);
      return this;
    }

    /** Sets a note of the site's operator, not for visitors. */
    public Builder note(String note) {
      this.note.set(note);
      return this;
    }

    /** Sets what visitors see of it in a page. */
    public Builder kind(Kind kind) {
      this.kind.set(kind);
      return this;
    }

    /** Sets where a file declares it, or a category of a file names it. */
    public Builder place(Problem.Place place) {
      this.place.set(place);
      return this;
    }

    /** Sets where the facts about it were read. */
    public Builder sources(List<Source> sources) {
      this.sources.set(List.copyOf(sources));
      return this;
    }

    /**
     * Returns the finished service.
     *
     * @throws IllegalStateException if name, provider or purpose is missing
     */
    public Service build() {
      return new Service(this);
    }
  }
}
