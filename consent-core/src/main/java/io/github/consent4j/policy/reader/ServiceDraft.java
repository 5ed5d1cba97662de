package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.CookieHandling;
import io.github.consent4j.policy.LegalBasis;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.Loads;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.MarkerClass;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.OnBlock;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.SameSite;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.ServiceKind;
import io.github.consent4j.policy.StorageKind;
import io.github.consent4j.policy.UrlPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a file sets for a service. A key that the file does not set is null; its value
 * comes from the catalogue, or from the place where the service is used. Immutable.
 */
record ServiceDraft(
    @Nullable LocalizedText name,
    @Nullable Provider provider,
    @Nullable LocalizedText purpose,
    @Nullable LegalBasis legalBasis,
    @Nullable List<CookieDescriptor> stores,
    @Nullable Loads loads,
    @Nullable List<MarkerClass> marks,
    @Nullable ServiceKind kind,
    List<Service.Source> sources) {

  /** The keys of a stored item that only cookies have. */
  private static final List<String> COOKIE_KEYS =
      List.of("on-block", "cap-lifetime", "secure", "http-only", "same-site");

  static final ServiceDraft EMPTY =
      new ServiceDraft(null, null, null, null, null, null, null, null, List.of());

  /**
   * @param languages the languages that every text must have
   * @param purposes the purposes that the file can name by a key
   * @param called the name of the service if the file does not set one
   */
  static ServiceDraft read(
      Fields fields,
      Collection<String> languages,
      Purposes purposes,
      @Nullable LocalizedText called) {
    fields.refuseEmpty("stores", "loads", "marks");
    LocalizedText own = fields.localized("name", languages);
    LocalizedText name = own != null ? own : called != null ? called : LocalizedText.of("?");
    ServiceDraft draft =
        new ServiceDraft(
            own,
            provider(fields.fields("provider")),
            purposes.read(fields, languages, name),
            fields.optionOrNull("legal-basis", LegalBasis.class, LegalBasis::id),
            fields.has("stores") ? stores(fields, languages, purposes, name) : null,
            loads(fields.fields("loads")),
            fields.has("marks") ? fields.parsedList("marks", MarkerClass::parse) : null,
            fields.optionOrNull("kind", ServiceKind.class, ServiceKind::id),
            sources(fields));
    fields.end();
    return draft;
  }

  /** Returns this draft, completed by another one. */
  ServiceDraft orElse(ServiceDraft other) {
    return new ServiceDraft(
        name != null ? name : other.name,
        provider != null ? provider : other.provider,
        purpose != null ? purpose : other.purpose,
        legalBasis != null ? legalBasis : other.legalBasis,
        stores != null ? stores : other.stores,
        loads != null ? loads : other.loads,
        marks != null ? marks : other.marks,
        kind != null ? kind : other.kind,
        Stream.concat(sources.stream(), other.sources.stream().map(this::remaining)).toList());
  }

  /** Returns a source of another draft without the values that this draft sets itself. */
  private Service.Source remaining(Service.Source source) {
    return new Service.Source(
        source.from(),
        source.checked(),
        source.values().stream().filter(value -> !sets(value)).toList());
  }

  private boolean sets(String value) {
    return (provider != null && List.of("provider", "privacy-policy").contains(value))
        || (stores != null
            && stores.stream().anyMatch(stored -> stored.name().glob().equals(value)));
  }

  /** Returns the names of the required keys that are missing; empty if none is missing. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (name == null) {
      missing.add("name");
    }
    if (purpose == null) {
      missing.add("purpose");
    }
    return missing;
  }

  /** Returns the finished service, or null if a required text is missing. */
  @Nullable Service toService(String id, boolean required, Provider site) {
    if (name == null || purpose == null) {
      return null;
    }
    return Service.builder(id)
        .name(name)
        .provider(provider != null ? provider : site)
        .purpose(purpose)
        .legalBasis(
            legalBasis != null ? legalBasis : required ? LegalBasis.EXEMPT : LegalBasis.CONSENT)
        .stores(stores != null ? stores : List.of())
        .loads(loads != null ? loads : Loads.NOTHING)
        .marks(marks != null ? marks : List.of())
        .kind(kind != null ? kind : ServiceKind.NONE)
        .sources(sources.stream().filter(source -> !source.values().isEmpty()).toList())
        .build();
  }

  private static @Nullable Provider provider(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    fields.requireKeys("name");
    String name = fields.text("name");
    Provider.Builder provider = Provider.builder(name == null ? "" : name);
    Fields.ifPresent(fields.text("address"), provider::address);
    Fields.ifPresent(fields.parsed("country", ValueParsers::country), provider::country);
    Fields.ifPresent(fields.parsed("privacy-policy", ValueParsers::link), provider::privacyPolicy);
    provider.transfersTo(fields.parsedList("transfers-to", ValueParsers::country));
    provider.domains(fields.parsedList("domains", ValueParsers::providersDomain));
    provider.unconfirmed(fields.flag("unconfirmed"));
    fields.end();
    return provider.build();
  }

  private static List<Service.Source> sources(Fields fields) {
    List<Service.Source> sources = new ArrayList<>();
    for (Fields source : fields.fieldsList("sources", "an item of 'sources'")) {
      source.requireKeys("from", "checked", "for");
      String from = source.text("from");
      String checked = source.parsed("checked", ValueParsers::dayOrMonth);
      List<String> values = source.words("for").stream().map(Fields.Word::text).toList();
      source.end();
      if (from != null && checked != null) {
        sources.add(new Service.Source(from, checked, values));
      }
    }
    return sources;
  }

  private static List<CookieDescriptor> stores(
      Fields fields, Collection<String> languages, Purposes purposes, LocalizedText service) {
    return fields.fieldsList("stores", "an item of 'stores'").stream()
        .map(item -> stored(item, languages, purposes, service))
        .toList();
  }

  private static CookieDescriptor stored(
      Fields item, Collection<String> languages, Purposes purposes, LocalizedText service) {
    item.requireKeys("name", "lifetime", "purpose");
    Lifetime lifetime = item.parsed("lifetime", Lifetime::parse);
    LocalizedText purpose = purposes.read(item, languages, service);
    String path = item.parsed("path", ValueParsers::path);
    StorageKind kind = item.option("kind", StorageKind.COOKIE, StorageKind::id);
    NamePattern name =
        item.parsed("name", kind == StorageKind.COOKIE ? ValueParsers::cookie : NamePattern::new);
    CookieDescriptor.Builder stored =
        CookieDescriptor.builder(name != null ? name : new NamePattern("?"))
            .kind(kind)
            .lifetime(lifetime != null ? lifetime : new Lifetime.Session())
            .purpose(purpose != null ? purpose : LocalizedText.of(""));
    Fields.ifPresent(item.parsed("domain", ValueParsers::domain), stored::domain);
    Fields.ifPresent(path, stored::path);
    Fields.ifPresent(item.localized("necessity", languages), stored::necessity);
    stored.handling(handling(item, kind));
    item.end();
    return stored.build();
  }

  private static CookieHandling handling(Fields item, StorageKind kind) {
    if (kind != StorageKind.COOKIE) {
      for (String key : COOKIE_KEYS) {
        item.refuse(key, "only cookies have it");
      }
    }
    CookieHandling usual = CookieHandling.DEFAULT;
    return new CookieHandling(
        item.option("on-block", usual.onBlock(), OnBlock::id),
        item.flag("cap-lifetime"),
        item.flag("secure"),
        item.flag("http-only"),
        item.option("same-site", usual.sameSite(), SameSite::id));
  }

  private static @Nullable Loads loads(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    fields.refuseEmpty("hosts", "scripts", "inline");
    Loads loads =
        new Loads(
            fields.parsedList("hosts", UrlPattern::parse),
            fields.parsedList("scripts", ValueParsers::script),
            fields.words("inline").stream().map(Fields.Word::text).toList());
    fields.end();
    return loads;
  }
}
