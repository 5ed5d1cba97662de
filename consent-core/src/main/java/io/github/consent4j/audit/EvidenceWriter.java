package io.github.consent4j.audit;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.seen.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Writes what was seen as members of the inventory. */
final class EvidenceWriter {

  private static final int MOST_PAGES = 5;

  private final JsonWriter json;

  EvidenceWriter(JsonWriter json) {
    this.json = json;
  }

  /** Writes what was seen of one item that is declared. */
  void declared(List<Seen.Item> seen) {
    write(seen.isEmpty() ? "declared" : "both", seen);
  }

  /** Writes the hosts and scripts of a service that were seen, in order. */
  void contacts(List<Seen.Item> seen) {
    named("contacts", "both", seen);
  }

  /** Writes what was seen and is not declared, in order. */
  void undeclared(List<Seen.Item> seen) {
    named("undeclared", "observed", seen);
  }

  /** Writes things by kind and name. What several observers have seen is one thing. */
  private void named(String member, String state, List<Seen.Item> seen) {
    json.beginArray(member);
    int start = 0;
    for (int end = 1; end <= seen.size(); end++) {
      if (end == seen.size() || !isSame(seen.get(start), seen.get(end))) {
        json.beginObject();
        json.field("kind", EnumName.of(seen.get(start).kind()));
        json.field("name", seen.get(start).name());
        write(state, seen.subList(start, end));
        json.endObject();
        start = end;
      }
    }
    json.endArray();
  }

  private static boolean isSame(Seen.Item one, Seen.Item other) {
    return one.kind() == other.kind() && one.name().equals(other.name());
  }

  private void write(String state, List<Seen.Item> seen) {
    json.beginObject("evidence");
    json.field("state", state);
    json.field("firstSeen", time(seen, Seen.Item::first, Comparator.naturalOrder()));
    json.field("lastSeen", time(seen, Seen.Item::last, Comparator.reverseOrder()));
    json.field("count", sum(seen, Seen.Item::count));
    json.beginObject("byConsent");
    json.field("before", sum(seen, item -> item.byConsent().before()));
    json.field("refused", sum(seen, item -> item.byConsent().refused()));
    json.field("allowed", sum(seen, item -> item.byConsent().allowed()));
    json.endObject();
    json.field("blocked", sum(seen, item -> item.byConsent().blocked()));
    json.field("pages", pages(seen));
    json.beginArray("observed");
    seen.forEach(item -> item.attributes().ifPresent(attributes -> write(item.name(), attributes)));
    json.endArray();
    json.endObject();
  }

  private void write(String name, Seen.Attributes attributes) {
    json.beginObject();
    json.field("name", name);
    json.field("domain", attributes.domain().orElse(null));
    json.field("hostOnly", attributes.domain().isEmpty());
    json.field("path", attributes.path().orElse(null));
    json.field("lifetime", attributes.lifetime().map(Duration::toString).orElse("session"));
    json.field("session", attributes.lifetime().isEmpty());
    json.field("secure", attributes.secure());
    json.field("httpOnly", attributes.httpOnly());
    json.field("sameSite", attributes.sameSite().orElse(null));
    json.endObject();
  }

  private static @Nullable String time(
      List<Seen.Item> seen, Function<Seen.Item, Instant> moment, Comparator<Instant> order) {
    return seen.stream().map(moment).min(order).map(Instant::toString).orElse(null);
  }

  private static long sum(List<Seen.Item> seen, ToLongFunction<Seen.Item> count) {
    return seen.stream().mapToLong(count).sum();
  }

  /** Returns paths alone, whoever has observed them. */
  private static Set<String> pages(List<Seen.Item> seen) {
    Set<String> pages = new LinkedHashSet<>();
    seen.stream()
        .flatMap(item -> item.pages().stream())
        .map(page -> page.replaceFirst("[?#].*$", ""))
        .distinct()
        .limit(MOST_PAGES)
        .forEach(pages::add);
    return pages;
  }
}
