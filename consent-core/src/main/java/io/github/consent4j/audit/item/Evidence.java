package io.github.consent4j.audit.item;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import io.github.consent4j.policy.UrlPattern;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.text.DomainName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was seen at a site, joined with what its policy declares. Each thing that was seen belongs
 * to every item that declares it, or to none. Immutable and thread-safe.
 */
public final class Evidence {

  private static final Comparator<Seen.Item> ORDER =
      Comparator.comparing(Seen.Item::kind).thenComparing(Seen.Item::name);

  private final Map<String, List<Seen.Item>> byItem = new HashMap<>();
  private final Map<String, List<Seen.Item>> byService = new HashMap<>();
  private final List<Seen.Item> undeclared = new ArrayList<>();

  /**
   * @param items what the policy declares
   * @param observed what was seen, in any order
   */
  public Evidence(DeclaredItems items, Collection<? extends Seen.Item> observed) {
    Policy policy = items.policy();
    DeclaredNames names = new DeclaredNames(items);
    observed.stream()
        .sorted(ORDER)
        .forEach(
            seen -> {
              boolean declared =
                  switch (seen.kind()) {
                    case HOST, SCRIPT -> addToServices(policy, seen);
                    default -> addToItems(names, seen);
                  };
              if (!declared) {
                undeclared.add(seen);
              }
            });
  }

  private boolean addToItems(DeclaredNames names, Seen.Item seen) {
    List<String> ids = names.of(seen);
    ids.forEach(id -> byItem.computeIfAbsent(id, key -> new ArrayList<>()).add(seen));
    return !ids.isEmpty();
  }

  private boolean addToServices(Policy policy, Seen.Item seen) {
    List<String> ids =
        seen.kind() == Seen.Kind.SCRIPT
            ? policy.service(seen.name()).map(Service::id).stream().toList()
            : policy.services().stream()
                .filter(service -> loadsFrom(service, seen.name()) || isSeenBy(service, seen))
                .map(Service::id)
                .toList();
    ids.forEach(id -> byService.computeIfAbsent(id, key -> new ArrayList<>()).add(seen));
    return !ids.isEmpty();
  }

  /** Returns whether the gates found a thing to be of a service; they name the host of its rule. */
  private static boolean isSeenBy(Service service, Seen.Item seen) {
    return seen.service().filter(service.id()::equals).isPresent();
  }

  private static boolean loadsFrom(Service service, String host) {
    for (UrlPattern url : service.loads().urls()) {
      if (url.isOn(host)) {
        return true;
      }
    }
    return false;
  }

  /** Returns what was seen of an item; empty if nothing was. */
  public List<Seen.Item> of(DeclaredItem item) {
    return byItem.getOrDefault(item.id(), List.of());
  }

  /** Returns the hosts and scripts of a service that were seen, by kind and name. */
  public List<Seen.Item> contactsOf(Service service) {
    return byService.getOrDefault(service.id(), List.of());
  }

  /** Returns what was seen and is not declared, by kind and name. */
  public List<Seen.Item> undeclared() {
    return undeclared;
  }

  /** The declared items by their names. */
  private static final class DeclaredNames {

    private final Map<String, List<DeclaredItem>> literals = new HashMap<>();
    private final List<DeclaredItem> patterns = new ArrayList<>();

    DeclaredNames(DeclaredItems items) {
      items
          .all()
          .forEach(
              item -> {
                if (item.declared().name().isLiteral()) {
                  literals
                      .computeIfAbsent(item.declared().name().glob(), key -> new ArrayList<>())
                      .add(item);
                } else {
                  patterns.add(item);
                }
              });
    }

    List<String> of(Seen.Item seen) {
      List<String> ids = new ArrayList<>();
      for (DeclaredItem item : literals.getOrDefault(seen.name(), List.of())) {
        if (isSame(item, seen)) {
          ids.add(item.id());
        }
      }
      for (DeclaredItem item : patterns) {
        if (item.declared().name().matches(seen.name()) && isSame(item, seen)) {
          ids.add(item.id());
        }
      }
      return ids;
    }

    private static boolean isSame(DeclaredItem item, Seen.Item seen) {
      return kindOf(item.declared().kind()).filter(seen.kind()::equals).isPresent()
          && isWhereDeclared(item, seen);
    }

    /**
     * Returns whether an item was seen where it is declared. What is seen without a domain was
     * stored for the site's own host.
     */
    private static boolean isWhereDeclared(DeclaredItem item, Seen.Item seen) {
      Optional<String> domain =
          seen.attributes().flatMap(Seen.Attributes::domain).map(DomainName::withoutDot);
      if (domain.isEmpty() || item.domain().isEmpty()) {
        return item.party().filter(Party.THIRD::equals).isEmpty();
      }
      return DomainName.isWithin(domain.get(), item.domain().get())
          || DomainName.isWithin(item.domain().get(), domain.get());
    }

    private static Optional<Seen.Kind> kindOf(StorageKind kind) {
      return switch (kind) {
        case COOKIE -> Optional.of(Seen.Kind.COOKIE);
        case LOCAL_STORAGE -> Optional.of(Seen.Kind.LOCAL_STORAGE);
        case SESSION_STORAGE -> Optional.of(Seen.Kind.SESSION_STORAGE);
        case INDEXED_DB -> Optional.empty();
      };
    }
  }
}
