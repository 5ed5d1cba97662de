package io.github.consent4j.cli.browser;

import java.util.Optional;

/**
 * The CSS selectors by which the auditor names controls of the banner. What is empty is looked for
 * by the program.
 *
 * @param accept the control that accepts everything
 * @param reject the control that rejects everything
 * @param withdraw the control that opens the settings again or withdraws consent
 */
public record ControlSelectors(
    Optional<String> accept, Optional<String> reject, Optional<String> withdraw) {

  /** Names no control. */
  public static final ControlSelectors NONE =
      new ControlSelectors(Optional.empty(), Optional.empty(), Optional.empty());
}
