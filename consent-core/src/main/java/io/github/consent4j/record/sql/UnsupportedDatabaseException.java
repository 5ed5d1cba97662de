package io.github.consent4j.record.sql;

import java.sql.SQLException;

/** A database of which the store does not know how to use it. */
final class UnsupportedDatabaseException extends SQLException {

  private static final long serialVersionUID = 1L;

  UnsupportedDatabaseException(String message) {
    super(message, "0A000");
  }
}
