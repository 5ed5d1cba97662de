package io.github.consent4j.gate.cookie;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The domains and paths with which the cookies of one declared name were set recently. Browsers
 * delete a cookie only if domain and path are the same. No values and only a limited number of
 * places are stored. Thread-safe.
 */
final class CookiePlaces {

  /** The maximum number of places for one declared name. */
  static final int MOST = 8;

  private static final int LONGEST_PATH = 200;

  /** One place. The domain is empty for a cookie of the host alone. */
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
