package io.github.consent4j.cli.observed;

import io.github.consent4j.cli.observed.Observation.Vantage;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.seen.Seen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One thing with what all observations saw of it. Immutable.
 *
 * @param name the generalised name
 * @param services the services that declared it when it was seen
 * @param pages the first pages that it was seen on
 * @param byConsent the sum of all observations
 * @param sightings the attributes of a cookie, one for each observation that has them
 */
record SeenThing(
    Seen.Kind kind,
    String name,
    Set<String> services,
    Set<String> pages,
    Seen.ByConsent byConsent,
    List<Sighting> sightings) {

  /** The attributes of a cookie, and from where they were seen. */
  record Sighting(Vantage vantage, Seen.Attributes attributes) {}

  private record Key(Seen.Kind kind, String name) {}

  SeenThing {
    services = Set.copyOf(services);
    sightings = List.copyOf(sightings);
  }

  /** Returns everything that was seen, the first first. */
  static Collection<SeenThing> of(List<Observation> observations) {
    Map<Key, SeenThing> all = new LinkedHashMap<>();
    for (Observation observation : observations) {
      for (Seen.Item item : observation.items()) {
        SeenThing thing = of(item, observation.vantage());
        all.merge(new Key(item.kind(), item.name()), thing, SeenThing::plus);
      }
    }
    return all.values();
  }

  private static SeenThing of(Seen.Item item, Vantage vantage) {
    return new SeenThing(
        item.kind(),
        item.name(),
        item.service().map(Set::of).orElse(Set.of()),
        new LinkedHashSet<>(item.pages()),
        item.byConsent(),
        item.attributes().map(each -> List.of(new Sighting(vantage, each))).orElse(List.of()));
  }

  private SeenThing plus(SeenThing other) {
    Set<String> allServices = new LinkedHashSet<>(services);
    allServices.addAll(other.services);
    Set<String> allPages = new LinkedHashSet<>(pages);
    allPages.addAll(other.pages);
    List<Sighting> allSightings = new ArrayList<>(sightings);
    allSightings.addAll(other.sightings);
    return new SeenThing(
        kind, name, allServices, allPages, byConsent.plus(other.byConsent), allSightings);
  }

  boolean isKey() {
    return kind == Seen.Kind.LOCAL_STORAGE || kind == Seen.Kind.SESSION_STORAGE;
  }

  /** Returns how many times it was neither allowed nor held back. */
  long withoutConsent() {
    return Math.max(0, byConsent.before() + byConsent.refused() - byConsent.blocked());
  }

  /** Returns the words for it, such as {@code cookie '_ga'}. */
  String words() {
    return EnumName.of(kind).replace('-', ' ') + (isKey() ? " key '" : " '") + name + "'";
  }

  /** Returns what it is and its name, such as {@code cookie _ga}. */
  String subject() {
    return EnumName.of(kind) + ' ' + name;
  }

  /** Returns where it was seen, with a comma before it; empty if that is not known. */
  String where() {
    Optional<String> page = pages.stream().findFirst();
    return page.map(path -> ", first on " + path).orElse("");
  }
}
