package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Service;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Checks that the loads of a required category do not allow what visitors are asked about. A URL, a
 * script or an inline script is allowed as soon as one service that declares it is allowed. A rule
 * that is equal to the rule of a service that is asked about, or narrower, is accepted as intended.
 */
final class NecessaryLoads {

  private final List<Category> categories;
  private final Map<String, Node> usedAt;
  private final Problems problems;

  NecessaryLoads(List<Category> categories, Map<String, Node> usedAt, Problems problems) {
    this.categories = categories;
    this.usedAt = usedAt;
    this.problems = problems;
  }

  void check() {
    for (Category category : categories) {
      if (category.required()) {
        category.services().forEach(this::check);
      }
    }
  }

  private void check(Service service) {
    Node where = usedAt.get(service.id());
    if (where == null) {
      return;
    }
    service.loads().scripts().stream()
        .filter(NecessaryLoads::isAnyScript)
        .forEach(
            name ->
                problems.add(
                    where,
                    "overlapping necessary claim: '"
                        + name
                        + "' of service '"
                        + service.id()
                        + "' would allow every script; name the file"));
    for (Category category : categories) {
      if (!category.required()) {
        category.services().forEach(other -> check(where, service, other));
      }
    }
  }

  private void check(Node where, Service service, Service other) {
    check(
        where,
        service,
        other,
        s -> s.loads().urls(),
        (own, their) -> own.meets(their) && !their.covers(own));
    check(
        where,
        service,
        other,
        s -> s.loads().scripts(),
        (own, their) -> own.meets(their) && !their.covers(own));
    check(where, service, other, s -> s.loads().inline(), (own, their) -> their.contains(own));
  }

  private <T> void check(
      Node where,
      Service service,
      Service other,
      Function<Service, List<T>> rules,
      BiPredicate<T, T> allows) {
    for (T own : rules.apply(service)) {
      rules.apply(other).stream()
          .filter(their -> allows.test(own, their) && !own.equals(their))
          .findFirst()
          .ifPresent(
              their ->
                  problems.add(
                      where,
                      "overlapping necessary claim: '"
                          + own
                          + "' of service '"
                          + service.id()
                          + "' would also allow '"
                          + their
                          + "' of '"
                          + other.id()
                          + "', which is asked about; name no more than the service needs"));
    }
  }

  private static boolean isAnyScript(NamePattern name) {
    return name.glob().replaceAll("[*?.]|(?<=\\.)m?js$", "").isEmpty();
  }
}
