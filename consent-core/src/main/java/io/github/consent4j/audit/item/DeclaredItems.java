package io.github.consent4j.audit.item;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The items of all services of a policy. Each item is made when it is asked for, so that a large
 * policy takes no more memory. Immutable and thread-safe.
 */
public final class DeclaredItems {

  private final DeclaredSite site;

  /**
   * @param policy a policy, whose site is taken to be at the address that it says, if any
   */
  public DeclaredItems(Policy policy) {
    this.site = DeclaredSite.of(policy);
  }

  /**
   * Returns the policy, with what providers own as seen from the site's address: what they store on
   * the site's own domain is of the site.
   */
  public Policy policy() {
    return site.policy();
  }

  /** Returns the site's own host, in ASCII and lower case; empty if the policy does not say it. */
  public Optional<String> host() {
    return site.host();
  }

  /** Returns all items, in the order of the policy. */
  public Stream<DeclaredItem> all() {
    return site.policy().categories().stream()
        .flatMap(category -> category.services().stream().flatMap(s -> of(category, s).stream()));
  }

  /** Returns the items of one service, in the order of their declarations. */
  public List<DeclaredItem> of(Category category, Service service) {
    return service.stores().stream()
        .map(declared -> new DeclaredItem(site, category, service, declared))
        .toList();
  }
}
