package io.github.consent4j.cli.form;

import io.github.consent4j.audit.item.DeclaredItem;
import io.github.consent4j.audit.item.DeclaredItems;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.page.TableWords;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes what a policy stores as knowledge bases of the EDPB Website Auditing Tool, one of cookies
 * and one of keys in the local storage. The tool knows nothing else. Immutable and thread-safe.
 */
public final class EdpbKnowledge {

  /** The domain of knowledge that the tool finds by its name alone. */
  private static final String ANY_DOMAIN = "*";

  private final DeclaredItems items;
  private final TableWords words;
  private final String at;

  /**
   * @param policy the policy to list
   * @param language a language tag; what is not there in this language is in the policy's default
   *     language
   * @param at when the policy was written
   */
  public EdpbKnowledge(Policy policy, String language, Instant at) {
    this.items = new DeclaredItems(policy);
    this.words = new TableWords(policy, language);
    this.at = at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Returns the items that the tool has no place for, by their identifiers. */
  public List<String> leftOut() {
    return items
        .all()
        .filter(item -> !isCookie(item) && !isKey(item))
        .map(DeclaredItem::id)
        .toList();
  }

  /** Returns the knowledge bases as JSON in UTF-8, as the tool imports them. */
  public byte[] toJson() {
    String bases = base("cookie", true) + ",\n" + base("localstorage", false);
    return ("[\n" + bases + "\n]\n").getBytes(StandardCharsets.UTF_8);
  }

  private String base(String kind, boolean cookies) {
    String site = words.of(items.policy().site().name());
    JsonWriter json = JsonWriter.indented();
    json.beginObject();
    json.field("name", site);
    json.field(
        "author",
        items.policy().site().controller().map(controller -> controller.name()).orElse(site));
    json.field("category", kind);
    json.field("created_at", at);
    json.field("trustLevel", "informative");
    json.field("used", true);
    json.beginArray("knowledges");
    items
        .all()
        .filter(cookies ? EdpbKnowledge::isCookie : EdpbKnowledge::isKey)
        .forEach(item -> write(json, item, kind));
    json.endArray();
    json.endObject();
    return json.toText();
  }

  private void write(JsonWriter json, DeclaredItem item, String kind) {
    Service service = item.service();
    Provider provider = service.provider();
    String name = OpenCookieDatabase.name(item.declared().name());
    json.beginObject();
    json.field("kind", kind);
    if (isCookie(item)) {
      json.field("domain", item.declared().domain().flatMap(d -> item.domain()).orElse(ANY_DOMAIN));
      json.field("name", name);
    } else {
      json.field("script", "");
      json.field("key", name);
    }
    json.field("category", category(item));
    json.field("source", words.of(service.name()));
    json.field("controller", provider.name());
    json.field("date", checked(service).orElse(""));
    json.field("policy", provider.privacyPolicy().orElse(""));
    json.field("reference", OpenCookieDatabase.id(item).toString());
    json.field("comment", comment(item));
    if (isCookie(item)) {
      json.field("wildcard_match", OpenCookieDatabase.isPrefix(item.declared().name()) ? 1 : 0);
    }
    json.field("created_at", at);
    json.field("updated_at", at);
    json.endObject();
  }

  private static String category(DeclaredItem item) {
    return OpenCookieDatabase.knownCategory(item)
        .orElse(item.category().id())
        .toLowerCase(Locale.ROOT);
  }

  /** Returns when the facts about a service were last read. */
  private static Optional<String> checked(Service service) {
    return service.sources().stream().map(Service.Source::checked).max(String::compareTo);
  }

  /** The tool has no fields for the lifetime and for the reason of an exemption. */
  private String comment(DeclaredItem item) {
    String purpose = words.of(item.declared().purpose());
    String kept = words.heading("stored.lifetime") + ": " + words.lifetime(item.declared());
    String reason = item.necessity().map(text -> ' ' + words.of(text)).orElse("");
    return purpose + " " + kept + '.' + reason;
  }

  private static boolean isCookie(DeclaredItem item) {
    return item.declared().kind() == StorageKind.COOKIE;
  }

  private static boolean isKey(DeclaredItem item) {
    return item.declared().kind() == StorageKind.LOCAL_STORAGE;
  }
}
