package io.github.consent4j.audit.item;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.OnBlock;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The items of the site that services of categories without a question declare. An item is allowed
 * as soon as one service that declares it is allowed. Immutable and thread-safe.
 */
final class OpenItems {

  private final Map<StorageKind, Set<String>> literals = new EnumMap<>(StorageKind.class);
  private final Map<StorageKind, List<NamePattern>> patterns = new EnumMap<>(StorageKind.class);

  OpenItems(Policy policy) {
    for (StorageKind kind : StorageKind.values()) {
      literals.put(kind, new HashSet<>());
      patterns.put(kind, new ArrayList<>());
    }
    for (Category category : policy.categories()) {
      if (category.isAlwaysOpen()) {
        category.services().stream()
            .map(Service::storesOnSite)
            .flatMap(List::stream)
            .forEach(this::add);
      }
    }
  }

  private void add(CookieDescriptor item) {
    if (item.name().isLiteral()) {
      literals.get(item.kind()).add(item.name().glob());
    } else {
      patterns.get(item.kind()).add(item.name());
    }
  }

  /** Returns whether everything that an item of the site declares may be stored from the start. */
  boolean contain(CookieDescriptor item) {
    return item.handling().onBlock() == OnBlock.SESSION
        || literals.get(item.kind()).contains(item.name().glob())
        || patterns.get(item.kind()).stream().anyMatch(open -> open.covers(item.name()));
  }
}
