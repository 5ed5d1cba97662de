package io.github.consent4j.audit.form;

import io.github.consent4j.audit.item.DeclaredItem;
import io.github.consent4j.page.TableWords;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.OnBlock;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UrlPattern;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tells what may be stored or contacted before a visitor decides, and why. A resource is allowed as
 * soon as one service that declares it is allowed. Immutable.
 */
final class BeforeConsent {

  private static final String NO_REASON =
      "strictly necessary (legal basis 'exempt'), but no reason is declared";

  /** The services that are allowed from the start. */
  private final List<Service> open;

  private final TableWords words;

  BeforeConsent(Policy policy, TableWords words) {
    this.words = words;
    this.open =
        policy.categories().stream()
            .filter(Category::isAlwaysOpen)
            .flatMap(category -> category.services().stream())
            .toList();
  }

  /** Returns why an item may be stored before the decision; empty if it may not. */
  Optional<String> of(DeclaredItem item) {
    if (!item.comesBeforeConsent()) {
      return Optional.empty();
    }
    if (item.category().isAlwaysOpen()) {
      return Optional.of(openness(item.category(), item.necessity()));
    }
    if (item.declared().handling().onBlock() == OnBlock.SESSION) {
      return Optional.of("kept for the browser session alone until the decision ('on-block')");
    }
    return open.stream()
        .filter(service -> declares(service, item))
        .findFirst()
        .map(service -> shared(service.id()));
  }

  private static boolean declares(Service service, DeclaredItem item) {
    return service.storesOnSite().stream()
        .anyMatch(
            other ->
                other.kind() == item.declared().kind()
                    && other.name().covers(item.declared().name()));
  }

  /** Returns why a host may be contacted before the decision; empty if it may not. */
  Optional<String> of(Category category, Service service, UrlPattern url) {
    return of(
        category,
        service,
        other -> other.loads().urls().stream().anyMatch(known -> known.covers(url)));
  }

  /** Returns why a script may run before the decision; empty if it may not. */
  Optional<String> ofScript(Category category, Service service, String script) {
    return of(
        category,
        service,
        other ->
            other.loads().inline().contains(script)
                || other.loads().scripts().stream().anyMatch(known -> known.glob().equals(script)));
  }

  private Optional<String> of(Category category, Service service, Predicate<Service> declares) {
    return category.isAlwaysOpen()
        ? Optional.of(openness(category, service.necessity()))
        : open.stream().filter(declares).findFirst().map(other -> shared(other.id()));
  }

  /** Returns why a service may be used before the decision; empty if it may not. */
  Optional<String> of(Category category, Service service) {
    return of(category, service, other -> false);
  }

  private String openness(Category category, Optional<LocalizedText> necessity) {
    if (category.enforce() != Enforcement.ON) {
      return "the category is not enforced (enforce: " + category.enforce().id() + ")";
    }
    return necessity.map(words::of).orElse(NO_REASON);
  }

  private static String shared(String service) {
    return "service '" + service + "', which is allowed from the start, declares it as well";
  }
}
