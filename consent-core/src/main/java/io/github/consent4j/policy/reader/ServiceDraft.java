package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.PolicyRules;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.DecisionCookie;
import io.github.consent4j.policy.ElementSelector;
import io.github.consent4j.policy.LegalBasis;
import io.github.consent4j.policy.Loads;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.PathPattern;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * The keys that a file sets for a service. A key that the file does not set is null; its value
 * comes from the catalogue, or from the place where the service is used. Immutable.
 *
 * @param usualCategory the category in which most sites put the service; only the catalogue knows
 *     it
 */
record ServiceDraft(
    @Nullable LocalizedText name,
    @Nullable Provider provider,
    @Nullable LocalizedText purpose,
    @Nullable LegalBasis legalBasis,
    @Nullable List<CookieDescriptor> stores,
    @Nullable Loads loads,
    @Nullable List<ElementSelector> marks,
    @Nullable List<PathPattern> applyTo,
    Service.@Nullable Kind kind,
    List<Service.Source> sources,
    ServiceFacts facts,
    @Nullable String usualCategory) {

  private static final String LEGAL_BASIS = "legal-basis";

  private static final Pattern LEGITIMATE_INTEREST = Pattern.compile("(?i)legitimate|berechtigt");

  static final ServiceDraft EMPTY =
      new ServiceDraft(
          null, null, null, null, null, null, null, null, null, List.of(), ServiceFacts.NONE, null);

  /**
   * @param languages the languages that every text must have
   * @param purposes the purposes that the file can name by a key
   * @param known the same service in the catalogue, which completes what the file says
   */
  static ServiceDraft read(
      Fields fields, Collection<String> languages, Purposes purposes, ServiceDraft known) {
    return read(fields, languages, purposes, known, true);
  }

  /** Reads a service of the built-in catalogue, whose packed files have no lines. */
  static ServiceDraft builtIn(Fields fields, Purposes purposes) {
    return read(fields, List.of(), purposes, EMPTY, false);
  }

  private static ServiceDraft read(
      Fields fields,
      Collection<String> languages,
      Purposes purposes,
      ServiceDraft known,
      boolean placed) {
    fields.refuseEmpty("stores", "remove", "loads", "marks", "apply-to");
    LocalizedText own = fields.localized("name", languages);
    LocalizedText name =
        own != null ? own : known.name != null ? known.name : LocalizedText.of("?");
    StoredItems stored =
        new StoredItems(
            languages, purposes, name, known.stores != null ? known.stores : List.of(), placed);
    ServiceDraft draft =
        new ServiceDraft(
            own,
            provider(fields.fields("provider")),
            purposes.read(fields, languages, name),
            legalBasis(fields),
            stored.read(fields),
            LoadRules.read(fields.fields("loads"), known.loads),
            fields.has("marks") ? fields.parsedList("marks", ElementSelector::parse) : null,
            fields.has("apply-to") ? fields.parsedList("apply-to", PathPattern::new) : null,
            fields.optionOrNull("kind", Service.Kind.class),
            sources(fields),
            ServiceFacts.read(fields, languages),
            null);
    fields.end();
    return draft.orElse(known);
  }

  private static @Nullable LegalBasis legalBasis(Fields fields) {
    String written = fields.text(LEGAL_BASIS);
    if (written != null && LEGITIMATE_INTEREST.matcher(written).find()) {
      fields.explain(
          LEGAL_BASIS,
          PolicyRules.LEGITIMATE_INTEREST,
          "'"
              + written
              + "' is no basis for storing in a browser or reading from it (ePrivacy directive,"
              + " article 5(3)): write 'consent', or 'exempt' where the service is strictly"
              + " necessary");
    }
    return fields.optionOrNull(LEGAL_BASIS, LegalBasis.class);
  }

  /** Returns this draft of a service that most sites put into a category. */
  ServiceDraft usuallyIn(@Nullable String category) {
    return new ServiceDraft(
        name,
        provider,
        purpose,
        legalBasis,
        stores,
        loads,
        marks,
        applyTo,
        kind,
        sources,
        facts,
        category);
  }

  /** Returns this draft, completed by another one. */
  private ServiceDraft orElse(ServiceDraft other) {
    return new ServiceDraft(
        name != null ? name : other.name,
        provider != null ? provider : other.provider,
        purpose != null ? purpose : other.purpose,
        legalBasis != null ? legalBasis : other.legalBasis,
        stores != null ? stores : other.stores,
        loads != null ? loads : other.loads,
        marks != null ? marks : other.marks,
        applyTo != null ? applyTo : other.applyTo,
        kind != null ? kind : other.kind,
        sourcesWith(other),
        facts.orElse(other.facts),
        usualCategory != null ? usualCategory : other.usualCategory);
  }

  private List<Service.Source> sourcesWith(ServiceDraft other) {
    List<Service.Source> both = new ArrayList<>(sources);
    for (Service.Source source : other.sources) {
      both.add(remaining(source, other));
    }
    return List.copyOf(both);
  }

  /** Returns a source of another draft without the values that this draft sets itself. */
  private Service.Source remaining(Service.Source source, ServiceDraft other) {
    return new Service.Source(
        source.from(),
        source.checked(),
        source.values().stream().filter(value -> !sets(value, other)).toList());
  }

  private boolean sets(String value, ServiceDraft other) {
    return (provider != null && List.of("provider", "privacy-policy").contains(value))
        || (stores != null && !named(value, stores).equals(named(value, other.stores)));
  }

  private static List<CookieDescriptor> named(
      String name, @Nullable List<CookieDescriptor> stores) {
    return stores == null
        ? List.of()
        : stores.stream().filter(stored -> stored.name().glob().equals(name)).toList();
  }

  /**
   * Returns this draft for a site on which the service stores nothing; null if nothing is left of
   * it. The library's own cookie cannot be taken out: visitors get it wherever they decide.
   */
  @Nullable ServiceDraft storingNothing() {
    List<CookieDescriptor> kept =
        named(DecisionCookie.DEFAULT.name(), stores).stream()
            .filter(CookieDescriptor::isOfDecisions)
            .toList();
    return kept.isEmpty()
        ? null
        : new ServiceDraft(
            name,
            provider,
            purpose,
            legalBasis,
            kept,
            loads,
            marks,
            applyTo,
            kind,
            sources,
            facts,
            usualCategory);
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

  /**
   * Returns the finished service, or null if a required text is missing.
   *
   * @param ofCategory the paths that the service applies to if it names none
   * @param place where a file declares or names the service; null if no file does
   */
  @Nullable Service toService(
      String id,
      boolean required,
      Provider site,
      List<PathPattern> ofCategory,
      @Nullable Node place) {
    if (name == null || purpose == null) {
      return null;
    }
    Service.Builder service =
        Service.builder(id)
            .name(name)
            .provider(provider != null ? provider : site)
            .purpose(purpose)
            .legalBasis(
                legalBasis != null ? legalBasis : required ? LegalBasis.EXEMPT : LegalBasis.CONSENT)
            .stores(stores != null ? stores : List.of())
            .loads(loads != null ? loads : Loads.NOTHING)
            .marks(marks != null ? marks : List.of())
            .applyTo(applyTo != null ? applyTo : ofCategory)
            .kind(kind != null ? kind : Service.Kind.NONE)
            .sources(sources.stream().filter(source -> !source.values().isEmpty()).toList());
    facts.addTo(service);
    if (place != null) {
      service.place(Nodes.placeOf(place));
    }
    return service.build();
  }

  private static @Nullable Provider provider(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    fields.requireKeys("name");
    String name = fields.text("name");
    Provider.Builder provider = Provider.builder(name == null ? "" : name);
    String address = fields.text("address");
    if (address != null) {
      provider.address(address);
    }
    String country = fields.parsed("country", ValueParsers::country);
    if (country != null) {
      provider.country(country);
    }
    String privacyPolicy = fields.parsed("privacy-policy", ValueParsers::link);
    if (privacyPolicy != null) {
      provider.privacyPolicy(privacyPolicy);
    }
    String contact = fields.text("contact");
    if (contact != null) {
      provider.contact(contact);
    }
    String optOut = fields.parsed("opt-out", ValueParsers::link);
    if (optOut != null) {
      provider.optOut(optOut);
    }
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
      List<String> values = source.texts("for");
      source.end();
      if (from != null && checked != null) {
        sources.add(new Service.Source(from, checked, values));
      }
    }
    return sources;
  }
}
