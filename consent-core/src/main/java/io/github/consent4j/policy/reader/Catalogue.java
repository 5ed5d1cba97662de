package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.text.Texts;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Services and texts that policies can refer to by name. It is read from YAML of the same form as a
 * policy's {@code services}. Thread-safe; what is read does not change.
 */
public final class Catalogue {

  /** A catalogue without services and texts. */
  public static final Catalogue EMPTY =
      new Catalogue(
          Map.of(), Map.of(), Set.of(), List.of(), Set.of(), new Wording(Texts.LANGUAGES), false);

  private static final String CATEGORY = "category.";
  private static final String TITLE = ".title";

  /** The title and description of a category, so that operators need not write them. */
  record CategoryTexts(@Nullable LocalizedText title, @Nullable LocalizedText description) {}

  private final Map<String, Function<Wording, ServiceDraft>> services;
  private final Map<String, CategoryTexts> categories;
  private final Set<String> always;
  private final List<NamePattern> tracking;
  private final Set<String> languages;
  private final Wording wording;

  /** Whether the library's own texts describe categories that no file describes. */
  private final boolean worded;

  private final Map<String, ServiceDraft> named = new ConcurrentHashMap<>();

  private Catalogue(
      Map<String, Function<Wording, ServiceDraft>> services,
      Map<String, CategoryTexts> categories,
      Set<String> always,
      List<NamePattern> tracking,
      Set<String> languages,
      Wording wording,
      boolean worded) {
    this.services = services;
    this.categories = categories;
    this.always = always;
    this.tracking = tracking;
    this.languages = languages;
    this.wording = wording;
    this.worded = worded;
  }

  /**
   * Opens a directory with one file for each service. A file is read when a policy first names its
   * service, and only its texts in the policy's languages are kept.
   *
   * <p>The directory has a file {@code services.txt} with one identifier on a line, a file {@code
   * <identifier>.yaml} with the keys of each service, and a file {@code common.yaml} with the keys
   * {@code always} and {@code tracking}. The texts are those of the library. The build packs the
   * YAML files of the library into one file, {@code files.packed}, which is read without a parser.
   *
   * @param files opens a file of the directory by its name; returns null if there is none
   * @throws PolicyException if {@code common.yaml} cannot be used
   * @throws IllegalStateException if a file is missing
   */
  public static Catalogue in(Function<String, @Nullable InputStream> files) {
    CatalogueDirectory directory = new CatalogueDirectory(files);
    Problems problems = new Problems();
    Catalogue common = read(directory.common(problems), problems, Map.of());
    Map<String, Function<Wording, ServiceDraft>> services = new LinkedHashMap<>();
    for (String id : directory.ids()) {
      services.put(id, wording -> directory.service(id, wording));
    }
    return new Catalogue(
        services,
        Map.of(),
        common.always,
        common.tracking,
        Set.copyOf(Texts.LANGUAGES),
        common.wording,
        true);
  }

  /**
   * Reads a catalogue.
   *
   * <p>Its keys: {@code languages}, the languages that every text of the file must have; {@code
   * services} and {@code categories} as in a policy; {@code always}, services that are part of
   * every policy; {@code tracking}, names of cookies that measure or advertise, whoever sets them.
   *
   * @param source name of the file in messages
   * @param in the file, in UTF-8; closed afterwards
   * @throws PolicyException if the file cannot be used
   */
  public static Catalogue read(String source, InputStream in) {
    return read(source, in, Map.of());
  }

  /**
   * Reads a catalogue whose texts are stored elsewhere.
   *
   * @param source name of the file in messages
   * @param in the file, in UTF-8; closed afterwards
   * @param texts the texts that the file refers to as {@code !text key}, by key; readers of a
   *     language that a text lacks get it in English
   * @throws PolicyException if the file cannot be used
   */
  public static Catalogue read(String source, InputStream in, Map<String, LocalizedText> texts) {
    Problems problems = new Problems();
    Fields root = YamlDocument.read(source, in, problems);
    new TextReferences(texts, problems).resolve(root.node());
    return read(new Fields(root.node(), YamlDocument.ROOT, problems), problems, texts);
  }

