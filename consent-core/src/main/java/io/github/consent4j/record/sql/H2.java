package io.github.consent4j.record.sql;

import java.sql.Connection;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/** The dialect of H2. */
final class H2 implements Dialect {

  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  @Override
  public String folder() {
    return "h2";
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
