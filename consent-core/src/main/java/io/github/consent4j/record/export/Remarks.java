package io.github.consent4j.record.export;

import io.github.consent4j.record.export.PolicyFacts.Party;
import io.github.consent4j.record.export.PolicyFacts.ServiceFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a standard asks for and the policy of a record did not say. */
final class Remarks {

  static final String JURISDICTION = "jurisdiction: the policy has no place for it";

  private Remarks() {}

  /** Returns what is missing about the controller. */
  static List<String> controller(PolicyFacts policy) {
    Optional<Party> controller = policy.controller();
    List<String> missing = new ArrayList<>();
    if (!policy.isKnown()) {
      missing.add("the inventory of the policy is not in the store");
    } else if (controller.isEmpty()) {
      missing.add("the policy names no controller");
    } else {
      if (controller.get().address().isEmpty()) {
        missing.add("the policy names no address of the controller");
      }
      if (controller.get().contact().isEmpty()) {
        missing.add("the policy names no contact of the controller");
      }
    }
    return missing;
  }

  /** Returns what is missing about a service. */
  static List<String> service(String id, PolicyFacts policy) {
    Optional<ServiceFacts> facts = policy.service(id);
    if (facts.isEmpty()) {
      return policy.isKnown() ? List.of("the policy names no such service") : List.of();
    }
    List<String> missing = new ArrayList<>();
    if (facts.get().provider().isEmpty()) {
      missing.add("a category without services");
      return missing;
    }
    if (facts.get().dataTypes().byLanguage().isEmpty()) {
      missing.add("the policy names no types of data");
    }
    if (facts.get().retention().byLanguage().isEmpty()) {
      missing.add("the policy does not say how long data is kept behind the service");
    }
    Party provider = facts.get().provider().get();
    if (provider.country().isEmpty() && policy.recipient(facts.get()).isPresent()) {
      missing.add("the policy names no country of the provider");
    }
    if (provider.unconfirmed()) {
      missing.add("nobody has confirmed the provider");
    }
    return missing;
  }
}
