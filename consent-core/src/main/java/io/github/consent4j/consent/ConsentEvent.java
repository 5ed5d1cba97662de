package io.github.consent4j.consent;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One decision about consent. It contains nothing else about the visitor. Immutable. */
public final class ConsentEvent {

  /** How a decision reached the library. */
  public enum Way {
    /** By a form on one of the library's own pages or notices. */
    FORM,
    /** By a script of the site, which has its own controls. */
    SCRIPT,
    /** By the application's code. */
    CODE
  }

  /** Where the visitor decided. */
  public enum Layer {
    /** On the banner. */
    BANNER,
    /** On the settings page. */
    SETTINGS,
    /** On a notice in the page, in place of held content. */
    PLACEHOLDER,
    /** On the notice inside of a held frame. */
    FRAME,
    /** On none of them: the site has its own controls. */
    NONE
  }

  /** What the visitor chose. */
  public enum Action {
    /** Everything is granted. */
    ACCEPT_ALL,
    /** Everything that can be refused is refused. */
    REJECT_ALL,
    /** What is chosen is granted, everything else is refused. */
    SAVE,
    /** What is named is granted, everything else stays. */
    GRANT,
    /** What is named is refused, everything else stays. */
    WITHDRAW,
    /** The decision and everything that the browser stores are deleted. */
    DELETE_EVERYTHING
  }

  private final Consent before;
  private final Consent after;
  private final Way way;
  private final Layer layer;
  private final Action action;
  private final String language;
  private final @Nullable String notice;

  private ConsentEvent(Builder from) {
    before = from.before;
    after = from.after;
    way = from.way;
    layer = from.layer;
    action = from.action;
    language = from.language;
    notice = from.notice;
  }

  /**
   * Begins an event, of the application's code by default.
   *
   * @param before consent before the decision
   * @param after consent after the decision; undecided if everything was deleted
   * @param action what was chosen
   * @param language language in which the library addresses the visitor
   */
  public static Builder builder(Consent before, Consent after, Action action, String language) {
    return new Builder(before, after, action, language);
  }

  /** Builds an event. Not thread-safe. */
  public static final class Builder {

    private final Consent before;
    private final Consent after;
    private final Action action;
    private final String language;
    private Way way = Way.CODE;
    private Layer layer = Layer.NONE;
    private @Nullable String notice;

    private Builder(Consent before, Consent after, Action action, String language) {
      this.before = Objects.requireNonNull(before, "before");
      this.after = Objects.requireNonNull(after, "after");
      this.action = Objects.requireNonNull(action, "action");
      this.language = Objects.requireNonNull(language, "language");
    }

    /** Sets how the decision reached the library. */
    public Builder way(Way way) {
      this.way = Objects.requireNonNull(way, "way");
      return this;
    }

    /**
     * Sets where the visitor decided, and what was shown there.
     *
     * @param notice identifier of the notice; null if it is not known
     */
    public Builder shown(Layer layer, @Nullable String notice) {
      this.layer = Objects.requireNonNull(layer, "layer");
      this.notice = notice;
      return this;
    }

    /** Returns the finished event. */
    public ConsentEvent build() {
      return new ConsentEvent(this);
    }
  }

  /** Returns the consent before the decision. */
  public Consent before() {
    return before;
  }

  /** Returns the consent after the decision; it is undecided if everything was deleted. */
  public Consent after() {
    return after;
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

  /** Returns the language in which the library addressed the visitor, as a BCP 47 tag. */
  public String language() {
    return language;
  }

  /**
   * Returns the identifier of the notice that the visitor was shown; empty if the library showed
   * none.
   */
  public Optional<String> notice() {
    return Optional.ofNullable(notice);
  }
}
