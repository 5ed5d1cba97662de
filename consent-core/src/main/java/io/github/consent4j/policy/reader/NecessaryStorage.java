package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.PolicyRules;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Service;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Checks that nothing is allowed as necessary by mistake. An item in a required category is allowed
 * without a question, and so is everything that its pattern covers (EDPB Cookie Banner Taskforce
 * report of 17 January 2023, paragraphs 26 to 30).
 */
final class NecessaryStorage {

  private final Catalogue catalogue;
  private final List<Category> categories;
  private final Map<String, Node> usedAt;
  private final Problems problems;

  NecessaryStorage(
      Catalogue catalogue, List<Category> categories, Map<String, Node> usedAt, Problems problems) {
    this.catalogue = catalogue;
    this.categories = categories;
    this.usedAt = usedAt;
    this.problems = problems;
  }

  void check() {
    for (Category category : categories) {
      if (category.required()) {
        for (Service service : category.services()) {
          for (CookieDescriptor stored : service.stores()) {
            checkReason(service, stored);
          }
          for (CookieDescriptor stored : service.storesOnSite()) {
            checkPattern(service, stored);
          }
        }
      }
    }
  }

  private void checkReason(Service service, CookieDescriptor stored) {
    Node where = usedAt.get(service.id());
    if (where == null) {
      return;
    }
    boolean hasReason = stored.necessity().isPresent() || service.necessity().isPresent();
    if (!hasReason && catalogue.isTracking(stored.name())) {
      problems.add(
          where,
          PolicyRules.MISCLASSIFIED_ESSENTIAL,
          "'"
              + stored.name()
              + "' of service '"
              + service.id()
              + "' is known to measure or advertise; to call it necessary, give the reason under"
              + " 'necessity', else move the service to a category that asks");
    }
  }

  private void checkPattern(Service service, CookieDescriptor stored) {
    Node where = usedAt.get(service.id());
    if (where == null || stored.name().isLiteral()) {
      return;
    }
    for (Category category : categories) {
      if (category.required()) {
        continue;
      }
      for (Service other : category.services()) {
        other.storesOnSite().stream()
            .filter(item -> item.kind() == stored.kind())
            .filter(item -> stored.name().matches(item.name().glob()))
            .findFirst()
            .ifPresent(
                item ->
                    problems.add(
                        where,
                        PolicyRules.OVERLAPPING_NECESSARY,
                        "overlapping necessary claim: '"
                            + stored.name()
                            + "' of service '"
                            + service.id()
                            + "' would also allow '"
                            + item.name()
                            + "' of '"
                            + other.id()
                            + "', which is asked about; name the cookies one by one"));
      }
    }
  }
}
