package io.github.consent4j.gate.cookie;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Under which domains and paths the cookies of one declared name were set lately. Browsers delete a
 * cookie only under the very place where it was set. Remembers no value and a bounded number of
 * places. Thread-safe.
 */
final class CookiePlaces {

  /** As many places as are remembered of one declared name. */
  static final int MOST = 8;

  private static final int LONGEST_PATH = 200;

  /** One place; the domain is empty for the host alone. */
  record Place(Optional<String> domain, String path, boolean partitioned) {

    private boolean isDefault() {
      return domain.isEmpty() && path.equals("/") && !partitioned;
    }
  }

  private volatile List<Place> places = List.of();

  List<Place> all() {
    return places;
  }

  void remember(Place place) {
    boolean isNew =
        !place.isDefault()
            && place.path().length() <= LONGEST_PATH
            && SetCookie.isPath(place.path())
            && !places.contains(place);
    if (isNew) {
      add(place);
    }
  }

  private synchronized void add(Place place) {
    List<Place> more = new ArrayList<>(places);
    more.remove(place);
    if (more.size() == MOST) {
      more.remove(0);
    }
    more.add(place);
    places = List.copyOf(more);
  }
}
