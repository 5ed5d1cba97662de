package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.FileRules;
import io.github.consent4j.audit.rule.PolicyRules;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads {@code confirmed}, the services of which the operator has checked what no source confirms,
 * and asks the operator to check the others. Not thread-safe.
 */
final class Confirmations {

  static final String KEY = "confirmed";

  private static final int MOST_NAMES = 4;

  private final Set<String> confirmed = new LinkedHashSet<>();
  private final Problems problems;

  /**
   * @param isKnown whether there is a service of an identifier
   */
  Confirmations(Fields root, Predicate<String> isKnown, Problems problems) {
    this.problems = problems;
    for (Fields.Word word : root.words(KEY)) {
      if (!isKnown.test(word.text())) {
        problems.add(
            word.node(),
            FileRules.UNKNOWN_SERVICE,
            "'"
                + word.text()
                + "' is no service that can be confirmed; name one of those that a category names");
      }
      confirmed.add(word.text());
    }
  }

  /** Returns a category with the operator's word for its services. */
  Category confirm(Category category) {
    List<Service> services = new ArrayList<>();
    boolean isAnyConfirmed = false;
    for (Service service : category.services()) {
      isAnyConfirmed |= isNowConfirmed(service);
      services.add(confirm(service));
    }
    return isAnyConfirmed ? category.toBuilder().services(services).build() : category;
  }

  private boolean isNowConfirmed(Service service) {
    return service.provider().isUnconfirmed() && confirmed.contains(service.id());
  }

  private Service confirm(Service service) {
    return isNowConfirmed(service)
        ? service.toBuilder()
            .provider(service.provider().toBuilder().unconfirmed(false).build())
            .build()
        : service;
  }

  /**
   * Warns of what nobody has confirmed. Services that no category names are left out: the operator
   * has not chosen them.
   *
   * @param usedAt where categories name services
   */
  void warn(List<Category> categories, Map<String, Node> usedAt) {
    for (Category category : categories) {
      for (Service service : category.services()) {
        Node where = usedAt.get(service.id());
        if (where != null && !confirmed.contains(service.id())) {
          warn(service, where);
        }
      }
    }
  }

  private void warn(Service service, Node where) {
    if (service.provider().isUnconfirmed()) {
      problems.add(
          where,
          PolicyRules.UNCONFIRMED_PROVIDER,
          "the provider of '"
              + service.id()
              + "' is known by general knowledge alone: "
              + facts(service.provider())
              + "; please check it, and "
              + confirmation(service, "say 'provider' of the service"));
    }
    Set<String> unknown = new LinkedHashSet<>();
    for (CookieDescriptor stored : service.stores()) {
      if (stored.lifetime() instanceof Lifetime.Unknown) {
        unknown.add("'" + stored.name().glob() + "'");
      }
    }
    if (!unknown.isEmpty()) {
      problems.add(
          where,
          PolicyRules.UNKNOWN_LIFETIME,
          "nobody has published how long "
              + names(List.copyOf(unknown))
              + " of '"
              + service.id()
              + "' "
              + (unknown.size() == 1 ? "lives" : "live")
              + ", and visitors have to be told; please look in your browser, and "
              + confirmation(service, "say 'lifetime' under 'stores' of the service"));
    }
  }

  private static String confirmation(Service service, String correction) {
    return correction
        + " if you know better, or confirm it with '"
        + KEY
        + ": ["
        + service.id()
        + "]'";
  }

  private static String facts(Provider provider) {
    return Stream.of(
            Stream.of(provider.name()),
            provider.address().stream(),
            provider.country().stream(),
            provider.privacyPolicy().stream())
        .flatMap(fact -> fact)
        .collect(Collectors.joining(", "));
  }

  private static String names(List<String> names) {
    return names.size() <= MOST_NAMES
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_NAMES - 1))
            + " and "
            + (names.size() - MOST_NAMES + 1)
            + " others";
  }
}
