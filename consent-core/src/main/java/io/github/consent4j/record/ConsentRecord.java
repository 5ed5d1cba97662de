package io.github.consent4j.record;

import io.github.consent4j.consent.ConsentEvent.Action;
import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.consent.ConsentEvent.Way;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The proof of one decision: who decided what, when, how, and on which words (GDPR Art. 7(1)). The
 * visitor is named by the random identifier in the consent cookie alone. Immutable.
 */
public final class ConsentRecord {

  /** What the decision is, compared with the visitor's decision before. */
  public enum Event {
    /** The first decision, which grants something. */
    GIVEN,
    /** The first decision, which grants nothing. */
    REFUSED,
    /** A later decision, which grants something that was not granted. */
    CHANGED,
    /** A later decision, which takes grants back and adds none. */
    WITHDRAWN,
    /** A later decision, which grants the same as the one before. */
    RENEWED
  }

  /** What was decided about a service. */
  public enum State {
    /** The visitor allowed it. */
    GRANTED,
    /** The visitor did not allow it. */
    REFUSED,
    /** The visitor has not decided about it yet. */
    UNDECIDED
  }

  /**
   * The decision about one service, or about a category without services.
   *
   * @param id identifier of the service, or of the category itself
   * @param category identifier of the category
   * @param state what was decided
   */
  public record Choice(String id, String category, State state) {}

  private final UUID id;
  private final String consentId;
  private final Instant at;
  private final Event event;
  private final List<Choice> choices;
  private final Way way;
  private final Layer layer;
  private final Action action;
  private final String language;
  private final @Nullable String notice;
  private final String revision;
  private final String policy;
  private final Instant validUntil;
  private final boolean gpc;
  private final String site;
  private final @Nullable String address;
  private final @Nullable String agent;

  private ConsentRecord(Builder from) {
    id = Objects.requireNonNull(from.id, "id");
    consentId = Objects.requireNonNull(from.consentId, "consentId");
    at = Objects.requireNonNull(from.at, "at").truncatedTo(ChronoUnit.MILLIS);
    event = Objects.requireNonNull(from.event, "event");
    choices = List.copyOf(from.choices);
    way = from.way;
    layer = from.layer;
    action = Objects.requireNonNull(from.action, "action");
    language = Objects.requireNonNull(from.language, "language");
    notice = from.notice;
    revision = Objects.requireNonNull(from.revision, "revision");
    policy = Objects.requireNonNull(from.policy, "policy");
    validUntil = Objects.requireNonNull(from.validUntil, "validUntil");
    gpc = from.gpc;
    site = Objects.requireNonNull(from.site, "site");
    address = from.address;
    agent = from.agent;
  }

  /** Begins a record. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds a record. All properties are required but {@code way}, {@code layer}, {@code notice},
   * {@code gpc}, {@code address} and {@code agent}. Not thread-safe.
   */
  public static final class Builder {

    private @Nullable UUID id;
    private @Nullable String consentId;
    private @Nullable Instant at;
    private @Nullable Event event;
    private List<Choice> choices = List.of();
    private Way way = Way.CODE;
    private Layer layer = Layer.NONE;
    private @Nullable Action action;
    private @Nullable String language;
    private @Nullable String notice;
    private @Nullable String revision;
    private @Nullable String policy;
    private @Nullable Instant validUntil;
    private boolean gpc;
    private @Nullable String site;
    private @Nullable String address;
    private @Nullable String agent;

    private Builder() {}

    /** Sets the identifier of the record: a UUID of version 7 (RFC 9562). */
    public Builder id(UUID id) {
      this.id = id;
      return this;
    }

    /** Sets the random identifier in the visitor's consent cookie. */
    public Builder consentId(String consentId) {
      this.consentId = consentId;
      return this;
    }

    /** Sets when the visitor decided; the record keeps milliseconds. */
    public Builder at(Instant at) {
      this.at = at;
      return this;
    }

    /** Sets what the decision is. */
    public Builder event(Event event) {
      this.event = event;
      return this;
    }

    /** Sets the decision about each service that is not required. */
    public Builder choices(List<Choice> choices) {
      this.choices = choices;
      return this;
    }

