package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.CookieDescriptor.SetBy;
import io.github.consent4j.policy.CookieHandling;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.StorageKind;
import io.github.consent4j.text.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code stores} and {@code remove} of a service. What a file says of an item that is known
 * corrects that item; an item that is not known is added. Not thread-safe.
 */
final class StoredItems {

  private static final String ITEM = "an item of 'stores'";

  /** The keys of a stored item that only cookies have. */
  private static final List<String> COOKIE_KEYS =
      List.of("on-block", "cap-lifetime", "secure", "http-only", "same-site");

  private final Collection<String> languages;
  private final Purposes purposes;
  private final LocalizedText service;
  private final List<CookieDescriptor> known;
  private final boolean placed;
  private final Set<CookieDescriptor> corrected = new HashSet<>();

  /**
   * @param languages the languages that every text must have
   * @param purposes the purposes that the file can name by a key
   * @param service the name of the service
   * @param known the items that the service is known to store
   * @param placed whether the items get their places in the file
   */
  StoredItems(
      Collection<String> languages,
      Purposes purposes,
      LocalizedText service,
      List<CookieDescriptor> known,
      boolean placed) {
    this.languages = languages;
    this.purposes = purposes;
    this.service = service;
    this.known = known;
    this.placed = placed;
  }

  /** Returns all items of a service, or null if the file says nothing about them. */
  @Nullable List<CookieDescriptor> read(Fields service) {
    List<Fields.Word> removed = service.words("remove");
    List<Fields> own = service.fieldsList("stores", ITEM);
    if (!service.has("stores") && removed.isEmpty()) {
      return null;
    }
    List<CookieDescriptor> items = new ArrayList<>(known);
    for (Fields.Word word : removed) {
      service.parsed(word, name -> remove(name, items));
    }
    if (service.has("stores") && own.isEmpty()) {
      return List.of();
    }
    for (Fields item : own) {
      add(item, items);
    }
    return List.copyOf(items);
  }

  private boolean remove(String name, List<CookieDescriptor> items) {
    if (!items.removeIf(item -> item.name().glob().equals(name))) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' cannot be removed: "
              + notKnown()
              + Suggestions.didYouMean(name, names()));
    }
    return true;
  }

  private String notKnown() {
    return known.isEmpty()
        ? "nothing is known of what this service stores"
        : "this service is not known to store it";
  }

  private Set<String> names() {
    return known.stream().map(item -> item.name().glob()).collect(Collectors.toSet());
  }

  private void add(Fields item, List<CookieDescriptor> items) {
    List<CookieDescriptor> meant = known.isEmpty() ? List.of() : meant(item, items);
    if (meant.isEmpty()) {
      requireKeys(item);
      items.add(read(item, null));
    }
    for (CookieDescriptor each : meant) {
      if (corrected.add(each)) {
        items.set(items.indexOf(each), read(item, each));
      } else {
        items.add(read(item, each));
      }
    }
    item.end();
  }

  /** Returns the known items that a file speaks of; empty if its item is a new one. */
  private List<CookieDescriptor> meant(Fields item, List<CookieDescriptor> items) {
    String name = item.text("name");
    StorageKind kind = item.optionOrNull("kind", StorageKind.class);
    String domain = item.parsed("domain", ValueParsers::domain);
    List<CookieDescriptor> sameName =
        known.stream()
            .filter(each -> each.name().glob().equals(name))
            .filter(each -> items.contains(each) || corrected.contains(each))
            .toList();
    List<CookieDescriptor> same =
        sameName.stream().filter(each -> each.kind() == kind(kind, sameName)).toList();
    List<CookieDescriptor> sameDomain =
        same.stream()
            .filter(each -> domain == null || each.domain().filter(domain::equals).isPresent())
            .toList();
    return !sameDomain.isEmpty() ? sameDomain : same.size() == 1 ? same : List.of();
  }

  /** Returns the kind that is named, else the one of what is known, else a cookie. */
  private static StorageKind kind(@Nullable StorageKind named, List<CookieDescriptor> sameName) {
    if (named != null) {
      return named;
    }
    List<StorageKind> kinds = sameName.stream().map(CookieDescriptor::kind).distinct().toList();
    return kinds.size() == 1 ? kinds.get(0) : StorageKind.COOKIE;
  }

  private void requireKeys(Fields item) {
    item.requireKeys("name");
    if (item.has("lifetime") && item.has("purpose")) {
      return;
    }
    if (known.isEmpty() || !item.has("name")) {
      item.requireKeys("lifetime", "purpose");
      return;
    }
    item.parsed(
        "name",
        name -> {
          throw new IllegalArgumentException(
              "'"
                  + name
                  + "' needs a 'lifetime' and a 'purpose': "
                  + notKnown()
                  + Suggestions.didYouMean(name, names()));
        });
  }

  private CookieDescriptor read(Fields item, @Nullable CookieDescriptor base) {
    StorageKind kind = item.option("kind", base == null ? StorageKind.COOKIE : base.kind());
    NamePattern name =
        item.parsed("name", kind == StorageKind.COOKIE ? ValueParsers::cookie : NamePattern::new);
    Lifetime lifetime = item.parsed("lifetime", Lifetime::parse);
    LocalizedText purpose = purposes.read(item, languages, service);
    CookieDescriptor.Builder stored =
        base != null
            ? base.toBuilder()
            : CookieDescriptor.builder(name != null ? name : new NamePattern("?"));
    if (lifetime != null || base == null) {
      stored.lifetime(lifetime != null ? lifetime : new Lifetime.Session());
    }
    if (purpose != null || base == null) {
      stored.purpose(purpose != null ? purpose : LocalizedText.of(""));
    }
    String domain = item.parsed("domain", ValueParsers::domain);
    if (domain != null) {
      stored.domain(domain);
    }
    String path = item.parsed("path", ValueParsers::path);
    if (path != null) {
      stored.path(path);
    }
    LocalizedText necessity = item.localized("necessity", languages);
    if (necessity != null) {
      stored.necessity(necessity);
    }
    SetBy setBy = item.optionOrNull("set-by", SetBy.class);
    if (setBy == SetBy.SERVER && kind != StorageKind.COOKIE) {
      item.report("set-by", "a server sets cookies alone: expected 'script' or 'third-party'");
    }
    if (setBy != null) {
      stored.setBy(setBy);
    }
    if (placed) {
      stored.place(Nodes.placeOf(item.node()));
    }
    return stored
        .kind(kind)
        .handling(handling(item, kind, base == null ? CookieHandling.DEFAULT : base.handling()))
        .build();
  }

  private static CookieHandling handling(Fields item, StorageKind kind, CookieHandling usual) {
    if (kind != StorageKind.COOKIE) {
      for (String key : COOKIE_KEYS) {
        item.refuse(key, "only cookies have it");
      }
    }
    return new CookieHandling(
        item.option("on-block", usual.onBlock()),
        item.flag("cap-lifetime", usual.capLifetime()),
        item.flag("secure", usual.secure()),
        item.flag("http-only", usual.httpOnly()),
        item.option("same-site", usual.sameSite()));
  }
}
