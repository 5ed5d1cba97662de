package io.github.consent4j.cli;

import io.github.consent4j.policy.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places of a policy file, and of the files that it includes, where services and their rules
 * are declared. What the files do not declare comes from the catalogue. Immutable.
 *
 * @param places the places by the way to each, as the policy reader gives them
 */
record FilePlaces(Map<List<String>, String> places) {

  private static final String SERVICES = "services";

  /** The places of no file. */
  static final FilePlaces NONE = new FilePlaces(Map.of());

  FilePlaces {
    places = Map.copyOf(places);
  }

  /** Returns where a category names a service. */
  Optional<String> use(String category, String service) {
    return at("categories", category, SERVICES, service);
  }

  /** Returns where a file declares one of the addresses, scripts or markers of a service. */
  Optional<String> load(String service, String kind, String pattern) {
    return at(SERVICES, service, "loads", kind, pattern);
  }

  /** Returns where a file declares an item that a service stores. */
  Optional<String> stored(String service, String name) {
    return at(SERVICES, service, "stores", name);
  }

  /** Returns all places, by the way to each. */
  Map<List<String>, Problem.Place> all() {
    Map<List<String>, Problem.Place> all = new HashMap<>();
    places.forEach((way, text) -> all.put(way, place(text)));
    return all;
  }

  private static Problem.Place place(String text) {
    int column = text.lastIndexOf(':');
    int line = text.lastIndexOf(':', column - 1);
    return new Problem.Place(
        text.substring(0, line),
        Integer.parseInt(text.substring(line + 1, column)),
        Integer.parseInt(text.substring(column + 1)));
  }

  private Optional<String> at(String... way) {
    return Optional.ofNullable(places.get(List.of(way)));
  }
}
