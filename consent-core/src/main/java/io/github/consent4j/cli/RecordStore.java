package io.github.consent4j.cli;

import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.file.FileRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The store that a command works on, as its options name it. */
final class RecordStore {

  /** The environment variable with the password of the database. */
  static final String PASSWORD = "CONSENT_DB_PASSWORD";

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description =
          "The directory with the records, as 'records.directory' of the policy names it.",
      order = 90)
  @Nullable Path directory;

  @Option(
      names = "--jdbc",
      paramLabel = "URL",
      description = "The database with the records, such as jdbc:postgresql://host/database.",
      order = 91)
  @Nullable String jdbc;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "The user of the database; its password is in " + PASSWORD + ".",
      order = 92)
  @Nullable String user;

  @Option(
      names = "--key",
      paramLabel = "PEM",
      description = "The public key that verifies the checkpoints' signatures.",
      order = 93)
  @Nullable Path key;

  /** Opens the store for reading. It may be in use meanwhile. */
  ConsentRecords read(Terminal terminal) throws IOException {
    return open(terminal, false);
  }

  /** Opens the store for changes. */
  ConsentRecords change(Terminal terminal) throws IOException {
    return open(terminal, true);
  }

  private ConsentRecords open(Terminal terminal, boolean changes) throws IOException {
    if (directory != null && jdbc == null) {
      return ofDirectory(directory, changes);
    }
    if (jdbc != null && directory == null) {
      return DatabaseStore.open(jdbc, user, password(user, terminal), key);
    }
    throw new UnusableException(
        "Name one store: '--directory DIR', or '--jdbc URL' and '--user NAME'");
  }

  private ConsentRecords ofDirectory(Path place, boolean changes) throws IOException {
    if (!Files.isDirectory(place)) {
      throw new UnusableException(place + " is no directory with records");
    }
    FileRecords.Builder store = FileRecords.builder(place).readOnly(!changes);
    if (key != null) {
      store.key(key);
    }
    try {
      return store.open();
    } catch (IOException e) {
      throw new UnusableException(
          e.getMessage()
              + (changes
                  ? " The code of a running site can call ConsentRecords.erase and purge itself."
                  : ""));
    }
  }

  /** Returns the password of a database; null if it needs none, or nobody knows it. */
  static @Nullable String password(@Nullable String user, Terminal terminal) {
    String password = System.getenv(PASSWORD);
    return user == null || password != null ? password : terminal.askSecret("Password of " + user);
  }
}
