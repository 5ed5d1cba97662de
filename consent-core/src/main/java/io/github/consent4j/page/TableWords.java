package io.github.consent4j.page;

import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.LegalBasis;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.StorageKind;

/**
 * The words that tables of what a policy declares have in one language: those of the pages for
 * visitors. Immutable and thread-safe.
 */
public final class TableWords {

  private final String language;
  private final Messages messages;
  private final Lifetimes lifetimes;

  /**
   * @param policy the policy, whose own texts replace those of the library
   * @param language a language tag; what is not there in this language is in the policy's default
   *     language or in English
   */
  public TableWords(Policy policy, String language) {
    this.language = language;
    this.messages = Messages.in(language, policy.texts(language));
    this.lifetimes = new Lifetimes(messages);
  }

  /**
   * Returns a heading.
   *
   * @param key such as {@code provider} or {@code stored.name}, see the texts of the pages
   * @throws IllegalArgumentException if there is no such text
   */
  public String heading(String key) {
    return messages.get(key);
  }

  /** Returns a text of the policy. */
  public String of(LocalizedText text) {
    return text.in(language);
  }

  /** Returns how long an item is kept. */
  public String lifetime(CookieDescriptor item) {
    return lifetimes.of(item);
  }

  /** Returns how long data is kept, for a text that may be a time as ISO 8601 writes it. */
  public String retention(LocalizedText text) {
    return lifetimes.of(of(text)).orElseGet(() -> of(text));
  }

  /** Returns the name of a kind of storage. */
  public String kind(StorageKind kind) {
    return messages.get("kind." + kind.id());
  }

  /** Returns the sentence about a legal basis. */
  public String legalBasis(LegalBasis basis) {
    return messages.get("legal-basis." + basis.id());
  }

  /**
   * Returns the name of a country.
   *
   * @param code ISO 3166-1 alpha-2 code
   */
  public String country(String code) {
    return Recipients.country(code, messages.locale());
  }
}
