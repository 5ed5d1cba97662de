package io.github.consent4j.cli.observation;

import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.GeneralName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers what a tool has seen, one item for each kind and generalised name. Not thread-safe. */
final class ObservedItems {

  private static final int MOST_ITEMS = 10_000;
  private static final int MOST_PAGES = 5;

  private record Key(Seen.Kind kind, String name) {}

  private static final class Draft {
    private final Set<String> pages = new LinkedHashSet<>();
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private long count;
    private Seen.ByConsent byConsent = Seen.ByConsent.NONE;
    private Seen.@Nullable Attributes attributes;
  }

  private final Map<Key, Draft> drafts = new LinkedHashMap<>();

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
    draft(kind, name, seen);
  }

  /**
   * Adds occurrences of a cookie that is set.
   *
   * @throws UnexpectedException if there are far more things than a site has
   */
  void addCookie(String name, Seen.Attributes attributes, Occurrence seen)
      throws UnexpectedException {
    draft(Seen.Kind.COOKIE, name, seen).attributes = attributes;
  }

  private Draft draft(Seen.Kind kind, String name, Occurrence seen) throws UnexpectedException {
    String shown = shown(name);
    Key key = new Key(kind, kind == Seen.Kind.HOST ? shown : GeneralName.of(shown));
    Draft draft = drafts.computeIfAbsent(key, added -> new Draft());
    if (drafts.size() > MOST_ITEMS) {
      throw new UnexpectedException(
          "expected at most " + MOST_ITEMS + " different names, as one site has them");
    }
    draft.first = seen.when().isBefore(draft.first) ? seen.when() : draft.first;
    draft.last = seen.when().isAfter(draft.last) ? seen.when() : draft.last;
    draft.count += seen.times();
    draft.byConsent = draft.byConsent.plus(seen.byConsent());
    if (draft.pages.size() < MOST_PAGES) {
      seen.page().map(GeneralName::ofPath).ifPresent(draft.pages::add);
    }
    return draft;
  }

  /** Returns a name without characters that change the text around it. */
  private static String shown(String name) {
    return name.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
  }

  /** Returns the items by kind and name. */
  List<Seen.Item> all() {
    List<Seen.Item> items = new ArrayList<>();
    drafts.forEach(
        (key, draft) ->
            items.add(
                new ObservedItem(
                    key.kind(),
                    key.name(),
                    List.copyOf(draft.pages),
                    draft.first,
                    draft.last,
                    draft.count,
                    draft.byConsent,
                    Optional.ofNullable(draft.attributes))));
    items.sort(Comparator.comparing(Seen.Item::kind).thenComparing(Seen.Item::name));
    return items;
  }
}
