package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.PolicyRules;
import io.github.consent4j.known.KnownService;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UrlPattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Checks that a third party that nobody is asked about has a reason. What visitors have not
 * requested needs their consent (ePrivacy directive, article 5 (3)), and their address goes to the
 * third party as soon as something is loaded from it. Services that the catalogue puts under
 * necessary or functional have been looked at, so that they need no reason of their own.
 */
final class NecessaryReasons {

  private final Node root;
  private final OwnHosts ownHosts;
  private final Map<String, Node> usedAt;
  private final Function<String, @Nullable String> usualCategory;
  private final Problems problems;

  /**
   * @param usualCategory returns the category in which most sites put a service; null if the
   *     catalogue does not know it
   */
  NecessaryReasons(
      Node root,
      OwnHosts ownHosts,
      Map<String, Node> usedAt,
      Function<String, @Nullable String> usualCategory,
      Problems problems) {
    this.root = root;
    this.ownHosts = ownHosts;
    this.usedAt = usedAt;
    this.usualCategory = usualCategory;
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
    Node where = usedAt.get(service.id());
    Node declared = Nodes.child(Nodes.child(root, "services"), service.id());
    if (where == null || isReasoned(service, declared)) {
      return;
    }
    String usual = usualCategory.apply(service.id());
    boolean hasProvider = Nodes.child(declared, "provider") != null;
    Optional<UrlPattern> foreign =
        service.loads().urls().stream()
            .filter(url -> hasProvider ? !ownHosts.isOwn(url) : !ownHosts.isOfDomain(url))
            .findFirst();
    if (foreign.isPresent() && hasProvider) {
      problems.add(where, PolicyRules.NECESSARY_WITHOUT_REASON, thirdParty(service, foreign.get()));
    } else if (usual != null && new KnownService(service.id(), usual).needsConsent()) {
      problems.add(where, PolicyRules.NECESSARY_WITHOUT_REASON, asked(service, usual));
    } else if (foreign.isPresent() && declared != null && usual == null) {
      checkOwnHost(service, foreign.get(), where);
    }
  }

  private static String thirdParty(Service service, UrlPattern foreign) {
    return "service '"
        + service.id()
        + "' loads from '"
        + foreign
        + "', a third party, without asking; say why the site cannot do without it, as in"
        + " 'necessity: Keeps robots out of the form that was opened.' in the service, or"
        + " move it to a category that asks";
  }

  private static String asked(Service service, String usual) {
    return "service '"
        + service.id()
        + "' belongs to '"
        + usual
        + "', about which visitors are asked; say why the site cannot do without it, as in"
        + " 'services: { "
        + service.id()
        + ": { necessity: Shows the lecture that was opened. } }', or move it to a category that"
        + " asks";
  }

  /** Returns whether the service has a reason, or the file has one for something it stores. */
  private static boolean isReasoned(Service service, @Nullable Node declared) {
    return service.necessity().isPresent()
        || Nodes.items(Nodes.child(declared, "stores")).stream()
            .anyMatch(item -> Nodes.child(item, "necessity") != null);
  }

  /** A host without a provider may be the site's own; what the file says of its hosts decides. */
  private void checkOwnHost(Service service, UrlPattern foreign, Node where) {
    String message =
        "service '"
            + service.id()
            + "' loads from '"
            + foreign
            + "' without asking, and names no provider; if the host is the site's own, say so in"
            + " 'own-hosts'; if not, name the 'provider' and the 'necessity', or move it to a"
            + " category that asks";
    if (ownHosts.areKnown()) {
      problems.add(where, PolicyRules.NECESSARY_WITHOUT_REASON, message);
    } else {
      problems.add(where, PolicyRules.PERHAPS_THIRD_PARTY, message);
    }
  }
}
