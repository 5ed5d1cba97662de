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

  /** Writes things that were seen, one object each. */
  void contacts(List<Seen.Item> seen) {
    json.beginArray("contacts");
    seen.forEach(item -> named(item, "both"));
    json.endArray();
  }

  /** Writes things that were seen and are not declared, one object each. */
  void undeclared(List<Seen.Item> seen) {
    json.beginArray("undeclared");
    seen.forEach(item -> named(item, "observed"));
    json.endArray();
  }

  private void named(Seen.Item item, String state) {
    json.beginObject();
    json.field("kind", EnumName.of(item.kind()));
    json.field("name", item.name());
    write(state, List.of(item));
    json.endObject();
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
    seen.forEach(
        item -> item.attributes().ifPresent(attributes -> write(item.name(), attributes)));
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

  private static String time(
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
