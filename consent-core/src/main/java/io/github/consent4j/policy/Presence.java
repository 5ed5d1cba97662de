package io.github.consent4j.policy;

import java.util.List;

/**
 * What of the library is on every page, even when nothing is held back and nobody is asked.
 * Immutable and thread-safe.
 */
public final class Presence extends Value {

  /** What holds where the site says nothing. */
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

  /** Begins what is on every page. */
  public static Builder builder() {
    return new Builder();
  }

  /** Begins what is on every page that is like this one where nothing else is set. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.scriptApi.start(scriptApi);
    builder.floatingButton.start(floatingButton);
    builder.openButtons.start(openButtons);
    builder.signals.start(signals);
    builder.otherTabs.start(otherTabs);
    return builder;
  }

  /** Whether scripts of the site find {@code window.consent}; false by default. */
  public boolean scriptApi() {
    return scriptApi;
  }

  /** Whether a button that leads to the settings floats over the page; false by default. */
  public boolean floatingButton() {
    return floatingButton;
  }

  /**
   * Whether buttons of the site's own that lead to the settings need no script; false by default.
   */
  public boolean openButtons() {
    return openButtons;
  }

  /** The tools that learn of the decision; none by default. */
  public List<Signal> signals() {
    return signals;
  }

  /**
   * Whether pages of visitors who allowed something hear of a withdrawal elsewhere; true by
   * default.
   */
  public boolean otherTabs() {
    return otherTabs;
  }

  /** Returns whether anything of it is put into the body of every page, or acts by it. */
  public boolean isAny() {
    return scriptApi || floatingButton || openButtons || !signals.isEmpty();
  }

  @Override
  List<Object> values() {
    return List.of(scriptApi, floatingButton, openButtons, signals, otherTabs);
  }

  /**
   * Builds what is on every page. A property that is set twice is an error that quotes the earlier
   * value. Not thread-safe.
   */
  public static final class Builder {

    private final Once<Boolean> scriptApi = new Once<>("scriptApi");
    private final Once<Boolean> floatingButton = new Once<>("floatingButton");
    private final Once<Boolean> openButtons = new Once<>("openButtons");
    private final Once<List<Signal>> signals = new Once<>("signals");
    private final Once<Boolean> otherTabs = new Once<>("otherTabs");

    private Builder() {}

    /** Sets whether scripts of the site find {@code window.consent}. */
    public Builder scriptApi(boolean scriptApi) {
      this.scriptApi.set(scriptApi);
      return this;
    }

    /** Sets whether a button that leads to the settings floats over the page. */
    public Builder floatingButton(boolean floatingButton) {
      this.floatingButton.set(floatingButton);
      return this;
    }

    /** Sets whether buttons of the site's own that lead to the settings need no script. */
    public Builder openButtons(boolean openButtons) {
      this.openButtons.set(openButtons);
      return this;
    }

    /** Sets the tools that learn of the decision. */
    public Builder signals(List<Signal> signals) {
      this.signals.set(List.copyOf(signals));
      return this;
    }

    /** Sets whether pages of visitors who allowed something hear of a withdrawal elsewhere. */
    public Builder otherTabs(boolean otherTabs) {
      this.otherTabs.set(otherTabs);
      return this;
    }

    /** The finished value. */
    public Presence build() {
      return new Presence(this);
    }
  }
}
