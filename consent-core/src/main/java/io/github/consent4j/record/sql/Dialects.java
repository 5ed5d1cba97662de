package io.github.consent4j.record.sql;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;

/** Chooses the dialect of a database. */
public final class Dialects {

  private Dialects() {}

  /**
   * Returns the dialect of a database.
   *
   * @throws UnsupportedDatabaseException if it is none of those that are supported
   */
  public static Dialect of(DatabaseMetaData database) throws SQLException {
    String product = database.getDatabaseProductName();
    String version = String.valueOf(database.getDatabaseProductVersion());
    return switch (product.toLowerCase(Locale.ROOT)) {
      case "postgresql" -> new PostgreSql();
      case "mariadb" -> new MariaDb();
      case "h2" -> new H2();
      default -> {
        // MySQL's driver calls a MariaDB server MySQL
        if (version.contains("MariaDB")) {
          yield new MariaDb();
        }
        throw new UnsupportedDatabaseException(
            "Consent records cannot be kept in "
                + product
                + ". Use PostgreSQL, MariaDB or H2, or the store of files.");
      }
    };
  }
}
