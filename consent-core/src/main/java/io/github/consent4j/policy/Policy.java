package io.github.consent4j.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a site declares: who it is, which services it uses, and in which category each of them
 * stands. Built once, usually by {@link io.github.consent4j.policy.reader.PolicyReader}; immutable
 * and thread-safe.
 */
public final class Policy {

  private final String revision;
  private final Site site;
  private final List<String> languages;
  private final Settings settings;
  private final List<Category> categories;
  private final List<Service> services;
  private final Map<String, Category> categoriesById = new HashMap<>();
  private final Map<String, Integer> serviceIndex = new HashMap<>();
  private final List<Category> categoryByIndex = new ArrayList<>();
  private final Map<String, Map<String, String>> texts;

  /**
   * @param revision the site's own name for this state of its declarations; may be empty
   * @param languages language tags, the default first; not empty
   * @param categories categories in the order they are shown
   * @throws IllegalArgumentException if an identifier of a category or service occurs twice
   */
  public Policy(
      String revision,
      Site site,
      List<String> languages,
      Settings settings,
      List<Category> categories) {
    this(revision, site, languages, settings, categories, Map.of());
  }

  /**
   * @param revision the site's own name for this state of its declarations; may be empty
   * @param languages language tags, the default first; not empty
   * @param categories categories in the order they are shown
   * @param texts what the pages say in the site's own words, by language tag and key
   * @throws IllegalArgumentException if an identifier of a category or service occurs twice
   */
  public Policy(
      String revision,
      Site site,
      List<String> languages,
      Settings settings,
      List<Category> categories,
      Map<String, Map<String, String>> texts) {
    if (languages.isEmpty()) {
      throw new IllegalArgumentException("A policy needs at least one language");
    }
    this.revision = revision;
    this.site = site;
    this.languages = List.copyOf(languages);
    this.settings = settings;
    this.categories = List.copyOf(categories);
    List<Service> all = new ArrayList<>();
    for (Category category : categories) {
      requireNew(category.id());
      categoriesById.put(category.id(), category);
      for (Service service : category.services()) {
        requireNew(service.id());
        serviceIndex.put(service.id(), all.size());
        all.add(service);
        categoryByIndex.add(category);
      }
    }
    this.services = List.copyOf(all);
    Map<String, Map<String, String>> own = new HashMap<>();
    texts.forEach((language, byKey) -> own.put(language, Map.copyOf(byKey)));
    this.texts = Map.copyOf(own);
  }

  private void requireNew(String id) {
    if (categoriesById.containsKey(id) || serviceIndex.containsKey(id)) {
      throw new IllegalArgumentException("'" + id + "' is used for two categories or services");
    }
  }

  /**
   * The policy as it holds for a site that is served at a host: where that is one of a provider's
   * own domains, what the provider stores there is stored on the site.
   *
   * @param host name without a port, in lower case
   * @return this very policy where the host is nobody's but the site's
   */
  public Policy servedAt(String host) {
    return isProvidersOwn(host)
        ? new Policy(
            revision,
            site,
            languages,
            settings,
            categories.stream().map(category -> category.servedAt(host)).toList(),
            texts)
        : this;
  }

  /**
   * The policy as it holds for requests by a scheme: by plain http, browsers refuse names of the
   * consent cookie that need https.
   *
   * @return this very policy where the scheme makes no difference
   */
  public Policy servedOver(String scheme) {
    return settings.cookie().needsHttps() && !scheme.equals("https")
        ? new Policy(
            revision,
            site,
            languages,
            settings.with(settings.cookie().overHttp()),
            categories,
            texts)
        : this;
  }

  /** By index: this is asked for every request. */
  private boolean isProvidersOwn(String host) {
    for (int i = 0; i < services.size(); i++) {
      if (services.get(i).provider().owns(host)) {
        return true;
      }
    }
    return false;
  }

  /** The site's own name for this state of its declarations; empty when it gave none. */
  public String revision() {
    return revision;
  }

  /** The site that the policy is for. */
  public Site site() {
    return site;
  }

  /** Language tags in which the site speaks to visitors, the default first; never empty. */
  public List<String> languages() {
    return languages;
  }

  /** What the pages say in a language in the site's own words, by key; empty where it has none. */
  public Map<String, String> texts(String language) {
    return texts.getOrDefault(language, Map.of());
  }

  /** How the library behaves at this site. */
  public Settings settings() {
    return settings;
  }

  /** Categories in the order they are shown. */
  public List<Category> categories() {
    return categories;
  }

  /** All services, in the order of their categories; a service's place is its index. */
  public List<Service> services() {
    return services;
  }

  /** The category with an id; empty when the policy has no such category. */
  public Optional<Category> category(String id) {
    return Optional.ofNullable(categoriesById.get(id));
  }

  /** The service with an id; empty when the policy has no such service. */
  public Optional<Service> service(String id) {
    return Optional.ofNullable(serviceIndex.get(id)).map(services::get);
  }

  /** Place of a service in {@link #services()}; -1 when the policy has no such service. */
  public int indexOf(String serviceId) {
    return serviceIndex.getOrDefault(serviceId, -1);
  }

  /** The category in which the service at an index stands. */
  public Category categoryAt(int serviceIndex) {
    return categoryByIndex.get(serviceIndex);
  }
}
