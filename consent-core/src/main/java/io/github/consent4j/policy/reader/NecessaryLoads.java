package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.PolicyRules;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UrlPattern;
import java.util.List;
import java.util.Map;
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
        for (Service service : category.services()) {
          check(service);
        }
      }
    }
  }

  private void check(Service service) {
    Node where = usedAt.get(service.id());
    if (where == null) {
      return;
    }
    for (NamePattern name : service.loads().scripts()) {
      if (isAnyScript(name)) {
        problems.add(
            where,
            PolicyRules.OVERLAPPING_NECESSARY,
            "overlapping necessary claim: '"
                + name
                + "' of service '"
                + service.id()
                + "' would allow every script; name the file");
      }
    }
    for (Category category : categories) {
      if (!category.required()) {
        for (Service other : category.services()) {
          check(where, service, other);
        }
      }
    }
  }

  private void check(Node where, Service service, Service other) {
    for (UrlPattern own : service.loads().urls()) {
      for (UrlPattern their : other.loads().urls()) {
        if (own.meets(their) && !their.covers(own)) {
          report(where, service, own, other, their);
          break;
        }
      }
    }
    for (NamePattern own : service.loads().scripts()) {
      for (NamePattern their : other.loads().scripts()) {
        if (own.meets(their) && !their.covers(own)) {
          report(where, service, own, other, their);
          break;
        }
      }
    }
    for (String own : service.loads().inline()) {
      for (String their : other.loads().inline()) {
        if (their.contains(own) && !own.equals(their)) {
          report(where, service, own, other, their);
          break;
        }
      }
    }
  }

  private void report(Node where, Service service, Object own, Service other, Object their) {
    problems.add(
        where,
        PolicyRules.OVERLAPPING_NECESSARY,
        "overlapping necessary claim: '"
            + own
            + "' of service '"
            + service.id()
            + "' would also allow '"
            + their
            + "' of '"
            + other.id()
            + "', which is asked about; name no more than the service needs");
  }

  private static boolean isAnyScript(NamePattern name) {
    return name.glob().replaceAll("[*?.]|(?<=\\.)m?js$", "").isEmpty();
  }
}
