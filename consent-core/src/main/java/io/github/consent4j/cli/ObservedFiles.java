package io.github.consent4j.cli;

import io.github.consent4j.audit.observed.Observation;
import io.github.consent4j.audit.observed.Observation.Vantage;
import io.github.consent4j.cli.finding.ObservedFile;
import io.github.consent4j.seen.journal.SeenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files with observations. */
final class ObservedFiles {

  private ObservedFiles() {}

  /**
   * Reads a file.
   *
   * @throws UnusableException if it cannot be read
   */
  static ObservedFile read(Path file) {
    if (!Files.exists(file)) {
      throw new UnusableException(
          file + " is not there; the site writes it if its policy has 'seen: { file: ... }'");
    }
    try {
      return new ObservedFile(
          file.toString(), new Observation(Vantage.SERVER, SeenFile.read(file)));
    } catch (IOException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }
}