    /** Sets how the decision reached the library; by code by default. */
    public Builder way(Way way) {
      this.way = way;
      return this;
    }

    /** Sets where the visitor decided; on none of the library's layers by default. */
    public Builder layer(Layer layer) {
      this.layer = layer;
      return this;
    }

    /** Sets what the visitor chose. */
    public Builder action(Action action) {
      this.action = action;
      return this;
    }

    /** Sets the language in which the visitor was addressed, as a BCP 47 tag. */
    public Builder language(String language) {
      this.language = language;
      return this;
    }

    /** Sets the identifier of the {@link Notice} that was shown; null if there was none. */
    public Builder notice(@Nullable String notice) {
      this.notice = notice;
      return this;
    }

    /** Sets the revision of the policy. */
    public Builder revision(String revision) {
      this.revision = revision;
      return this;
    }

    /** Sets the fingerprint of the whole policy. */
    public Builder policy(String policy) {
      this.policy = policy;
      return this;
    }

    /** Sets when the decision lapses. */
    public Builder validUntil(Instant validUntil) {
      this.validUntil = validUntil;
      return this;
    }

    /** Sets whether the browser sent Global Privacy Control. */
    public Builder gpc(boolean gpc) {
      this.gpc = gpc;
      return this;
    }

    /** Sets the host of the site, with the path prefix of a site that has one. */
    public Builder site(String site) {
      this.site = site;
      return this;
    }

    /** Sets the truncated IP address, if the operator wants one; null otherwise. */
    public Builder address(@Nullable String address) {
      this.address = address;
      return this;
    }

    /** Sets the truncated user agent, if the operator wants one; null otherwise. */
    public Builder agent(@Nullable String agent) {
      this.agent = agent;
      return this;
    }

    /**
     * Returns the finished record.
     *
     * @throws NullPointerException if a required property is missing
     */
    public ConsentRecord build() {
      return new ConsentRecord(this);
    }
  }

  /** Returns the identifier of the record: a UUID of version 7 (RFC 9562). */
  public UUID id() {
    return id;
  }

  /** Returns the random identifier in the visitor's consent cookie. */
  public String consentId() {
    return consentId;
  }

  /** Returns when the visitor decided, to the millisecond. */
  public Instant at() {
    return at;
  }

  /** Returns what the decision is. */
  public Event event() {
    return event;
  }

  /** Returns the decision about each service that is not required, in the order of the policy. */
  public List<Choice> choices() {
    return choices;
  }

  /** Returns how the decision reached the library. */
  public Way way() {
    return way;
  }

  /** Returns where the visitor decided. */
  public Layer layer() {
    return layer;
  }

  /** Returns what the visitor chose. */
  public Action action() {
    return action;
  }

  /** Returns the language in which the visitor was addressed, as a BCP 47 tag. */
  public String language() {
    return language;
  }

  /** Returns the identifier of the {@link Notice} that was shown; empty if there was none. */
  public Optional<String> notice() {
    return Optional.ofNullable(notice);
  }

  /** Returns the revision of the policy. */
  public String revision() {
    return revision;
  }

  /** Returns the fingerprint of the whole policy. */
  public String policy() {
    return policy;
  }

  /** Returns when the decision lapses. That it has lapsed is not recorded. */
  public Instant validUntil() {
    return validUntil;
  }

  /** Returns whether the browser sent Global Privacy Control. */
  public boolean gpc() {
    return gpc;
  }

  /** Returns the host of the site, with the path prefix of a site that has one. */
  public String site() {
    return site;
  }

  /** Returns the truncated IP address; empty unless the operator wants one. */
  public Optional<String> address() {
    return Optional.ofNullable(address);
  }

  /** Returns the truncated user agent; empty unless the operator wants one. */
  public Optional<String> agent() {
    return Optional.ofNullable(agent);
  }

  private List<Object> parts() {
    return List.of(
        id,
        consentId,
        at,
        event,
        choices,
        way,
        layer,
        action,
        language,
        notice(),
        revision,
        policy,
        validUntil,
        gpc,
        site,
        address(),
        agent());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ConsentRecord record && parts().equals(record.parts());
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** Returns a text for logs, without what identifies the visitor. */
  @Override
  public String toString() {
    return event + " at " + at + " (record " + id + ")";
  }
}
