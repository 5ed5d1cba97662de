package io.github.consent4j.page;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The recipients of data if a visitor agrees, and the countries outside the European Economic Area.
 */
record Recipients(List<String> names, List<String> countriesOutsideEea) {

  /** Returns the providers of everything that the policy asks about, except the site itself. */
  static Recipients of(Policy policy, Locale locale) {
    Collection<String> site = policy.site().name().byLanguage().values();
    List<Provider> providers =
        policy.categories().stream()
            .filter(Category::isAsked)
            .map(Category::services)
            .flatMap(List::stream)
            .map(Service::provider)
            .filter(provider -> !site.contains(provider.name()))
            .toList();
    return new Recipients(
        providers.stream().map(Provider::name).distinct().toList(),
        providers.stream()
            .map(Provider::countriesOutsideEea)
            .flatMap(List::stream)
            .distinct()
            .map(country -> country(country, locale))
            .toList());
  }

  /** Returns the name of a country in a language. */
  static String country(String code, Locale locale) {
    return new Locale.Builder().setRegion(code).build().getDisplayCountry(locale);
  }

  /**
   * Returns the names of the countries outside the European Economic Area that a provider declares.
   */
  static String outsideEea(Provider provider, Locale locale) {
    return provider.countriesOutsideEea().stream()
        .map(country -> country(country, locale))
        .collect(Collectors.joining(", "));
  }
}
