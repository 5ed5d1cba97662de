package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.FileRules;
import io.github.consent4j.audit.rule.PolicyRules;
import io.github.consent4j.policy.BeforeDecision;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.PathPattern;
import io.github.consent4j.policy.PrivacySignal;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads {@code categories} and {@code services} of a policy. Not thread-safe. */
final class CategoryReader {

  private static final String REQUIRED = "required";
  private static final String SERVICES = "services";

  /** The word in place of a service's keys that says that the site does not use it. */
  private static final String UNUSED = "none";

  private final Catalogue catalogue;
  private final List<String> languages;
  private final Site site;
  private final Optional<String> owner;
  private final Problems problems;
  private final Map<String, ServiceDraft> declared = new LinkedHashMap<>();
  private final Map<String, Node> declaredAt = new HashMap<>();
  private final Map<String, String> categoryOfService = new HashMap<>();
  private final Map<String, Node> usedAt = new HashMap<>();
  private @Nullable Node root;

  /**
   * @param owner provider of the services without one; the site by default
   */
  CategoryReader(
      Catalogue catalogue,
      List<String> languages,
      Site site,
      Optional<String> owner,
      Problems problems) {
    this.catalogue = catalogue;
    this.languages = languages;
    this.site = site;
    this.owner = owner;
    this.problems = problems;
  }

  List<Category> read(Fields root) {
    this.root = root.node();
    List<Fields.Word> unused = new ArrayList<>();
    root.entries("services", "service", UNUSED, unused::add)
        .forEach(
            (id, fields) -> {
              if (!isId(id.text())) {
                reportId(id, KeyHints.identifier(id.text()));
              }
              fields.parsed(id, ValueParsers::id);
              declaredAt.put(id.text(), id.node());
              declared.put(
                  id.text(),
                  ServiceDraft.read(fields, languages, catalogue.purposes(), known(id.text())));
            });
    Map<Fields.Word, Fields> entries = root.entries("categories", "category");
    Set<String> always = new LinkedHashSet<>(catalogue.always());
    for (Fields category : entries.values()) {
      category.texts(SERVICES).forEach(always::remove);
    }
    for (Fields.Word id : unused) {
      leaveOut(id, always);
    }
    List<Category> categories = new ArrayList<>();
    boolean required = false;
    boolean unclear = entries.isEmpty();
    for (Map.Entry<Fields.Word, Fields> entry : entries.entrySet()) {
      int before = problems.count();
      boolean requires = entry.getValue().flag(REQUIRED);
      unclear |= problems.count() > before;
      boolean first = requires && !required;
      required |= requires;
      categories.add(
          category(entry.getKey(), entry.getValue(), requires, first ? always : Set.of()));
    }
    if (!required
        && !unclear
        && entries.values().stream().noneMatch(CategoryReader::isRequiredMisspelt)) {
      problems.add(
          root.place("categories"),
          "no category is required; declare one, as in 'necessary: { required: true }'");
    }
    declaredAt.forEach(
        (id, node) -> {
          if (!categoryOfService.containsKey(id) && !entries.isEmpty() && isId(id)) {
            problems.add(
                node, "service '" + id + "' is in no category; name it under 'services' of one");
          }
        });
    new NecessaryStorage(catalogue, categories, usedAt, problems).check();
    new NecessaryLoads(categories, usedAt, problems).check();
    new NecessaryReasons(
            root.node(), new OwnHosts(root.node(), problems), usedAt, this::usualCategory, problems)
        .check(categories);
    Confirmations confirmations = new Confirmations(root, this::isKnown, problems);
    List<Category> confirmed = new ArrayList<>();
    for (Category category : categories) {
      confirmed.add(confirmations.confirm(category));
    }
    confirmations.warn(confirmed, usedAt);
    return confirmed;
  }

  /** Returns the category in which most sites put a service; null if nobody knows. */
  @Nullable String usualCategory(String id) {
    return declared.getOrDefault(id, known(id)).usualCategory();
  }

  private boolean isKnown(String id) {
    return declared.containsKey(id) || catalogue.serviceIds().contains(id);
  }

