package io.github.consent4j.cli.observation;

import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.GeneralName;
import io.github.consent4j.seen.journal.SeenList;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what a tool has seen, one item for each kind and generalised name. Not thread-safe. */
final class ObservedItems {

  private static final int MOST_ITEMS = 10_000;

  private record Key(Seen.Kind kind, String name) {}

  private final Map<Key, Seen.Item> items = new LinkedHashMap<>();

  /**
   * One or more occurrences of a thing.
   *
   * @param when the time of the occurrence
   * @param page path of the page; empty if it is not known
   * @param times how many occurrences there are; more than zero
   * @param byConsent in which state of consent they are
   */
  record Occurrence(Instant when, Optional<String> page, long times, Seen.ByConsent byConsent) {}

  /**
   * Adds occurrences of a thing.
   *
   * @throws UnexpectedException if there are far more things than a site has
   */
  void add(Seen.Kind kind, String name, Occurrence seen) throws UnexpectedException {
    add(kind, name, seen, Optional.empty());
  }

  /**
   * Adds occurrences of a cookie that is set.
   *
   * @throws UnexpectedException if there are far more things than a site has
   */
  void addCookie(String name, Seen.Attributes attributes, Occurrence seen)
      throws UnexpectedException {
    add(Seen.Kind.COOKIE, name, seen, Optional.of(attributes));
  }

  private void add(
      Seen.Kind kind, String name, Occurrence seen, Optional<Seen.Attributes> attributes)
      throws UnexpectedException {
    String shown = shown(name);
    String general = kind == Seen.Kind.HOST ? shown : GeneralName.of(shown);
    Seen.Item item =
        SeenList.item(
            kind,
            general,
            Optional.empty(), // another tool does not know the policy
            seen.page().map(GeneralName::ofPath).stream().toList(),
            seen.when(),
            seen.when(),
            seen.times(),
            seen.byConsent(),
            attributes);
    items.merge(new Key(kind, general), item, (earlier, latest) -> SeenList.sum(latest, earlier));
    if (items.size() > MOST_ITEMS) {
      throw new UnexpectedException(
          "expected at most " + MOST_ITEMS + " different names, as one site has them");
    }
  }

  /** Returns a name without characters that change the text around it. */
  private static String shown(String name) {
    return name.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
  }

  /** Returns the items by kind and name. */
  List<Seen.Item> all() {
    return items.values().stream()
        .sorted(Comparator.comparing(Seen.Item::kind).thenComparing(Seen.Item::name))
        .toList();
  }
}
