package io.github.consent4j.record.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The dialect of MariaDB. */
final class MariaDb implements Dialect {

  private static final int DUPLICATE_ENTRY = 1062;
  private static final int SECONDS = 60;

  @Override
  public String folder() {
    return "mariadb";
  }

  @Override
  public String quoted(String name) {
    return '`' + name + '`';
  }

  // local times, because a driver converts others to the time zone of its session

  @Override
  public Object time(Instant time) {
    return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
  }

  @Override
  public Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  @Override
  public boolean isDuplicate(SQLException failure) {
    return failure.getErrorCode() == DUPLICATE_ENTRY;
  }

  @Override
  public boolean refusesDuplicate(Instant decidedAt, Instant storedAt) {
    return true;
  }

  @Override
  public void prepare(Connection connection, Instant storedAt) {}

  @Override
  public void forget() {}

  @Override
  public void lock(Connection connection, String name) throws SQLException {
    if (!lock(connection, name, SECONDS)) {
      throw new SQLTimeoutException(
          "Another node has held the lock '" + name + "' for " + SECONDS + " seconds");
    }
  }

  @Override
  public boolean tryLock(Connection connection, String name) throws SQLException {
    return lock(connection, name, 0);
  }

  private static boolean lock(Connection connection, String name, int seconds) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT GET_LOCK(CONCAT(DATABASE(), ?), ?)")) {
      lock.setString(1, name);
      lock.setInt(2, seconds);
      try (ResultSet row = lock.executeQuery()) {
        return row.next() && row.getInt(1) == 1;
      }
    }
  }

  @Override
  public void unlock(Connection connection, String name) throws SQLException {
    try (PreparedStatement unlock =
        connection.prepareStatement("SELECT RELEASE_LOCK(CONCAT(DATABASE(), ?))")) {
      unlock.setString(1, name);
      unlock.execute();
    }
  }

  @Override
  public boolean hasArrays() {
    return false;
  }

  @Override
  public boolean hasPartitions() {
    return false;
  }
}
