package io.github.consent4j.gate.cookie;

import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.StorageKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The keys that services declare in storages of browsers. Immutable and thread-safe. */
final class DeclaredKeys {

  private final Set<String> literals = new HashSet<>();
  private final List<NamePattern> patterns = new ArrayList<>();

  DeclaredKeys(Policy policy) {
    policy.services().stream()
        .flatMap(service -> service.storesOnSite().stream())
        .filter(stored -> stored.kind() != StorageKind.COOKIE)
        .forEach(stored -> add(stored.name()));
  }

  private void add(NamePattern name) {
    if (name.isLiteral()) {
      literals.add(name.glob());
    } else {
      patterns.add(name);
    }
  }

  boolean declares(String key) {
    return literals.contains(key) || patterns.stream().anyMatch(each -> each.matches(key));
  }
}
