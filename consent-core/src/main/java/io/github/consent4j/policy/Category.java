package io.github.consent4j.policy;

import java.util.List;
import java.util.Objects;

/**
 * A purpose that visitors allow or refuse as a whole. Immutable and thread-safe.
 *
 * <pre>{@code
 * Category.builder("external-media")
 *     .title(LocalizedText.of("External media"))
 *     .description(LocalizedText.of("Videos and posts from other sites."))
 *     .services(List.of(youtube))
 *     .build();
 * }</pre>
 */
public final class Category extends Value {

  private final String id;
  private final LocalizedText title;
  private final LocalizedText description;
  private final boolean required;
  private final BeforeDecision beforeDecision;
  private final Enforcement enforce;
  private final PrivacySignal gpc;
  private final List<Service> services;

  private Category(Builder from) {
    id = from.id;
    title = from.title.required();
    description = from.description.required();
    required = from.required.orElse(false);
    beforeDecision = from.beforeDecision.orElse(BeforeDecision.ALLOW);
    enforce = from.enforce.orElse(Enforcement.ON);
    gpc = from.gpc.orElse(PrivacySignal.IGNORE);
    services = from.services.orElse(List.of());
  }

  /**
   * Begins a category.
   *
   * @param id identifier of lower-case letters, digits and dashes; shares one namespace with the
   *     services
   */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  /** Begins a category with the properties of this one. */
  public Builder toBuilder() {
    Builder builder = new Builder(id);
    builder.title.start(title);
    builder.description.start(description);
    builder.required.start(required);
    builder.beforeDecision.start(beforeDecision);
    builder.enforce.start(enforce);
    builder.gpc.start(gpc);
    builder.services.start(services);
    return builder;
  }

  /** The identifier. */
  public String id() {
    return id;
  }

  /** The heading in the settings. */
  public LocalizedText title() {
    return title;
  }

  /** The purpose of the category, in words for visitors. */
  public LocalizedText description() {
    return description;
  }

  /** Returns whether it cannot be switched off; false by default. */
  public boolean required() {
    return required;
  }

  /** What a required category allows before any choice is made; everything by default. */
  public BeforeDecision beforeDecision() {
    return beforeDecision;
  }

  /** How far it is enforced; fully by default. */
  public Enforcement enforce() {
    return enforce;
  }

  /** The effect of Global Privacy Control on it; none by default. */
  public PrivacySignal gpc() {
    return gpc;
  }

  /** Its services, in the order they are shown; none by default. */
  public List<Service> services() {
    return services;
  }

  /**
   * Returns whether it is always allowed: it is not enforced, or it is required and allowed from
   * the start.
   */
  public boolean isAlwaysOpen() {
    return enforce != Enforcement.ON || (required && beforeDecision == BeforeDecision.ALLOW);
  }

  /** Returns whether visitors are asked about the category: it can be refused, and is enforced. */
  public boolean isAsked() {
    return !required && enforce == Enforcement.ON;
  }

  /** Returns whether visitors see the category: they are asked about it, or it is required. */
  public boolean isShown() {
    return required || isAsked();
  }

  Category servedAt(String host) {
    return with(services.stream().map(service -> service.servedAt(host)).toList());
  }

  Category appliedAt(String path) {
    return with(
        services.stream()
            .map(service -> service.appliesAt(path) ? service : service.unrecognised())
            .toList());
  }

  /** Returns this category with the library's own cookie as the settings define it. */
  public Category remembering(Settings settings) {
    return required
        ? with(services.stream().map(service -> service.remembering(settings)).toList())
        : this;
  }

  private Category with(List<Service> others) {
    return toBuilder().services(others).build();
  }

  @Override
  List<Object> values() {
    return List.of(id, title, description, required, beforeDecision, enforce, gpc, services);
  }

  /**
   * Builds a category. A property that is set twice is an error that quotes the earlier value. Not
   * thread-safe.
   */
  public static final class Builder {

    private final String id;
    private final Once<LocalizedText> title = new Once<>("title");
    private final Once<LocalizedText> description = new Once<>("description");
    private final Once<Boolean> required = new Once<>("required");
    private final Once<BeforeDecision> beforeDecision = new Once<>("beforeDecision");
    private final Once<Enforcement> enforce = new Once<>("enforce");
    private final Once<PrivacySignal> gpc = new Once<>("gpc");
    private final Once<List<Service>> services = new Once<>("services");

    private Builder(String id) {
      this.id = Objects.requireNonNull(id, "id");
    }

    /** Sets the heading in the settings. */
    public Builder title(LocalizedText title) {
      this.title.set(title);
      return this;
    }

    /** Sets the purpose of the category, in words for visitors. */
    public Builder description(LocalizedText description) {
      this.description.set(description);
      return this;
    }

    /** Sets whether it cannot be switched off. */
    public Builder required(boolean required) {
      this.required.set(required);
      return this;
    }

    /** Sets what a required category allows before any choice is made. */
    public Builder beforeDecision(BeforeDecision beforeDecision) {
      this.beforeDecision.set(beforeDecision);
      return this;
    }

    /** Sets how far it is enforced. */
    public Builder enforce(Enforcement enforce) {
      this.enforce.set(enforce);
      return this;
    }

    /** Sets the effect of Global Privacy Control on it. */
    public Builder gpc(PrivacySignal gpc) {
      this.gpc.set(gpc);
      return this;
    }

    /** Sets its services, in the order they are shown. */
    public Builder services(List<Service> services) {
      this.services.set(List.copyOf(services));
      return this;
    }

    /**
     * Returns the finished category.
     *
     * @throws IllegalStateException if title or description is missing
     */
    public Category build() {
      return new Category(this);
    }
  }
}
