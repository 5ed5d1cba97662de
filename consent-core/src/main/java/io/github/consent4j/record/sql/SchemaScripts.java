package io.github.consent4j.record.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Creates the tables by versioned scripts, each once. What has run stands in a table of the form
 * that Flyway uses, so that either of the two sees what the other one has done.
 */
public final class SchemaScripts {

  private static final List<String> SCRIPTS =
      List.of("V1__consent_records.sql", "V2__consent_seen.sql");

  private static final String FOLDER = "/io/github/consent4j/record/jdbc/";

  private static final String HISTORY = "consent_schema_history";

  /** The table of the history and its columns, as Flyway has them. */
  private static final String[] HISTORY_AND_COLUMNS = {
    HISTORY,
    "installed_rank",
    "version",
    "description",
    "type",
    "script",
    "checksum",
    "installed_by",
    "installed_on",
    "execution_time",
    "success"
  };

  private final Dialect dialect;

  /**
   * @param dialect the dialect of the database
   */
  public SchemaScripts(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Runs the scripts that have not run yet. Several nodes may do so at once. */
  public void run(Connection connection) throws SQLException {
    if (!missing(connection).isEmpty()) {
      Transactions.run(
          connection,
          () -> {
            dialect.lock(connection, HISTORY);
            try {
              runMissing(connection);
            } finally {
              dialect.unlock(connection, HISTORY);
            }
            return null;
          });
    }
  }

  /**
   * Checks that all tables are there.
   *
   * @throws SQLNonTransientException if they are not
   */
  public void check(Connection connection) throws SQLException {
    if (!hasTable(connection, "consent_records")) {
      throw new SQLNonTransientException(
          "The table consent_records is missing in the current schema. Run the scripts in"
              + " io/github/consent4j/record/jdbc/"
              + dialect.folder()
              + ", or let the library do it");
    }
  }

  private void runMissing(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!hasHistory(connection)) {
        statement.execute(history());
      }
      for (String script : missing(connection)) {
        long start = System.nanoTime();
        String text = text(script);
        for (String each : statements(text)) {
          statement.execute(each);
        }
        record(connection, script, text, (System.nanoTime() - start) / 1_000_000);
      }
    }
  }

  private String history() {
    return """
    CREATE TABLE IF NOT EXISTS %s (
      %s int NOT NULL PRIMARY KEY,
      %s varchar(50),
      %s varchar(200) NOT NULL,
      %s varchar(20) NOT NULL,
      %s varchar(1000) NOT NULL,
      %s int,
      %s varchar(100) NOT NULL,
      %s timestamp DEFAULT CURRENT_TIMESTAMP NOT NULL,
      %s int NOT NULL,
      %s boolean NOT NULL
    )"""
        .formatted(quoted(HISTORY_AND_COLUMNS));
  }

  private Object[] quoted(String... names) {
    List<String> quoted = new ArrayList<>();
    for (String name : names) {
      quoted.add(dialect.quoted(name));
    }
    return quoted.toArray();
  }

  private List<String> missing(Connection connection) throws SQLException {
    Set<String> done = new HashSet<>();
    if (hasHistory(connection)) {
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT %s FROM %s WHERE %s = true"
                      .formatted(quoted("script", HISTORY, "success")))) {
        while (row.next()) {
          done.add(row.getString(1));
        }
      }
    }
    return SCRIPTS.stream().filter(script -> !done.contains(script)).toList();
  }

  private void record(Connection connection, String script, String text, long milliseconds)
      throws SQLException {
    String version = script.substring(1, script.indexOf("__"));
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO %s (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) VALUES (?,?,?,?,?,?,?,?,?,?)"
                .formatted(quoted(HISTORY_AND_COLUMNS)))) {
      insert.setInt(1, SCRIPTS.indexOf(script) + 1);
      insert.setString(2, version);
      insert.setString(3, script.replaceAll("^V[0-9]+__|\\.sql$", "").replace('_', ' '));
      insert.setString(4, "SQL");
      insert.setString(5, script);
      insert.setInt(6, checksum(text));
      insert.setString(7, String.valueOf(connection.getMetaData().getUserName()));
      insert.setTimestamp(8, Timestamp.from(Instant.now()));
      insert.setInt(9, (int) milliseconds);
      insert.setBoolean(10, true);
      insert.executeUpdate();
    } catch (SQLException e) {
      if (!dialect.isDuplicate(e)) {
        throw e;
      }
      // another node was as fast, where no lock keeps them apart; the scripts do the same twice
    }
  }

  private static boolean hasHistory(Connection connection) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    try (ResultSet table =
        database.getTables(connection.getCatalog(), connection.getSchema(), HISTORY, null)) {
      return table.next();
    }
  }

  private static boolean hasTable(Connection connection, String name) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    String stored = database.storesUpperCaseIdentifiers() ? name.toUpperCase(Locale.ROOT) : name;
    try (ResultSet table =
        database.getTables(connection.getCatalog(), connection.getSchema(), stored, null)) {
      return table.next();
    }
  }

  private static List<String> statements(String text) {
    List<String> statements = new ArrayList<>();
    for (String each : text.replaceAll("(?m)^--.*\\R", "").split(";\\R")) {
      if (!each.isBlank()) {
        statements.add(each);
      }
    }
    return statements;
  }

  /** Returns the checksum that Flyway compares: of all lines, without their ends. */
  private static int checksum(String text) {
    CRC32 checksum = new CRC32();
    text.lines().forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) checksum.getValue();
  }

  private String text(String script) {
    String name = FOLDER + dialect.folder() + "/" + script;
    try (InputStream in = SchemaScripts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The library's script " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
