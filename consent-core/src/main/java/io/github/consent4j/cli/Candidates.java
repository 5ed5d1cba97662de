package io.github.consent4j.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The services of the catalogue that things seen at a site may belong to. Some cookies and hosts
 * belong to one of several services, and only the operator knows to which. Not thread-safe.
 */
final class Candidates {

  private final Map<String, List<String>> byThing = new LinkedHashMap<>();

  /**
   * Adds a thing.
   *
   * @param thing what was seen, such as {@code cookie '_ga'}
   * @param services the services that it may belong to; not empty
   */
  void add(String thing, List<String> services) {
    byThing.putIfAbsent(thing, List.copyOf(services));
  }

  /**
   * Adds to a draft the services that are beyond doubt. A thing of several services is explained by
   * one that the draft names already.
   *
   * @return what the operator has to decide, a line each
   */
  List<String> into(PolicyDraft draft, KnownServices known) {
    byThing.values().stream()
        .filter(services -> services.size() == 1)
        .forEach(services -> add(draft, known, services.get(0)));
    return byThing.entrySet().stream()
        .filter(entry -> entry.getValue().stream().noneMatch(draft::names))
        .map(
            entry ->
                entry.getKey()
                    + " may belong to "
                    + String.join(" or ", entry.getValue())
                    + ": add the one that the site uses")
        .toList();
  }

  private static void add(PolicyDraft draft, KnownServices known, String id) {
    Optional.of(id)
        .flatMap(known::service)
        .ifPresent(service -> draft.add(known.category(service), id));
  }
}
