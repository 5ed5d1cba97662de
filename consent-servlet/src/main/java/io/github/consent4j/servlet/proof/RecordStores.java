package io.github.consent4j.servlet.proof;

import io.github.consent4j.policy.RecordKeeping;
import io.github.consent4j.policy.RecordKeeping.Store;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.chain.CheckpointKey;
import io.github.consent4j.record.file.FileRecords;
import io.github.consent4j.record.jdbc.JdbcRecords;
import io.github.consent4j.record.keep.Recorder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
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
   * Begins to keep proof, if the policy or the application says where. Logs one line about it.
   *
   * @param given the store that the application brings; null if it brings none
   * @throws IOException if the store cannot be used; its message is for the operator
   */
  public static Proof open(RecordKeeping settings, @Nullable ConsentRecords given, Clock clock)
      throws IOException {
    if (given == null && settings.store() == Store.NONE) {
      LOG.info(
          "No proof of consent is kept (GDPR, article 7(1)). To keep it, write 'records: {"
              + " directory: consent-records }' in the policy");
      return Proof.off();
    }
    boolean isInFiles = given == null && settings.store() == Store.FILE;
    Optional<Path> directory = settings.directory().map(Path::of);
    ConsentRecords store = given != null ? given : opened(settings, clock);
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

  private static String place(RecordKeeping settings, @Nullable ConsentRecords given) {
    return given != null
        ? given.getClass().getName()
        : settings.store() == Store.FILE
            ? shown(settings.directory().map(Path::of))
            : "the database " + settings.dataSource().orElse("");
  }

  private static String shown(Optional<Path> directory) {
    return directory.map(path -> path.toAbsolutePath().normalize().toString()).orElse("");
  }

  private static ConsentRecords opened(RecordKeeping settings, Clock clock) throws IOException {
    CheckpointKey key = key(settings);
    return settings.store() == Store.FILE
        ? inFiles(settings, key, clock)
        : inDatabase(settings, dataSource(settings), key, clock);
  }

  private static @Nullable CheckpointKey key(RecordKeeping settings) throws IOException {
    if (settings.key().isEmpty()) {
      return null;
    }
    Path file = Path.of(settings.key().get());
    try {
      return CheckpointKey.read(file);
    } catch (IOException e) {
      throw unusable(e, "the key " + file.toAbsolutePath().normalize(), "key");
    }
  }

  private static ConsentRecords inFiles(
      RecordKeeping settings, @Nullable CheckpointKey key, Clock clock) throws IOException {
    Path directory = Path.of(settings.directory().orElseThrow());
    FileRecords.Builder records = FileRecords.builder(directory).clock(clock);
    settings.node().ifPresent(records::node);
    if (key != null) {
      records.key(key);
    }
    try {
      return records.open();
    } catch (IOException e) {
      throw unusable(e, "the directory " + shown(Optional.of(directory)), "directory");
    }
  }

  private static ConsentRecords inDatabase(
      RecordKeeping settings, DataSource database, @Nullable CheckpointKey key, Clock clock)
      throws IOException {
    JdbcRecords.Builder records = JdbcRecords.builder(database).clock(clock);
    settings.node().ifPresent(records::node);
    if (key != null) {
      records.key(key);
    }
    try {
      return records.open();
    } catch (IOException e) {
      throw unusable(e, "the database " + settings.dataSource().orElse(""), "data-source");
    }
  }

  private static DataSource dataSource(RecordKeeping settings) throws IOException {
    if (settings.dataSource().isEmpty()) {
      throw new IOException(
          "'records.store' is jdbc and no database is named, so the site does not start: write the"
              + " name under which the container has it as 'records.data-source' (JNDI), or give"
              + " the filter a store by ConsentFilter.builder().records(...)");
    }
    String name = settings.dataSource().get();
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
    if (failure instanceof AccessDeniedException) {
      return "access denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "a file stands in its place";
    }
    return String.valueOf(failure.getMessage());
  }
}
