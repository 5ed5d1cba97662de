package io.github.consent4j.audit;

import io.github.consent4j.audit.item.Sightings;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.seen.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

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
    Sightings all = new Sightings(seen);
    json.field("firstSeen", all.first().map(Instant::toString).orElse(null));
    json.field("lastSeen", all.last().map(Instant::toString).orElse(null));
    json.field("count", all.count());
    Seen.ByConsent counts = all.byConsent();
    json.beginObject("byConsent");
    json.field("before", counts.before());
    json.field("refused", counts.refused());
    json.field("allowed", counts.allowed());
    json.endObject();
    json.field("blocked", counts.blocked());
    json.field("pages", pages(all));
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

  /** Returns paths alone, whoever has observed them. */
  private static List<String> pages(Sightings seen) {
    return seen.pages()
        .map(page -> page.replaceFirst("[?#].*$", ""))
        .distinct()
        .limit(MOST_PAGES)
        .toList();
  }
}
