package io.github.consent4j.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything that a site declares: whose site it is, which services it uses, and the category of
 * each service. Built once, usually by {@link io.github.consent4j.policy.reader.PolicyReader}.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * Policy policy = new PolicyReader(BuiltInCatalogue.load()).read(Path.of("consent.yaml"));
 * }</pre>
 */
public final class Policy {

  private final String revision;
  private final boolean purposesCount;
  private final Site site;
  private final List<String> languages;
  private final Settings settings;
  private final List<Category> categories;
  private final List<Service> services;
  private final Map<String, Category> categoriesById = new HashMap<>();
  private final Map<String, Integer> serviceIndex = new HashMap<>();
  private final List<Category> categoryByIndex = new ArrayList<>();
  private final boolean isLimited;
  private final Map<String, Map<String, String>> texts;
  private final SortedMap<SiteAddress, Policy> sites;
  private final List<Waiver> waivers;

  private Policy(Builder from) {
    revision = from.revision.orElse("");
    purposesCount = from.purposesCount.orElse(false);
    site = from.site.required();
    languages = from.languages.orElse(List.of("en"));
    if (languages.isEmpty()) {
      throw new IllegalStateException("A policy needs at least one language");
    }
    settings = from.settings.orElse(Settings.DEFAULTS);
    categories = from.categories.orElse(List.of());
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
    services = List.copyOf(all);
    isLimited = services.stream().anyMatch(service -> !service.applyTo().isEmpty());
    Map<String, Map<String, String>> own = new HashMap<>();
    from.texts.orElse(Map.of()).forEach((language, byKey) -> own.put(language, Map.copyOf(byKey)));
    texts = Map.copyOf(own);
    sites = Collections.unmodifiableSortedMap(new TreeMap<>(from.sites.orElse(Map.of())));
    waivers = from.waivers.orElse(List.of());
  }

  /** Begins a policy. */
  public static Builder builder() {
    return new Builder();
  }

  /** Begins a policy with the properties of this one. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.revision.start(revision);
    builder.purposesCount.start(purposesCount);
    builder.site.start(site);
    builder.languages.start(languages);
    builder.settings.start(settings);
    builder.categories.start(categories);
    builder.texts.start(texts);
    builder.sites.start(sites);
    builder.waivers.start(waivers);
    return builder;
  }

  private void requireNew(String id) {
    if (categoriesById.containsKey(id) || serviceIndex.containsKey(id)) {
      throw new IllegalArgumentException("'" + id + "' is used for two categories or services");
    }
  }

  /**
   * Returns the policy for a site that is served at a host. If that host is one of a provider's own
   * domains, the items that the provider stores there are stored on the site.
   *
   * @param host name without a port, in lower case
   * @return this policy if no provider owns the host
   */
  public Policy servedAt(String host) {
    return isProvidersOwn(host)
        ? toBuilder()
            .categories(categories.stream().map(category -> category.servedAt(host)).toList())
            .build()
        : this;
  }

  /**
   * Returns the policy for requests by a scheme. By plain http, browsers refuse names of the
   * consent cookie that require https.
   *
   * @return this policy if the scheme makes no difference
   */
  public Policy servedOver(String scheme) {
    return settings.cookie().needsHttps() && !scheme.equals("https")
        ? toBuilder()
            .settings(settings.toBuilder().cookie(settings.cookie().overHttp()).build())
            .build()
        : this;
  }

  /**
   * Returns the policy for the gates of a page: services that do not apply to its path have nothing
   * by which they are recognised. Categories and services have the same indexes.
   *
   * @param path path of the page within the application
   * @return this policy if every service applies
   */
  public Policy appliedAt(String path) {
    return isLimited && services.stream().anyMatch(service -> !service.appliesAt(path))
        ? toBuilder()
            .categories(categories.stream().map(category -> category.appliedAt(path)).toList())
            .build()
        : this;
  }

  /** Returns whether any service applies to some paths only. */
  public boolean isLimited() {
    return isLimited;
  }

  /** Uses indexes, because every request calls it. */
  private boolean isProvidersOwn(String host) {
    for (int i = 0; i < services.size(); i++) {
      if (services.get(i).provider().owns(host)) {
        return true;
      }
    }
    return false;
  }

  /** The site's own name for this version of its declarations; empty if it has none. */
  public String revision() {
    return revision;
  }

  /**
   * Returns whether another purpose of a service, in the default language, asks about that service
   * again; false by default, so that a corrected word asks nobody again.
   */
  public boolean purposesCount() {
    return purposesCount;
  }

  /** The site that the policy is for. */
  public Site site() {
    return site;
  }

  /** Language tags of the site, the default first; never empty. */
  public List<String> languages() {
    return languages;
  }

  /**
   * Returns the site's own texts in a language, by key. They replace texts of the library. Empty if
   * there are none.
   */
  public Map<String, String> texts(String language) {
    return texts.getOrDefault(language, Map.of());
  }

  /** The behaviour of the library on this site. */
  public Settings settings() {
    return settings;
  }

