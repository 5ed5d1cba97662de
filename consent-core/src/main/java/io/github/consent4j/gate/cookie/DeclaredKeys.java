package io.github.consent4j.gate.cookie;

import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.StorageKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that services declare in storages of browsers. Immutable and thread-safe. */
final class DeclaredKeys {

  /**
   * A declared key.
   *
   * @param service index of the first service that declares it
   */
  record Key(NamePattern name, int service) {}

  private final Map<String, Key> literals = new HashMap<>();
  private final List<Key> patterns = new ArrayList<>();

  DeclaredKeys(Policy policy) {
    for (int i = 0; i < policy.services().size(); i++) {
      for (CookieDescriptor stored : policy.services().get(i).storesOnSite()) {
        if (stored.kind() != StorageKind.COOKIE) {
          add(new Key(stored.name(), i));
        }
      }
    }
  }

  private void add(Key key) {
    if (key.name.isLiteral()) {
      literals.putIfAbsent(key.name.glob(), key);
    } else {
      patterns.add(key);
    }
  }

  /** Returns the declaration of a key; null if no service declares it. */
  @Nullable Key declaring(String key) {
    Key literal = literals.get(key);
    if (literal != null) {
      return literal;
    }
    for (Key pattern : patterns) {
      if (pattern.name.matches(key)) {
        return pattern;
      }
    }
    return null;
  }
}
