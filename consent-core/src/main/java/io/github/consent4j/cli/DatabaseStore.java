package io.github.consent4j.cli;

import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.jdbc.JdbcRecords;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.jdbc.JdbcSeen;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens records in a database, and reads what was seen there. No other command needs the module
 * java.sql.
 */
final class DatabaseStore {

  /** The name under which erasures are written down. */
  private static final String NODE = "command-line";

  private DatabaseStore() {}

  /**
   * Opens a store.
   *
   * @throws UnusableException if the driver is missing
   * @throws IOException if the store cannot be opened
   */
  static ConsentRecords open(
      String url, @Nullable String user, @Nullable String password, @Nullable Path key)
      throws IOException {
    requireDriver(url, "records");
    JdbcRecords.Builder store =
        JdbcRecords.builder(new DriverConnections(url, user, password)).node(NODE).migrate(false);
    if (key != null) {
      store.key(key);
    }
    return store.open();
  }

  /**
   * Reads what was seen at the site.
   *
   * @throws UnusableException if the driver is missing
   * @throws IOException if the database cannot be read
   */
  static List<Seen.Item> seen(String url, @Nullable String user, @Nullable String password)
      throws IOException {
    requireDriver(url, "audit");
    return new JdbcSeen(new DriverConnections(url, user, password)).read();
  }

  private static void requireDriver(String url, String command) {
    try {
      DriverManager.getDriver(url);
    } catch (SQLException e) {
      throw new UnusableException(
          "No driver for "
              + url
              + " is on the class path; call\n  java -cp consent-cli.jar:driver.jar "
              + RecordsCommand.MAIN
              + " "
              + command
              + " ...");
    }
  }
}
