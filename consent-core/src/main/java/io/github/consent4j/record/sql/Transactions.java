package io.github.consent4j.record.sql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs what is to happen in a database altogether or not at all. Each transaction takes a
 * connection of its own, so that one that hangs keeps no other from its work. Thread-safe.
 */
public final class Transactions {

  /** What happens in a transaction. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    /** Does it on a connection. */
    T on(Connection connection) throws SQLException;
  }

  /** A part of the work on a connection that is at hand. */
  @FunctionalInterface
  public interface Step<T extends @Nullable Object> {
    /** Does it. */
    T run() throws SQLException;
  }

  private final DataSource dataSource;

  /**
   * @param dataSource gives a connection for each piece of work
   */
  public Transactions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Runs work in one transaction. */
  public <T extends @Nullable Object> T run(Work<T> work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return run(connection, () -> work.on(connection));
    }
  }

  /** Runs work that has transactions of its own on one connection. */
  public <T extends @Nullable Object> T connect(Work<T> work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return work.on(connection);
    }
  }

  /** Runs work in one transaction of a connection that is at hand. */
  public static <T extends @Nullable Object> T run(Connection connection, Step<T> work)
      throws SQLException {
    boolean before = connection.getAutoCommit();
    connection.setAutoCommit(false);
    boolean done = false;
    try {
      T result = work.run();
      connection.commit();
      done = true;
      return result;
    } finally {
      if (done) {
        connection.setAutoCommit(before);
      } else {
        undo(connection, before);
      }
    }
  }

  /** Runs a single statement, which is a transaction by itself. */
  public static <T extends @Nullable Object> T single(Connection connection, Step<T> statement)
      throws SQLException {
    if (connection.getAutoCommit()) {
      return statement.run();
    }
    return run(connection, statement);
  }

  private static void undo(Connection connection, boolean autoCommit) {
    try {
      connection.rollback();
      connection.setAutoCommit(autoCommit);
    } catch (SQLException e) {
      // the failure that led here says more, and a lost connection has undone everything
    }
  }
}
