package io.github.consent4j.cli.observation;

import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.SeenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads what was observed at a site: {@code consent-seen.yaml}, which the site writes itself, the
 * {@code inspection.json} of the EDPS Website Evidence Collector, or an HTTP archive (HAR) of a
 * browser. The content of the file says which one it is. Thread-safe.
 */
public final class Observations {

  private Observations() {}

  /**
   * Reads a file. Names are generalised as a running site does, and values are left out.
   *
   * @return what was seen, by kind and name
   * @throws IOException if the file is not there or is none of these; the message is for the person
   *     who named the file, with the place in it and what was expected
   */
  public static List<Seen.Item> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file + " is not there");
    }
    return SeenFile.read(file);
  }
}
