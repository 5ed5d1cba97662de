package io.github.consent4j.page;

import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.page.markup.Element;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Loads;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Writes the reference to {@code page.js}, with the data that the guard does not have. Immutable.
 */
final class PageScript {

  /**
   * Identifiers of the categories and services that visitors are not asked about. The guard does
   * not contain their names.
   */
  private final List<String> alwaysAllowed = new ArrayList<>();

  /**
   * Services that need a reload of the page when they are allowed: either a part of them runs
   * already, or they wait for any decision and only the site can set their cookies.
   */
  private final List<String> reloading = new ArrayList<>();

  private final Policy policy;

  PageScript(Policy policy) {
    this.policy = policy;
    List<Loads> running = new ArrayList<>();
    for (Category category : policy.categories()) {
      if (category.isAlwaysOpen()) {
        alwaysAllowed.add(category.id());
        category.services().stream().map(Service::id).forEach(alwaysAllowed::add);
        category.services().stream().map(Service::loads).forEach(running::add);
      }
    }
    for (Category category : policy.categories()) {
      if (!category.isAlwaysOpen()) {
        category.services().stream()
            .filter(service -> category.required() || runsIn(running, service.loads()))
            .map(Service::id)
            .forEach(reloading::add);
      }
    }
  }

  private static boolean runsIn(List<Loads> running, Loads loads) {
    return running.stream().anyMatch(other -> share(other, loads));
  }

  private static boolean share(Loads one, Loads other) {
    return !Collections.disjoint(one.urls(), other.urls())
        || !Collections.disjoint(one.scripts(), other.scripts());
  }

  /**
   * Returns what the visitor has allowed. It is empty in a page that everybody shares, because
   * there the browser knows.
   */
  String allowed(View view) {
    if (view.shared()) {
      return "";
    }
    AllowedServices allowance = AllowedServices.of(view.consent());
    List<String> allowed = new ArrayList<>();
    for (Category category : policy.categories()) {
      List<String> services =
          category.services().stream()
              .map(Service::id)
              .filter(id -> allowance.allows(policy.indexOf(id)))
              .toList();
      if (!category.isAlwaysOpen() && !services.isEmpty()) {
        allowed.addAll(services);
        if (services.size() == category.services().size()) {
          allowed.add(category.id());
        }
      }
    }
    return String.join(" ", allowed);
  }

  Element element(View view, Parts parts) {
    return parts
        .script("page.js")
        .flag("defer")
        .flag(ConsentAttribute.UI.attribute())
        .attr(ConsentAttribute.ALWAYS.attribute(), String.join(" ", alwaysAllowed))
        .attr(ConsentAttribute.ALLOWED.attribute(), allowed(view))
        .flagIf(!view.shared() && view.consent().isMade(), ConsentAttribute.MADE.attribute())
        .flagIf(view.shared(), ConsentAttribute.SHARED.attribute())
        .attr(ConsentAttribute.AGAIN.attribute(), String.join(" ", reloading))
        .attr(ConsentAttribute.MORE.attribute(), parts.addressOf("shared.js"))
        .attr(ConsentAttribute.RULES.attribute(), parts.addressOf("rules.js"))
        .attr(ConsentAttribute.SWAP.attribute(), parts.addressOf("swap.js"));
  }
}
