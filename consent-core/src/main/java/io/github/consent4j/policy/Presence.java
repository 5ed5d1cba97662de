package io.github.consent4j.policy;

import java.util.List;

/**
 * The parts of the library that are on every page, even if nothing is blocked and nothing is asked.
 * Immutable and thread-safe.
 */
public final class Presence extends Value {

  /** The defaults. */
  public static final Presence DEFAULTS = builder().build();

  private final boolean scriptApi;
  private final boolean floatingButton;
  private final boolean openButtons;
  private final List<Signal> signals;
  private final boolean otherTabs;

  private Presence(Builder from) {
    scriptApi = from.scriptApi.orElse(false);
    floatingButton = from.floatingButton.orElse(false);
    openButtons = from.openButtons.orElse(false);
    signals = from.signals.orElse(List.of());
    otherTabs = from.otherTabs.orElse(true);
  }

  /** Begins a presence. */
  public static Builder builder() {
    return new Builder();
  }

  /** Begins a presence with the properties of this one. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.scriptApi.start(scriptApi);
    builder.floatingButton.start(floatingButton);
    builder.openButtons.start(openButtons);
    builder.signals.start(signals);
    builder.otherTabs.start(otherTabs);
    return builder;
  }

  /** Returns whether scripts of the site can use {@code window.consent}; false by default. */
  public boolean scriptApi() {
    return scriptApi;
  }

  /** Returns whether a floating button on every page leads to the settings; false by default. */
  public boolean floatingButton() {
    return floatingButton;
  }

  /**
   * Returns whether the site's own buttons lead to the settings without a script; false by default.
   */
  public boolean openButtons() {
    return openButtons;
  }

  /** The tools that receive the decision; none by default. */
  public List<Signal> signals() {
    return signals;
  }

  /**
   * Returns whether pages of visitors who allowed something follow a withdrawal in another tab;
   * true by default.
   */
  public boolean otherTabs() {
    return otherTabs;
  }

  /** Returns whether it adds anything to the body of every page, or to its scripts. */
  public boolean isAny() {
    return scriptApi || floatingButton || openButtons || !signals.isEmpty();
  }

  @Override
  List<Object> values() {
    return List.of(scriptApi, floatingButton, openButtons, signals, otherTabs);
  }

  /**
   * Builds a presence. A property that is set twice is an error that quotes the earlier value. Not
   * thread-safe.
   */
  public static final class Builder {

    private final Once<Boolean> scriptApi = new Once<>("scriptApi");
    private final Once<Boolean> floatingButton = new Once<>("floatingButton");
    private final Once<Boolean> openButtons = new Once<>("openButtons");
    private final Once<List<Signal>> signals = new Once<>("signals");
    private final Once<Boolean> otherTabs = new Once<>("otherTabs");

    private Builder() {}

    /** Sets whether scripts of the site can use {@code window.consent}. */
    public Builder scriptApi(boolean scriptApi) {
      this.scriptApi.set(scriptApi);
      return this;
    }

    /** Sets whether a floating button on every page leads to the settings. */
    public Builder floatingButton(boolean floatingButton) {
      this.floatingButton.set(floatingButton);
      return this;
    }

    /** Sets whether the site's own buttons lead to the settings without a script. */
    public Builder openButtons(boolean openButtons) {
      this.openButtons.set(openButtons);
      return this;
    }

    /** Sets the tools that receive the decision. */
    public Builder signals(List<Signal> signals) {
      this.signals.set(List.copyOf(signals));
      return this;
    }

    /** Sets whether pages of visitors who allowed something follow a withdrawal in another tab. */
    public Builder otherTabs(boolean otherTabs) {
      this.otherTabs.set(otherTabs);
      return this;
    }

    /** Returns the finished presence. */
    public Presence build() {
      return new Presence(this);
    }
  }
}
