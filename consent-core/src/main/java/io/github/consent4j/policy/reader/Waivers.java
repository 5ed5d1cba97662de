package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.FileRules;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.audit.rule.Rules;
import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.text.Suggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/**
 * Reads {@code audit}: which warnings and notes the operator accepts, and why. Not thread-safe.
 *
 * <p>A waiver for a service covers what stands below the service, and each place that names it. One
 * for a category covers what stands below the category, and its services.
 */
final class Waivers {

  static final String KEY = "audit";

  private static final String SERVICES = "services";
  private static final String CATEGORIES = "categories";

  private final Map<Policy.Waiver, Node> waivers = new LinkedHashMap<>();
  private final Set<Policy.Waiver> used = new HashSet<>();
  private final Node root;

  Waivers(Fields file, Problems problems) {
    root = file.node();
    Fields audit = file.fields(KEY);
    if (audit == null) {
      return;
    }
    for (Fields item : audit.fieldsList("waive", "a waiver")) {
      Policy.Waiver waiver = read(item, problems);
      if (waiver != null && waivers.putIfAbsent(waiver, item.place("rule")) != null) {
        problems.add(item.place("rule"), FileRules.INVALID_WAIVER, "this waiver stands twice");
      }
    }
    audit.end();
  }

  private Policy.@Nullable Waiver read(Fields item, Problems problems) {
    item.requireKeys("rule", "reason");
    String id = item.text("rule");
    Optional<String> service = known(item, "service", SERVICES);
    Optional<String> category = known(item, "category", CATEGORIES);
    String reason = item.text("reason");
    item.end();
    if (id == null || reason == null) {
      return null;
    }
    Optional<Rule> rule =
        Rules.ofWaivers().stream().filter(each -> each.id().equals(id)).findFirst();
    if (rule.isEmpty()) {
      problems.add(
          item.place("rule"),
          FileRules.INVALID_WAIVER,
          "there is no rule '" + id + "'" + Suggestions.didYouMean(id, waivable()));
      return null;
    }
    if (rule.get().severity() == Severity.ERROR || rule.get() == FileRules.UNUSED_WAIVER) {
      problems.add(
          item.place("rule"),
          FileRules.INVALID_WAIVER,
          "'" + id + "' cannot be waived: " + rule.get().action());
      return null;
    }
    return new Policy.Waiver(id, service, category, reason);
  }

  private static List<String> waivable() {
    return Rules.ofWaivers().stream()
        .filter(rule -> rule.severity() != Severity.ERROR)
        .map(Rule::id)
        .toList();
  }

  /** Reads the service or category of a waiver, which has to stand in the file. */
  private Optional<String> known(Fields item, String key, String where) {
    String id = item.text(key);
    if (id == null) {
      return Optional.empty();
    }
    Set<String> known = new HashSet<>();
    for (Node each : roots()) {
      for (NodeTuple entry : Nodes.entries(Nodes.child(each, where))) {
        known.add(Nodes.text(entry.getKeyNode()));
      }
      if (where.equals(SERVICES)) {
        for (NodeTuple category : Nodes.entries(Nodes.child(each, CATEGORIES))) {
          used(category.getValueNode()).forEach(node -> known.add(Nodes.text(node)));
        }
      }
    }
    if (!known.contains(id)) {
      item.report(
          key, "the file has no " + key + " '" + id + "'" + Suggestions.didYouMean(id, known));
    }
    return Optional.of(id);
  }

  /** Returns the file, and each of its sites. */
  private List<Node> roots() {
    List<Node> roots = new ArrayList<>();
    roots.add(root);
    roots.addAll(Nodes.items(Nodes.child(root, "sites")));
    return roots;
  }

  private static List<Node> used(Node category) {
    return Nodes.items(Nodes.child(category, SERVICES));
  }

  List<Policy.Waiver> all() {
    return List.copyOf(waivers.keySet());
  }

  /** Returns what was found, with what is waived apart from the rest. */
  PolicyCheck sort(Optional<Policy> policy, List<Problem> found) {
    List<Problem> problems = new ArrayList<>();
    List<Problem> notes = new ArrayList<>();
    List<PolicyCheck.Waived> waived = new ArrayList<>();
    Map<Policy.Waiver, Set<Problem.Place>> covered = new LinkedHashMap<>();
    waivers.keySet().forEach(waiver -> covered.put(waiver, places(waiver)));
    for (Problem problem : found) {
      Optional<Policy.Waiver> waiver =
          covered.entrySet().stream()
              .filter(entry -> covers(entry.getKey(), entry.getValue(), problem))
              .map(Map.Entry::getKey)
              .findFirst();
      if (waiver.isPresent()) {
        used.add(waiver.get());
        waived.add(new PolicyCheck.Waived(problem, waiver.get().reason()));
      } else if (problem.severity() == Problem.Severity.NOTE) {
        notes.add(problem);
      } else {
        problems.add(problem);
      }
    }
    if (policy.isPresent()) {
      // With errors, the rules of the finished policy have not been looked at.
      problems.addAll(unused());
    }
    return new PolicyCheck(policy, problems, notes, waived);
  }

  private static boolean covers(Policy.Waiver waiver, Set<Problem.Place> places, Problem problem) {
    boolean everywhere = waiver.service().isEmpty() && waiver.category().isEmpty();
    return !problem.isError()
        && problem.rule().equals(waiver.rule())
        && (everywhere || places.contains(problem.place()));
  }

  private List<Problem> unused() {
    Problems unused = new Problems();
    waivers.forEach(
        (waiver, where) -> {
          boolean isOfFile =
              Rules.ofFiles().stream().anyMatch(rule -> rule.id().equals(waiver.rule()));
          if (isOfFile && !used.contains(waiver)) {
            unused.add(
                where,
                FileRules.UNUSED_WAIVER,
                "nothing breaks the rule '"
                    + waiver.rule()
                    + "'"
                    + waiver.service().map(id -> " in the service '" + id + "'").orElse("")
                    + waiver.category().map(id -> " in the category '" + id + "'").orElse("")
                    + ", so that there is nothing to waive; remove the waiver");
          }
        });
    return unused.all();
  }

  private Set<Problem.Place> places(Policy.Waiver waiver) {
    Set<Problem.Place> places = new HashSet<>();
    for (Node each : roots()) {
      waiver.service().ifPresent(id -> addService(each, id, places));
      for (NodeTuple category : Nodes.entries(Nodes.child(each, CATEGORIES))) {
        if (waiver.category().equals(Optional.of(Nodes.text(category.getKeyNode())))) {
          add(category.getKeyNode(), places);
          add(category.getValueNode(), places);
          used(category.getValueNode())
              .forEach(service -> addService(root, Nodes.text(service), places));
        }
      }
    }
    return places;
  }

  private static void addService(Node root, String id, Set<Problem.Place> places) {
    for (NodeTuple service : Nodes.entries(Nodes.child(root, SERVICES))) {
      if (Nodes.text(service.getKeyNode()).equals(id)) {
        add(service.getKeyNode(), places);
        add(service.getValueNode(), places);
      }
    }
    for (NodeTuple category : Nodes.entries(Nodes.child(root, CATEGORIES))) {
      used(category.getValueNode()).stream()
          .filter(node -> Nodes.text(node).equals(id))
          .forEach(node -> places.add(Nodes.placeOf(node)));
    }
  }

  private static void add(Node node, Set<Problem.Place> places) {
    Nodes.each(node, each -> places.add(Nodes.placeOf(each)));
  }
}