  /** Categories in the order they are shown. */
  public List<Category> categories() {
    return categories;
  }

  /** All services, in the order of their categories. The position of a service is its index. */
  public List<Service> services() {
    return services;
  }

  /**
   * The policies of further sites in the same application, by their addresses, the most specific
   * first. This policy is for all other addresses. Empty if the application is one site.
   */
  public SortedMap<SiteAddress, Policy> sites() {
    return sites;
  }

  /**
   * What the operator accepts although a check warns of it, in the order of the file. The policies
   * of further sites have none of their own.
   */
  public List<Waiver> waivers() {
    return waivers;
  }

  /**
   * Returns the policy for a page: that of the most specific address in {@link #sites()} that
   * covers it.
   *
   * @param host name without a port
   * @param path path within the application, decoded
   * @return this policy if no address covers the page
   */
  public Policy at(String host, String path) {
    for (Map.Entry<SiteAddress, Policy> site : sites.entrySet()) {
      if (site.getKey().covers(host, path)) {
        return site.getValue();
      }
    }
    return this;
  }

  /** The identifiers of all categories, then of all services. */
  public List<String> ids() {
    return Stream.concat(categories.stream().map(Category::id), services.stream().map(Service::id))
        .toList();
  }

  /** Finds a category by its identifier. */
  public Optional<Category> category(String id) {
    return Optional.ofNullable(categoriesById.get(id));
  }

  /** Finds a service by its identifier. */
  public Optional<Service> service(String id) {
    return Optional.ofNullable(serviceIndex.get(id)).map(services::get);
  }

  /**
   * Returns the index of a service in {@link #services()}; -1 if the policy has no such service.
   */
  public int indexOf(String serviceId) {
    return serviceIndex.getOrDefault(serviceId, -1);
  }

  /** Returns the category of the service at an index. */
  public Category categoryAt(int serviceIndex) {
    return categoryByIndex.get(serviceIndex);
  }

  @Override
  public String toString() {
    return "Policy of " + site.name().in(languages.get(0)) + " " + ids();
  }

  /**
   * The operator's word that a rule may be broken. Immutable and thread-safe.
   *
   * @param rule identifier of the rule
   * @param service identifier of the service for which it may be broken; empty if there is none
   * @param category identifier of the category for which it may be broken; empty if there is none.
   *     Without service and category, the waiver is for the whole file
   * @param reason why, in the operator's words
   */
  public record Waiver(
      String rule, Optional<String> service, Optional<String> category, String reason) {}

  /**
   * Builds a policy. A property that is set twice is an error that quotes the earlier value. Not
   * thread-safe.
   */
  public static final class Builder {

    private final Once<String> revision = new Once<>("revision");
    private final Once<Boolean> purposesCount = new Once<>("purposesCount");
    private final Once<Site> site = new Once<>("site");
    private final Once<List<String>> languages = new Once<>("languages");
    private final Once<Settings> settings = new Once<>("settings");
    private final Once<List<Category>> categories = new Once<>("categories");
    private final Once<Map<String, Map<String, String>>> texts = new Once<>("texts");
    private final Once<Map<SiteAddress, Policy>> sites = new Once<>("sites");
    private final Once<List<Waiver>> waivers = new Once<>("waivers");

    private Builder() {}

    /** Sets the site's own name for this version of its declarations; empty by default. */
    public Builder revision(String revision) {
      this.revision.set(revision);
      return this;
    }

    /** Sets {@link Policy#purposesCount()}. */
    public Builder purposesCount(boolean purposesCount) {
      this.purposesCount.set(purposesCount);
      return this;
    }

    /** Sets whose site it is. */
    public Builder site(Site site) {
      this.site.set(site);
      return this;
    }

    /** Sets the language tags of the site, the default first; English by default. */
    public Builder languages(List<String> languages) {
      this.languages.set(List.copyOf(languages));
      return this;
    }

    /** Sets the behaviour of the library. */
    public Builder settings(Settings settings) {
      this.settings.set(settings);
      return this;
    }

    /** Sets the categories in the order they are shown; none by default. */
    public Builder categories(List<Category> categories) {
      this.categories.set(List.copyOf(categories));
      return this;
    }

    /** Sets the site's own texts, by language tag and key. They replace texts of the library. */
    public Builder texts(Map<String, Map<String, String>> texts) {
      this.texts.set(texts);
      return this;
    }

    /** Sets the policies of further sites in the same application; none by default. */
    public Builder sites(Map<SiteAddress, Policy> sites) {
      this.sites.set(Map.copyOf(sites));
      return this;
    }

    /** Sets {@link Policy#waivers()}; none by default. */
    public Builder waivers(List<Waiver> waivers) {
      this.waivers.set(List.copyOf(waivers));
      return this;
    }

    /**
     * Returns the finished policy.
     *
     * @throws IllegalStateException if {@code site} is missing, or there is no language
     * @throws IllegalArgumentException if two categories or services have the same identifier
     */
    public Policy build() {
      return new Policy(this);
    }
  }
}
