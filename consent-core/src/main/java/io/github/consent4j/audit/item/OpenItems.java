package io.github.consent4j.audit.item;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.OnBlock;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The items of the site that services of categories without a question declare. An item is allowed
 * as soon as one service that declares it is allowed. Immutable and thread-safe.
 */
final class OpenItems {

  private final Set<String> literals = new HashSet<>();
  private final List<CookieDescriptor> patterns = new ArrayList<>();

  OpenItems(Policy policy) {
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
      literals.add(key(item));
    } else {
      patterns.add(item);
    }
  }

  private static String key(CookieDescriptor item) {
    return item.kind().id() + ' ' + item.name().glob();
  }

  /** Returns whether everything that an item of the site declares may be stored from the start. */
  boolean contain(CookieDescriptor item) {
    return item.handling().onBlock() == OnBlock.SESSION
        || literals.contains(key(item))
        || patterns.stream()
            .anyMatch(open -> open.kind() == item.kind() && open.name().covers(item.name()));
  }
}
