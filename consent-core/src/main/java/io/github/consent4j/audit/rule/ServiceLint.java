package io.github.consent4j.audit.rule;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import java.util.ArrayList;
import java.util.List;

/** Checks what one service says of its provider, its data and what it stores. Not thread-safe. */
final class ServiceLint {

  private static final String SERVICES = "services";
  private static final String PROVIDER = "provider";

  /** The longest life of a cookie that the French authority accepts. */
  private static final int USUAL_MONTHS = 13;

  private final Category category;
  private final Service service;
  private final List<Breach> breaches;
  private final List<String> inCategory;

  /**
   * @param breaches receives what breaks a rule
   */
  ServiceLint(Category category, Service service, List<Breach> breaches) {
    this.category = category;
    this.service = service;
    this.breaches = breaches;
    inCategory = List.of("categories", category.id(), SERVICES, service.id());
  }

  void check() {
    checkProvider();
    if (category.required()) {
      checkReasons();
    } else if (service.dataTypes().isEmpty() && service.canBeHeldBack()) {
      addHereOrInCategory(
          LintRules.NO_DATA_TYPES,
          "'" + service.id() + "' does not say which kinds of data it receives; write 'data-types'",
          List.of(SERVICES, service.id()));
    }
    // Nobody but the provider can shorten what lies on the provider's own domains.
    for (CookieDescriptor item : service.storesOnSite()) {
      checkLifetime(item);
    }
  }

  /** Checks a provider that the file itself names. */
  private void checkProvider() {
    Provider provider = service.provider();
    List<String> missing = new ArrayList<>();
    if (provider.country().isEmpty()) {
      missing.add("'country'");
    }
    if (provider.privacyPolicy().isEmpty()) {
      missing.add("'privacy-policy'");
    }
    List<String> way = List.of(SERVICES, service.id(), PROVIDER);
    if (!missing.isEmpty()) {
      breaches.add(
          new Breach(
              LintRules.INCOMPLETE_PROVIDER,
              List.of(way),
              "the provider of '"
                  + service.id()
                  + "' has no "
                  + String.join(" and no ", missing)
                  + ", which visitors have to be told"));
    }
    List<String> outside = provider.countriesOutsideEea();
    if (!outside.isEmpty() && service.safeguard().isEmpty()) {
      breaches.add(
          new Breach(
              LintRules.TRANSFER_WITHOUT_SAFEGUARD,
              List.of(way),
              "data of '"
                  + service.id()
                  + "' goes to "
                  + String.join(", ", outside)
                  + ", outside the European Economic Area; write in 'safeguard' what protects it"
                  + " there, such as an adequacy decision"));
    }
  }

  private void checkReasons() {
    if (service.necessity().isPresent()) {
      return;
    }
    for (CookieDescriptor item : service.stores()) {
      if (item.necessity().isEmpty()) {
        addHereOrInCategory(
            LintRules.NECESSARY_UNEXPLAINED,
            named(item)
                + " is stored without a question, and nothing says why it is essential; write"
                + " 'necessity'",
            List.of(SERVICES, service.id(), "stores", item.name().glob()));
      }
    }
  }

  /** Checks what the catalogue says; what the file says is checked when it is read. */
  private void checkLifetime(CookieDescriptor item) {
    if (item.lifetime() instanceof Lifetime.Expiring lifetime
        && lifetime.isLongerThan(USUAL_MONTHS)) {
      breaches.add(
          new Breach(
              LintRules.LONG_PROVIDER_LIFETIME,
              List.of(inCategory),
              named(item)
                  + " lives for "
                  + lifetime
                  + "; shorten it in the settings of the tool, or say its 'lifetime' with"
                  + " 'cap-lifetime: true'"));
    }
  }

  private void addHereOrInCategory(Rule rule, String message, List<String> here) {
    breaches.add(new Breach(rule, List.of(here, inCategory), message));
  }

  private String named(CookieDescriptor item) {
    return "'" + item.name().glob() + "' of '" + service.id() + "'";
  }
}
