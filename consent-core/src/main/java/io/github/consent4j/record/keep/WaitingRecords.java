package io.github.consent4j.record.keep;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;

/**
 * The records that a site which does not run has left in its spool. Not thread-safe. A site that is
 * started meanwhile leaves them alone until its next start.
 */
public final class WaitingRecords implements Closeable {

  private final Spool spool;

  private WaitingRecords(Spool spool) {
    this.spool = spool;
  }

  /**
   * Takes over a spool.
   *
   * @throws IOException if the directory is missing or cannot be used, or if a process that runs
   *     has records in it
   */
  public static WaitingRecords open(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(directory + " is no directory in which records wait");
    }
    Spool spool = Spool.open(directory, Limits.DEFAULT);
    try {
      if (spool.isShared()) {
        throw new IOException("The directory " + directory + " is in use by a process that runs");
      }
      return new WaitingRecords(spool);
    } catch (IOException e) {
      spool.close();
      throw e;
    }
  }

  /**
   * Returns the identifiers of a visitor's records, those that were set aside included.
   *
   * @throws IOException if the files cannot be read
   */
  public Set<UUID> of(String consentId) throws IOException {
    return spool.idsOf(consentId);
  }

  /**
   * Erases a visitor's records, those that were set aside included.
   *
   * @throws IOException if the files cannot be changed
   */
  public void erase(String consentId) throws IOException {
    spool.erase(consentId);
  }

  /**
   * Leaves what waits to the site.
   *
   * @throws IOException if the files cannot be closed
   */
  @Override
  public void close() throws IOException {
    spool.close();
  }
}
