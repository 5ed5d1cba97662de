package io.github.consent4j.record.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** The dialect of H2. */
final class H2 implements Dialect {

  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  @Override
  public String folder() {
    return "h2";
  }

  @Override
  public String quoted(String name) {
    return '"' + name + '"';
  }

  @Override
  public Object time(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  @Override
  public Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  @Override
  public Object id(UUID id) {
    return id.toString();
  }

  @Override
  public boolean isDuplicate(SQLException failure) {
    return "23505".equals(failure.getSQLState());
  }

  @Override
  public boolean refusesDuplicate(Instant decidedAt, Instant storedAt) {
    return true;
  }

  @Override
  public void prepare(Connection connection, Instant storedAt) {}

  @Override
  public void forget() {}

  // a database of H2 is mostly open in one process alone, and two purges at once do no harm

  @Override
  public void lock(Connection connection, String name) {
    IN_PROCESS.lock();
  }

  @Override
  public boolean tryLock(Connection connection, String name) {
    IN_PROCESS.lock();
    return true;
  }

  @Override
  public void unlock(Connection connection, String name) {
    IN_PROCESS.unlock();
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
