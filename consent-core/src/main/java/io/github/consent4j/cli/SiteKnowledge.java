package io.github.consent4j.cli;

import io.github.consent4j.cli.Standing.Need;
import io.github.consent4j.cli.evidence.Contact;
import io.github.consent4j.cli.evidence.Stored;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known of what a site stores and contacts: from its policy, from its public inventory,
 * from the cookies of well-known tools that hold a decision, and from the catalogue. The first that
 * knows a thing counts. Not thread-safe.
 */
final class SiteKnowledge {

  private final Optional<Policy> policy;
  private final Optional<Explainer> declared;
  private final Optional<PublicInventory> inventory;
  private final KnownServices known;
  private final Explainer catalogue;
  private final String file;

  /**
   * @param policy the policy of the site
   * @param file the name of its file
   * @param inventory what the site itself publishes
   */
  SiteKnowledge(
      Optional<Policy> policy,
      String file,
      Optional<PublicInventory> inventory,
      KnownServices known,
      String host) {
    this.policy = policy;
    this.file = file;
    this.inventory = inventory;
    this.known = known;
    declared = policy.map(own -> new Explainer(own, FilePlaces.NONE, host));
    catalogue = new Explainer(known.policy(), FilePlaces.NONE, host);
  }

  /** Returns what is asked, in the order of its weight. */
  List<String> sources() {
    List<String> sources = new ArrayList<>();
    policy.ifPresent(own -> sources.add(file));
    inventory.ifPresent(own -> sources.add("inventory.json of the site"));
    sources.add("catalogue of " + ConsentCli.NAME + " " + CliVersion.number());
    return sources;
  }

  Standing of(Stored stored) {
    if (DecisionStores.holds(stored) || isOwnDecision(stored)) {
      return new Standing(Need.NONE, "it holds the visitor's decision");
    }
    Resource resource = resource(stored);
    if (stored.thirdParty()) {
      return stored.kind() == Stored.Kind.COOKIE ? foreign(stored) : Standing.UNKNOWN;
    }
    return of(resource)
        .or(() -> inventory.flatMap(own -> own.of(stored)))
        .orElseGet(() -> ofCatalogue(resource));
  }

  Standing of(Contact contact) {
    Resource resource =
        new Resource(Resource.Kind.URL, "https://" + contact.host() + contact.path());
    return of(resource)
        .or(() -> inventory.flatMap(own -> own.of(contact)))
        .orElseGet(() -> ofCatalogue(resource));
  }

  /** Returns whether the site itself declares something, in its policy or in its inventory. */
  boolean declares(Stored stored) {
    Resource resource = resource(stored);
    return !stored.thirdParty()
        && (of(resource).isPresent() || inventory.flatMap(own -> own.of(stored)).isPresent());
  }

  private static Resource resource(Stored stored) {
    boolean cookie = stored.kind() == Stored.Kind.COOKIE;
    return new Resource(cookie ? Resource.Kind.COOKIE : Resource.Kind.KEY, stored.name());
  }

  private boolean isOwnDecision(Stored stored) {
    return stored.kind() == Stored.Kind.COOKIE
        && !stored.thirdParty()
        && policy
            .map(own -> own.settings().cookie().name())
            .filter(stored.name()::equals)
            .isPresent();
  }

  private Optional<Standing> of(Resource resource) {
    return declared
        .map(own -> own.explain(resource, Optional.empty()))
        .filter(Explanation::isDeclared)
        .map(
            explanation -> {
              boolean required =
                  explanation.rules().stream().anyMatch(rule -> rule.category().required());
              String services =
                  explanation.rules().stream()
                      .map(rule -> rule.service().id())
                      .distinct()
                      .collect(Collectors.joining(", "));
              return new Standing(
                  required ? Need.NONE : Need.CONSENT, file + " declares it: " + services);
            });
  }

  private Standing foreign(Stored stored) {
    return standing(known.storing(stored.name(), stored.domain()));
  }

  private Standing ofCatalogue(Resource resource) {
    return standing(
        catalogue.explain(resource, Optional.empty()).rules().stream()
            .map(Explanation.Rule::service)
            .distinct()
            .toList());
  }

  /** Something counts as necessary if all services that have it are. */
  private Standing standing(List<Service> services) {
    if (services.isEmpty()) {
      return Standing.UNKNOWN;
    }
    boolean necessary =
        services.stream().allMatch(service -> known.category(service).equals("necessary"));
    return new Standing(
        necessary ? Need.NONE : Need.CONSENT,
        "the catalogue knows it: "
            + services.stream().map(Service::id).collect(Collectors.joining(" or ")));
  }
}
