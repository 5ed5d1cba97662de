package io.github.consent4j.policy;

import java.util.List;

/**
 * A purpose that visitors decide over as a whole. Immutable and thread-safe.
 *
 * @param id identifier of lower-case letters, digits and dashes
 * @param title heading in the settings
 * @param description what the category is for, in the visitor's words
 * @param required whether it cannot be switched off
 * @param beforeDecision what a required category does before any choice is made
 * @param enforce how far it is enforced
 * @param gpc what Global Privacy Control says of it
 * @param services its services, in the order they are shown
 */
public record Category(
    String id,
    LocalizedText title,
    LocalizedText description,
    boolean required,
    BeforeDecision beforeDecision,
    Enforcement enforce,
    PrivacySignal gpc,
    List<Service> services) {

  public Category {
    services = List.copyOf(services);
  }

  /** Whether nobody is asked: it is not enforced, or required and let through from the start. */
  public boolean isAlwaysOpen() {
    return enforce != Enforcement.ON || (required && beforeDecision == BeforeDecision.ALLOW);
  }

  /** Whether visitors are asked about the category: it can be refused, and is enforced. */
  public boolean isAsked() {
    return !required && enforce == Enforcement.ON;
  }

  /** Whether visitors are told of the category: they are asked about it, or it is required. */
  public boolean isShown() {
    return required || isAsked();
  }

  Category servedAt(String host) {
    return with(services.stream().map(service -> service.servedAt(host)).toList());
  }

  /** The same, with the library's own cookie, which is necessary, as the settings have it. */
  public Category remembering(Settings settings) {
    return required
        ? with(services.stream().map(service -> service.remembering(settings)).toList())
        : this;
  }

  private Category with(List<Service> there) {
    return new Category(id, title, description, required, beforeDecision, enforce, gpc, there);
  }
}
