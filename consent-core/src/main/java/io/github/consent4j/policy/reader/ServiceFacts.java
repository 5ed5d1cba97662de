package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.Service;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file says about a service for the information of visitors and auditors, without effect on
 * what is blocked. A key that the file does not set is null. Immutable.
 */
record ServiceFacts(
    @Nullable LocalizedText dataTypes,
    @Nullable LocalizedText recipients,
    @Nullable LocalizedText retention,
    @Nullable LocalizedText safeguard,
    @Nullable LocalizedText necessity,
    @Nullable String owner,
    @Nullable String note) {

  static final ServiceFacts NONE = new ServiceFacts(null, null, null, null, null, null, null);

  /**
   * @param languages the languages that every text must have
   */
  static ServiceFacts read(Fields service, Collection<String> languages) {
    LocalizedText retention = service.localized("retention", languages);
    return new ServiceFacts(
        service.localizedList("data-types", languages),
        service.localizedList("recipients", languages),
        retention == null ? null : withTimes(retention),
        service.localized("safeguard", languages),
        service.localized("necessity", languages),
        service.text("owner"),
        service.text("note"));
  }

  /** Returns a text in which a time in words is written in the same manner in every language. */
  private static LocalizedText withTimes(LocalizedText text) {
    Map<String, String> byLanguage = new LinkedHashMap<>(text.byLanguage());
    byLanguage.replaceAll((language, words) -> time(words));
    return new LocalizedText(byLanguage);
  }

  private static String time(String words) {
    try {
      return Lifetime.parse(words) instanceof Lifetime.Expiring time ? time.toString() : words;
    } catch (IllegalArgumentException e) {
      return words;
    }
  }

  /** Returns these facts, completed by others. */
  ServiceFacts orElse(ServiceFacts other) {
    return new ServiceFacts(
        dataTypes != null ? dataTypes : other.dataTypes,
        recipients != null ? recipients : other.recipients,
        retention != null ? retention : other.retention,
        safeguard != null ? safeguard : other.safeguard,
        necessity != null ? necessity : other.necessity,
        owner != null ? owner : other.owner,
        note != null ? note : other.note);
  }

  void addTo(Service.Builder service) {
    if (dataTypes != null) {
      service.dataTypes(dataTypes);
    }
    if (recipients != null) {
      service.recipients(recipients);
    }
    if (retention != null) {
      service.retention(retention);
    }
    if (safeguard != null) {
      service.safeguard(safeguard);
    }
    if (necessity != null) {
      service.necessity(necessity);
    }
    if (owner != null) {
      service.owner(owner);
    }
    if (note != null) {
      service.note(note);
    }
  }
}
