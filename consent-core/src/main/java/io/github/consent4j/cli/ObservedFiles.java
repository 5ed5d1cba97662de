package io.github.consent4j.cli;

import io.github.consent4j.audit.observed.Observation;
import io.github.consent4j.audit.observed.Observation.Vantage;
import io.github.consent4j.cli.finding.ObservedFile;
import io.github.consent4j.cli.observation.Observations;
import io.github.consent4j.seen.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads files with observations. */
final class ObservedFiles {

  private ObservedFiles() {}

  /**
   * Reads a file that the site has written, or that was recorded in a browser.
   *
   * @param decisionCookie name of the cookie that stores the visitor's decision; empty if it is not
   *     known
   * @throws UnusableException if it cannot be read
   */
  static ObservedFile read(Path file, String decisionCookie) {
    if (!Files.exists(file)) {
      throw new UnusableException(
          file + " is not there; the site writes it if its policy has 'seen: { file: ... }'");
    }
    try {
      List<Seen.Item> items = Observations.read(file, decisionCookie);
      Vantage vantage = Observations.isOfBrowser(file) ? Vantage.BROWSER : Vantage.SERVER;
      return new ObservedFile(file.toString(), new Observation(vantage, items));
    } catch (IOException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }
}
