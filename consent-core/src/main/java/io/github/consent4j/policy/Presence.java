package io.github.consent4j.policy;

import java.util.List;

/**
 * What of the library is on every page, even when nothing is held back and nobody is asked.
 * Immutable and thread-safe.
 *
 * @param scriptApi whether scripts of the site find {@code window.consent}
 * @param floatingButton whether a button that leads to the settings floats over the page
 * @param openButtons whether buttons of the site's own that lead to the settings need no script
 * @param signals which tools are told of the decision
 * @param otherTabs whether pages of visitors who allowed something hear of a withdrawal elsewhere
 */
public record Presence(
    boolean scriptApi,
    boolean floatingButton,
    boolean openButtons,
    List<Signal> signals,
    boolean otherTabs) {

  /** What holds where the site says nothing. */
  public static final Presence DEFAULTS = new Presence(false, false, false, List.of(), true);

  public Presence {
    signals = List.copyOf(signals);
  }

  /** Whether there is anything that is put into the body of every page, or told by it. */
  public boolean isAny() {
    return scriptApi || floatingButton || openButtons || !signals.isEmpty();
  }
}