  private static Catalogue read(Fields root, Problems problems, Map<String, LocalizedText> texts) {
    List<String> languages = root.parsedList("languages", ValueParsers::language);
    Wording wording = EMPTY.wording;
    Map<String, Function<Wording, ServiceDraft>> services = new LinkedHashMap<>();
    root.entries("services", "service")
        .forEach(
            (id, fields) -> {
              ServiceDraft draft =
                  ServiceDraft.read(fields, languages, wording.purposes(), ServiceDraft.EMPTY);
              services.put(id.text(), any -> draft);
            });
    Map<String, CategoryTexts> categories = new LinkedHashMap<>();
    root.entries("categories", "category")
        .forEach(
            (id, fields) -> {
              categories.put(
                  id.text(),
                  new CategoryTexts(
                      fields.localized("title", languages),
                      fields.localized("description", languages)));
              fields.end();
            });
    Set<String> always = new LinkedHashSet<>(root.parsedList("always", ValueParsers::id));
    List<NamePattern> tracking = root.parsedList("tracking", NamePattern::new);
    root.end();
    problems.throwIfAny();
    Set<String> spoken = new HashSet<>(languages);
    texts.values().forEach(text -> spoken.addAll(text.byLanguage().keySet()));
    return new Catalogue(services, categories, always, tracking, spoken, wording, false);
  }

  /**
   * Returns a catalogue with the entries of both. If both have an entry of the same name, the other
   * catalogue's entry is used.
   */
  public Catalogue with(Catalogue other) {
    Map<String, Function<Wording, ServiceDraft>> allServices = new LinkedHashMap<>(services);
    allServices.putAll(other.services);
    Map<String, CategoryTexts> allCategories = new LinkedHashMap<>(categories);
    allCategories.putAll(other.categories);
    Set<String> allAlways = new LinkedHashSet<>(always);
    allAlways.addAll(other.always);
    List<NamePattern> allTracking = new ArrayList<>(tracking);
    allTracking.addAll(other.tracking);
    Set<String> allLanguages = new HashSet<>(languages);
    allLanguages.addAll(other.languages);
    return new Catalogue(
        allServices,
        allCategories,
        allAlways,
        allTracking,
        allLanguages,
        wording,
        worded || other.worded);
  }

  /** Returns the identifiers of all services. */
  public Set<String> serviceIds() {
    return Collections.unmodifiableSet(services.keySet());
  }

  /** Returns this catalogue for a policy in the given languages. */
  Catalogue speaking(Collection<String> languages) {
    return new Catalogue(
        services, categories, always, tracking, this.languages, new Wording(languages), worded);
  }

  /** Returns a service. Its file is read now if nobody has asked for it before. */
  @Nullable ServiceDraft service(String id) {
    Function<Wording, ServiceDraft> reading = services.get(id);
    return reading == null ? null : named.computeIfAbsent(id, any -> reading.apply(wording));
  }

  Optional<CategoryTexts> category(String id) {
    CategoryTexts own = categories.get(id);
    if (own != null || !worded) {
      return Optional.ofNullable(own);
    }
    LocalizedText title = wording.services().get(CATEGORY + id + TITLE);
    LocalizedText description = wording.services().get("category." + id + ".description");
    return title == null && description == null
        ? Optional.empty()
        : Optional.of(new CategoryTexts(title, description));
  }

  /** Returns the purposes that files can name by a key. */
  Purposes purposes() {
    return wording.purposes();
  }

  /** Returns the identifiers of the categories that have texts. */
  Set<String> categoryIds() {
    Set<String> ids = new HashSet<>(categories.keySet());
    for (String key : wording.services().keySet()) {
      if (key.startsWith(CATEGORY) && key.endsWith(TITLE)) {
        ids.add(key.substring(CATEGORY.length(), key.length() - TITLE.length()));
      }
    }
    return ids;
  }

  /** Returns the services that are part of every policy. */
  Set<String> always() {
    return always;
  }

  /** Returns whether a cookie of that name is known to measure or advertise. */
  boolean isTracking(NamePattern name) {
    return tracking.stream()
        .anyMatch(known -> known.matches(name.glob()) || name.matches(known.glob()));
  }

  /**
   * Returns the languages that have texts. A text that is missing in one of them is shown in
   * English.
   */
  Set<String> languages() {
    return languages;
  }
}
