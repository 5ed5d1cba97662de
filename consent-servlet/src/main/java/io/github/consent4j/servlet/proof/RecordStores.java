package io.github.consent4j.servlet.proof;

import io.github.consent4j.policy.RecordKeeping;
import io.github.consent4j.policy.RecordKeeping.Store;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.file.FileRecords;
import io.github.consent4j.record.jdbc.JdbcRecords;
import io.github.consent4j.record.keep.Recorder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the store of records that a policy names. */
public final class RecordStores {

  private static final Logger LOG = LoggerFactory.getLogger(RecordStores.class);

  private RecordStores() {}

  /**
   * What the application brings in place of what the policy names.
   *
   * @param records the store; null if the application brings none
   * @param database the database of a store in a database; null for the one that the policy names
   * @param key the key that signs checkpoints; null for the one that the policy names
   */
  public record Given(
      @Nullable ConsentRecords records, @Nullable DataSource database, @Nullable KeyPair key) {}

  /**
   * Begins to keep proof, if the policy or the application says where. Logs one line about it.
   *
   * @throws IOException if the store cannot be used; its message is for the operator
   */
  public static Proof open(RecordKeeping settings, Given given, Clock clock) throws IOException {
    if (given.records() == null && settings.store() == Store.NONE) {
      LOG.info(
          "No proof of consent is kept (GDPR, article 7(1)). To keep it, write 'records: {"
              + " directory: consent-records }' in the policy");
      return Proof.off();
    }
    boolean isInFiles = given.records() == null && settings.store() == Store.FILE;
    Optional<Path> directory = settings.directory().map(Path::of);
    ConsentRecords store =
        given.records() != null ? given.records() : opened(settings, given, clock);
    try {
      Path spool = isInFiles ? null : directory.orElse(null);
      Recorder recorder = Recorder.open(store, spool, settings, clock);
      LOG.info("Proof of consent is kept in {}", place(settings, given));
      if (!isInFiles && spool == null) {
        LOG.info(
            "Decisions have no proof while the store of records cannot be reached: name a"
                + " 'records.directory' in which records wait");
      }
      return Proof.of(recorder, settings, clock);
    } catch (IOException e) {
      store.close();
      throw unusable(e, "the directory " + shown(directory), "directory");
    }
  }

  private static String place(RecordKeeping settings, Given given) {
    return given.records() != null
        ? given.records().getClass().getName()
        : settings.store() == Store.FILE
            ? shown(settings.directory().map(Path::of))
            : "a database " + settings.dataSource().orElse("of the application");
  }

  private static String shown(Optional<Path> directory) {
    return directory.map(path -> path.toAbsolutePath().normalize().toString()).orElse("");
  }

  private static ConsentRecords opened(RecordKeeping settings, Given given, Clock clock)
      throws IOException {
    return settings.store() == Store.FILE
        ? inFiles(settings, given.key(), clock)
        : inDatabase(settings, database(settings, given), given.key(), clock);
  }

  private static ConsentRecords inFiles(RecordKeeping settings, @Nullable KeyPair key, Clock clock)
      throws IOException {
    Path directory = Path.of(settings.directory().orElseThrow());
    FileRecords.Builder records = FileRecords.builder(directory).clock(clock);
    settings.node().ifPresent(records::node);
    setKey(settings, key, records::key, records::key);
    try {
      return records.open();
    } catch (IOException e) {
      throw unusable(e, "the directory " + shown(Optional.of(directory)), "directory");
    }
  }

  private static ConsentRecords inDatabase(
      RecordKeeping settings, DataSource database, @Nullable KeyPair key, Clock clock)
      throws IOException {
    JdbcRecords.Builder records = JdbcRecords.builder(database).clock(clock);
    settings.node().ifPresent(records::node);
    setKey(settings, key, records::key, records::key);
    try {
      return records.open();
    } catch (IOException e) {
      throw unusable(e, "the database " + settings.dataSource().orElse(""), "data-source");
    }
  }

  /** What takes the file of a key. */
  @FunctionalInterface
  private interface KeyFile {
    void take(Path file) throws IOException;
  }

  /** Sets the key that the application brings, or else the one that the policy names. */
  private static void setKey(
      RecordKeeping settings, @Nullable KeyPair brought, Consumer<KeyPair> pair, KeyFile named)
      throws IOException {
    Optional<Path> file = settings.key().map(Path::of);
    if (brought != null) {
      pair.accept(brought);
    } else if (file.isPresent()) {
      try {
        named.take(file.get());
      } catch (IOException e) {
        throw unusable(e, "the key " + shown(file), "key");
      }
    }
  }

  /**
   * Returns the database that the application brings, or the one that the policy names.
   *
   * @throws IOException if there is none; its message is for the operator
   */
  public static DataSource database(RecordKeeping settings, Given given) throws IOException {
    if (given.database() != null) {
      return given.database();
    }
    if (settings.dataSource().isEmpty()) {
      throw new IOException(
          "'records.store' is jdbc and no database is named, so the site does not start: write the"
              + " name under which the container has it as 'records.data-source' (JNDI), or give"
              + " the filter one by ConsentFilter.builder().recordDatabase(...)");
    }
    return named(settings.dataSource().get());
  }

  /** Names with the scheme of another service, such as ldap:, lead out of the container. */
  @SuppressWarnings("BanJNDI") // the name is the operator's, and within the container
  private static DataSource named(String name) throws IOException {
    if (name.contains(":") && !name.startsWith("java:")) {
      throw new IOException(
          "'records.data-source' names '"
              + name
              + "', so the site does not start: expected a name of the container, such as"
              + " 'java:comp/env/jdbc/consent'");
    }
    try {
      Object found = new InitialContext().lookup(name);
      if (found instanceof DataSource database) {
        return database;
      }
      throw new IOException(
          "'records.data-source' names '"
              + name
              + "', which is no data source but a "
              + found.getClass().getName()
              + ", so the site does not start");
    } catch (NamingException e) {
      throw new IOException(
          "'records.data-source' names '"
              + name
              + "', and the container has no such data source, so the site does not start: "
              + e.getMessage(),
          e);
    }
  }

  /** Returns a failure with a message that says what to do. */
  private static IOException unusable(IOException failure, String what, String key) {
    return new IOException(
        "Proof of consent cannot be kept, so the site does not start: "
            + what
            + " cannot be used ("
            + reason(failure)
            + "). Make it usable for the user that runs the site, or change 'records."
            + key
            + "' in the policy",
        failure);
  }

  private static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException denied) {
      return "access denied: " + denied.getFile();
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "a file stands in its place";
    }
    if (failure instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason() + ": " + file.getFile();
    }
    return String.valueOf(failure.getMessage());
  }
}
