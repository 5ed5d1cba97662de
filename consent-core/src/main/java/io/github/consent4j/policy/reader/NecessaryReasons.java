package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UrlPattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Checks that a third party that nobody is asked about has a reason. What visitors have not
 * requested needs their consent (ePrivacy directive, article 5 (3)), and their address goes to the
 * third party as soon as something is loaded from it. The services of the catalogue have been
 * looked at, so only those that the file itself declares are checked.
 */
final class NecessaryReasons {

  private final Node root;
  private final OwnHosts ownHosts;
  private final Map<String, Node> usedAt;
  private final Problems problems;

  NecessaryReasons(Node root, OwnHosts ownHosts, Map<String, Node> usedAt, Problems problems) {
    this.root = root;
    this.ownHosts = ownHosts;
    this.usedAt = usedAt;
    this.problems = problems;
  }

  void check(List<Category> categories) {
    for (Category category : categories) {
      if (category.required()) {
        category.services().forEach(this::check);
      }
    }
  }

  private void check(Service service) {
    Node declared = Nodes.child(Nodes.child(root, "services"), service.id());
    Node where = usedAt.get(service.id());
    if (declared == null || where == null || Nodes.child(declared, "provider") == null) {
      return;
    }
    boolean reason =
        Nodes.child(declared, "necessity") != null
            || service.stores().stream().anyMatch(stored -> stored.necessity().isPresent());
    Optional<UrlPattern> foreign =
        service.loads().urls().stream().filter(url -> !ownHosts.isOwn(url)).findFirst();
    if (!reason && foreign.isPresent()) {
      problems.add(
          where,
          "necessary-without-reason",
          "service '"
              + service.id()
              + "' loads from '"
              + foreign.get()
              + "', a third party, without asking; say why the site cannot do without it, as in"
              + " 'necessity: Keeps robots out of the form that was opened.' in the service, or"
              + " move it to a category that asks");
    }
  }
}