  /** Reports what is no identifier, if the one that is meant is known. */
  private void reportId(Fields.Word id, String meant) {
    if (isId(meant)) {
      problems.explain(
          id.node(),
          FileRules.INVALID_IDENTIFIER,
          "'"
              + id.text()
              + "' is not an identifier, which has lower-case letters from a to z, digits and"
              + " dashes; write '"
              + meant
              + "'");
    }
  }

  private static boolean isId(String text) {
    try {
      ValueParsers.id(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isRequiredMisspelt(Fields category) {
    for (NodeTuple entry : Nodes.entries(category.node())) {
      String key = Nodes.text(entry.getKeyNode());
      if (!key.equals(REQUIRED) && KeyHints.meant(key, Set.of(REQUIRED)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Leaves out a service that is part of every policy, because this site does not use it. */
  private void leaveOut(Fields.Word id, Set<String> always) {
    if (!catalogue.always().contains(id.text())) {
      problems.add(
          id.node(),
          "service '"
              + id.text()
              + "' cannot be '"
              + UNUSED
              + "': "
              + (catalogue.always().isEmpty() ? "nothing" : "only " + catalogue.always())
              + " is used without being named; leave the service out of the categories");
    } else if (!always.contains(id.text())) {
      problems.add(
          id.node(),
          "service '" + id.text() + "' is '" + UNUSED + "', but a category names it; remove one");
    } else {
      ServiceDraft rest = known(id.text()).storingNothing();
      if (rest == null) {
        always.remove(id.text());
      } else if (rest.equals(known(id.text()))) {
        problems.add(
            id.node(),
            "service '" + id.text() + "' cannot be '" + UNUSED + "': the library itself uses it");
      } else {
        declared.put(id.text(), rest);
      }
    }
  }

  private ServiceDraft known(String id) {
    ServiceDraft draft = catalogue.service(id);
    return draft == null ? ServiceDraft.EMPTY : draft;
  }

  private Category category(Fields.Word id, Fields fields, boolean required, Set<String> always) {
    if (!isId(id.text())) {
      reportId(id, KeyHints.categoryMeant(id.text(), catalogue.categoryIds()).orElse(""));
    }
    boolean named = fields.parsed(id, ValueParsers::id) != null;
    if (declared.containsKey(id.text()) || catalogue.serviceIds().contains(id.text())) {
      problems.add(id.node(), "'" + id.text() + "' is the name of a service already");
    }
    if (fields.flag("default") && !required) {
      problems.add(
          fields.place("default"),
          PolicyRules.PRE_TICKED,
          "category '"
              + id.text()
              + "' cannot be on by default: consent takes an action of the visitor"
              + " (GDPR recital 32); remove the line");
    }
    if (!required && fields.has("before-decision")) {
      problems.add(
          fields.place("before-decision"),
          "'before-decision' only makes sense in a category with 'required: true'");
    }
    Optional<Catalogue.CategoryTexts> texts = catalogue.category(id.text());
    LocalizedText title = fields.localized("title", languages);
    LocalizedText description = fields.localized("description", languages);
    if (title == null) {
      title = texts.map(Catalogue.CategoryTexts::title).orElse(null);
    }
    if (description == null) {
      description = texts.map(Catalogue.CategoryTexts::description).orElse(null);
    }
    List<String> missing = new ArrayList<>();
    if (title == null && !fields.has("title")) {
      missing.add("title");
    }
    if (description == null && !fields.has("description")) {
      missing.add("description");
    }
    if (named && !missing.isEmpty()) {
      problems.add(
          id.node(),
          FileRules.MISSING_KEY,
          "category '"
              + id.text()
              + "' needs a "
              + quoted(missing)
              + " of its own"
              + KeyHints.category(id.text(), catalogue.categoryIds()));
    }
    List<Service> services = services(id.text(), fields, required, always);
    Category category =
        Category.builder(id.text())
            .title(title == null ? LocalizedText.of(id.text()) : title)
            .description(description == null ? LocalizedText.of("") : description)
            .required(required)
            .beforeDecision(fields.option("before-decision", BeforeDecision.ALLOW))
            .enforce(fields.option("enforce", Enforcement.ON))
            .gpc(gpc(fields, required, services))
            .services(services)
            .build();
    fields.end();
    return category;
  }

  /**
   * Reads the effect of the privacy signal. If the file says nothing, the signal counts where data
   * goes from the site to somebody else.
   */
  private PrivacySignal gpc(Fields fields, boolean required, List<Service> services) {
    if (required && fields.has("gpc")) {
      problems.add(fields.place("gpc"), "'gpc' makes no sense in a category with 'required: true'");
    }
    return fields.option(
        "gpc", !required && isSharing(services) ? PrivacySignal.REFUSE : PrivacySignal.IGNORE);
  }

  private boolean isSharing(List<Service> services) {
    Provider site = siteAsProvider();
    for (Service service : services) {
      if (!service.provider().equals(site) || !service.loads().urls().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private List<Service> services(
      String category, Fields fields, boolean required, Set<String> always) {
    List<Service> services = new ArrayList<>();
    fields.refuseEmpty("apply-to");
    List<PathPattern> applyTo = fields.parsedList("apply-to", PathPattern::new);
    for (Fields.Word word : fields.words("services")) {
      String id = word.text();
      ServiceDraft draft = declared.containsKey(id) ? declared.get(id) : catalogue.service(id);
      if (draft == null) {
        Set<String> known = new LinkedHashSet<>(catalogue.serviceIds());
        known.addAll(declared.keySet());
        boolean misspelt =
            declared.keySet().stream()
                .anyMatch(each -> !isId(each) && KeyHints.identifier(each).equals(id));
        if (!misspelt && !isUnderMisspelling(id)) {
          problems.add(
              word.node(),
              FileRules.UNKNOWN_SERVICE,
              "unknown service '" + id + "'" + KeyHints.service(id, known));
        }
        continue;
      }
      String earlier = categoryOfService.putIfAbsent(id, category);
      if (earlier != null) {
        problems.add(
            word.node(),
            "service '"
                + id
                + "' is in category '"
                + earlier
                + "' already; it can only stand in one");
        continue;
      }
      usedAt.put(id, word.node());
      Service service =
          draft.toService(
              id, required, siteAsProvider(), applyTo, declaredAt.getOrDefault(id, word.node()));
      if (service == null) {
        Node where = declaredAt.getOrDefault(id, word.node());
        Node mapping = Nodes.child(Nodes.child(root, "services"), id);
        List<String> missing = draft.missing();
        // A key that is misspelt, or whose value is a list, has been reported already.
        if (!(Nodes.child(mapping, missing.get(0)) instanceof SequenceNode)) {
          problems.addMissing(
              mapping == null ? where : mapping,
              missing.get(0),
              where,
              "service '" + id + "' needs a " + quoted(missing));
        }
      } else {
        services.add(service);
      }
    }
    for (String id : always) {
      ServiceDraft draft = declared.getOrDefault(id, known(id));
      Service service =
          draft.toService(id, required, siteAsProvider(), List.of(), declaredAt.get(id));
      if (service != null && categoryOfService.putIfAbsent(id, category) == null) {
        Node node = declaredAt.get(id);
        if (node != null) {
          usedAt.put(id, node);
        }
        services.add(service);
      }
    }
    return services;
  }

  /** Returns whether a service is declared under a misspelling of the key {@code services}. */
  private boolean isUnderMisspelling(String id) {
    return Nodes.entries(root).stream()
        .filter(entry -> Nodes.child(entry.getValueNode(), id) != null)
        .map(entry -> Nodes.text(entry.getKeyNode()))
        .anyMatch(
            key -> !key.equals(SERVICES) && KeyHints.meant(key, Set.of(SERVICES)).isPresent());
  }

  private static String quoted(List<String> keys) {
    return keys.stream().map(key -> "'" + key + "'").collect(Collectors.joining(" and a "));
  }

  private Provider siteAsProvider() {
    String language = languages.get(0);
    Provider.Builder provider = Provider.builder(owner.orElseGet(() -> site.name().in(language)));
    if (site.privacyPolicy().isPresent()) {
      provider.privacyPolicy(site.privacyPolicy().get().in(language));
    }
    return provider.build();
  }
}
