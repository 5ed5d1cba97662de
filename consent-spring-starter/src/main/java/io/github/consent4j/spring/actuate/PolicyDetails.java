package io.github.consent4j.spring.actuate;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.servlet.PolicyReload;
import io.github.consent4j.servlet.PolicyStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The policy in force, as the actuator shows it. */
final class PolicyDetails {

  private PolicyDetails() {}

  /** Returns the policy of the application, without those of further sites. */
  static Map<String, Object> of(PolicyStatus status, Policy policy) {
    Map<String, Object> details = of(status);
    putContents(policy, details);
    return details;
  }

  /** Returns which policy is in force. */
  static Map<String, Object> of(PolicyStatus status) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("source", status.source());
    details.put("revision", status.revision());
    details.put("since", status.since().toString());
    details.put("problems", status.problems());
    return details;
  }

  /** Returns the result of an attempt to read the policy again. */
  static Map<String, Object> of(PolicyReload reload) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("succeeded", reload.succeeded());
    details.put("visitorsAskedAgain", reload.asksAgain());
    details.put("revisionBefore", reload.before().revision());
    details.putAll(of(reload.after()));
    return details;
  }

  /** Returns the further sites of the application by address; empty if there are none. */
  static Map<String, Object> sites(Policy policy) {
    Map<String, Object> sites = new LinkedHashMap<>();
    policy
        .sites()
        .forEach(
            (address, site) -> {
              Map<String, Object> details = new LinkedHashMap<>();
              details.put("basePath", site.settings().basePath());
              putContents(site, details);
              sites.put(address.toString(), details);
            });
    return sites;
  }

  private static void putContents(Policy policy, Map<String, Object> details) {
    details.put("needsConsent", needsConsent(policy));
    details.put("categories", categories(policy));
    details.put("notEnforced", notEnforced(policy));
  }

  private static String needsConsent(Policy policy) {
    return policy.settings().consentByRequest() ? "by-request" : "always";
  }

  private static List<Map<String, Object>> categories(Policy policy) {
    List<Map<String, Object>> categories = new ArrayList<>();
    for (Category category : policy.categories()) {
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("id", category.id());
      details.put("required", category.required());
      details.put("enforce", category.enforce().id());
      details.put("services", category.services().stream().map(Service::id).toList());
      categories.add(details);
    }
    return categories;
  }

  /** Returns what the policy names and nothing is held back of, with the reason. */
  private static List<Map<String, Object>> notEnforced(Policy policy) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Category category : policy.categories()) {
      if (category.enforce() != Enforcement.ON) {
        all.add(
            Map.of("category", category.id(), "reason", "'enforce' is " + category.enforce().id()));
      }
      if (!category.required()) {
        category.services().stream()
            .filter(service -> !service.canBeHeldBack())
            .forEach(
                service ->
                    all.add(
                        Map.of(
                            "category",
                            category.id(),
                            "service",
                            service.id(),
                            "reason",
                            "the policy does not say what it stores and loads")));
      }
    }
    return all;
  }

  /** Returns the identifiers of the services of all sites. */
  static Set<String> services(Policy policy) {
    Set<String> ids = new TreeSet<>();
    Stream.concat(Stream.of(policy), policy.sites().values().stream())
        .flatMap(site -> site.services().stream())
        .forEach(service -> ids.add(service.id()));
    return ids;
  }
}
