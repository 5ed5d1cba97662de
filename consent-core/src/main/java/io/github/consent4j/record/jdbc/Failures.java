package io.github.consent4j.record.jdbc;

import io.github.consent4j.record.sql.Dialect;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;

/** What failures of a database mean. */
final class Failures {

  private Failures() {}

  /** Returns a failure for those who use the store. */
  static IOException io(String purpose, SQLException cause) {
    String state = cause.getSQLState();
    return new IOException(
        "Consent records: the database "
            + purpose
            + (state == null ? "" : " (SQLState " + state + ")")
            + ": "
            + cause.getMessage(),
        cause);
  }

  /**
   * Returns whether a database cannot be reached at present: class 08, or 57P0x with which
   * PostgreSQL refuses connections while it starts and stops.
   */
  static boolean isUnreachable(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTransientConnectionException
        || failure instanceof SQLNonTransientConnectionException
        || failure instanceof SQLRecoverableException
        || (state != null && (state.startsWith("08") || state.startsWith("57P0")));
  }

  /** Returns whether an insertion failed because a unique key is there already. */
  static boolean isDuplicate(Dialect dialect, SQLException failure) {
    for (SQLException each = failure; each != null; each = each.getNextException()) {
      if (dialect.isDuplicate(each)) {
        return true;
      }
    }
    return failure.getCause() instanceof SQLException cause && isDuplicate(dialect, cause);
  }
}
