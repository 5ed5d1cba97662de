package io.github.consent4j.record.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.zaxxer.hikari.HikariDataSource;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.TestRecords;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A database that fails, hangs and comes back. The failures are those that the driver of PostgreSQL
 * (42.7.14) with HikariCP (7.0.2) gave when a server of version 14.22 was treated in these ways:
 *
 * <ul>
 *   <li>stopped ("fast"), a statement: {@code PSQLException}, 57P01, "terminating connection due to
 *       administrator command"; rollback and setAutoCommit after it: {@code SQLException} without a
 *       state, "Connection is closed"
 *   <li>while it is down, a new connection: {@code PSQLException}, 08001, "Connection to ...
 *       refused"; from the pool {@code SQLTransientConnectionException}, 08001
 *   <li>its process killed, commit: {@code PSQLException}, 08006, cause {@code EOFException}
 *   <li>its process suspended, commit with {@code socketTimeout}: {@code PSQLException}, 08006,
 *       cause {@code SocketTimeoutException}; the transaction was committed all the same
 * </ul>
 */
class UnreachableDatabaseTest {

  private static final SQLException REFUSED =
      new SQLTransientConnectionException(
          "HikariPool-1 - Connection is not available, request timed out after 1000ms", "08001");

  private final DataSource dataSource = mock();
  private HikariDataSource real;

  @BeforeEach
  void create() throws SQLException {
    real = TestDatabase.pool(TestDatabase.H2_MEMORY.create(), 4);
    comesBack();
  }

  @AfterEach
  void close() {
    real.close();
  }

  private void comesBack() throws SQLException {
    doAnswer(call -> real.getConnection()).when(dataSource).getConnection();
  }

  private void isDown() throws SQLException {
    doAnswer(
            call -> {
              throw REFUSED;
            })
        .when(dataSource)
        .getConnection();
  }

  private JdbcRecords open() throws IOException {
    return JdbcRecords.builder(dataSource).node("a").open();
  }

  private static ConsentRecord record(String consentId) {
    return TestRecords.given(consentId, Instant.now());
  }

  private static List<ConsentRecord> all(JdbcRecords records) throws IOException {
    List<ConsentRecord> all = new ArrayList<>();
    records.forEach(Query.ALL, all::add);
    return all;
  }

  @Test
  void a_store_opens_while_the_database_is_down_and_works_when_it_is_there() throws Exception {
    isDown();
    ConsentRecord record = record("x");
    try (JdbcRecords records = open()) {
      assertThatThrownBy(() -> records.append(List.of(record)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("SQLState 08001");
      assertThatThrownBy(() -> records.notice("12345678")).isInstanceOf(IOException.class);
      comesBack();
      records.append(List.of(record));
      assertThat(all(records)).containsExactly(record);
    }
  }

  @Test
  void a_database_that_is_not_supported_is_an_error_at_once() throws SQLException {
    DatabaseMetaData metaData = mock();
    when(metaData.getDatabaseProductName()).thenReturn("Oracle");
    Connection connection = mock();
    when(connection.getMetaData()).thenReturn(metaData);
    doAnswer(call -> connection).when(dataSource).getConnection();
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Oracle. Use PostgreSQL, MariaDB or H2");
  }

  @Test
  void a_statement_that_fails_stores_nothing_and_the_chain_goes_on() throws Exception {
    ConsentRecord first = record("x");
    ConsentRecord second = record("y");
    try (JdbcRecords records = open()) {
      records.append(List.of(first));
      Connection stopped = mock(Connection.class, delegatesTo(real.getConnection()));
      doAnswer(
              call -> {
                throw new SQLException(
                    "FATAL: terminating connection due to administrator command", "57P01");
              })
          .when(stopped)
          .prepareStatement(org.mockito.ArgumentMatchers.startsWith("INSERT"));
      doAnswer(
              call -> {
                throw new SQLException("Connection is closed");
              })
          .when(stopped)
          .rollback();
      doAnswer(call -> stopped).when(dataSource).getConnection();
      assertThatThrownBy(() -> records.append(List.of(second, record("z"))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("SQLState 57P01")
          .hasMessageContaining("terminating connection");
      isDown();
      assertThatThrownBy(() -> records.append(List.of(second))).isInstanceOf(IOException.class);
      comesBack();
      records.append(List.of(second));
      assertThat(all(records)).containsExactlyInAnyOrder(first, second);
      assertThat(records.verify().breaks()).isEmpty();
      assertThat(records.verify().records()).isEqualTo(2);
    }
  }

  @Test
  void a_commit_without_an_answer_has_happened() throws Exception {
    ConsentRecord first = record("x");
    ConsentRecord second = record("y");
    ConsentRecord third = record("z");
    try (JdbcRecords records = open()) {
      answerIsLost(true, new SocketTimeoutException("Read timed out"));
      assertThatThrownBy(() -> records.append(List.of(first, third)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("SQLState 08006");
      comesBack();
      records.append(List.of(first, third, second));
      assertThat(all(records)).containsExactlyInAnyOrder(first, second, third);
      assertThat(records.verify().breaks()).isEmpty();
      assertThat(records.verify().records()).isEqualTo(3);
    }
  }

  @Test
  void a_commit_without_an_answer_has_not_happened() throws Exception {
    ConsentRecord first = record("x");
    ConsentRecord second = record("y");
    try (JdbcRecords records = open()) {
      answerIsLost(false, new EOFException());
      assertThatThrownBy(() -> records.append(List.of(first, second)))
          .isInstanceOf(IOException.class);
      comesBack();
      records.append(List.of(second));
      records.append(List.of(first));
      assertThat(all(records)).containsExactlyInAnyOrder(first, second);
      assertThat(records.verify().breaks()).isEmpty();
      assertThat(records.verify().records()).isEqualTo(2);
    }
  }

  private void answerIsLost(boolean committed, IOException cause) throws SQLException {
    Connection connection = real.getConnection();
    Connection lost = mock(Connection.class, delegatesTo(connection));
    List<Boolean> inserted = new ArrayList<>();
    doAnswer(
            call -> {
              inserted.add(true);
              return connection.prepareStatement(call.getArgument(0));
            })
        .when(lost)
        .prepareStatement(org.mockito.ArgumentMatchers.startsWith("INSERT"));
    doAnswer(
            call -> {
              if (inserted.isEmpty()) {
                connection.commit();
                return null;
              }
              if (committed) {
                connection.commit();
              } else {
                connection.rollback();
              }
              throw new SQLException(
                  "An I/O error occurred while sending to the backend.", "08006", cause);
            })
        .when(lost)
        .commit();
    doAnswer(call -> lost).when(dataSource).getConnection();
  }

  @Test
  void who_reads_and_who_closes_do_not_wait_for_a_database_that_hangs() throws Exception {
    ConsentRecord record = record("x");
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    JdbcRecords records = open();
    records.append(List.of(record));
    doAnswer(
            call -> {
              hangs.countDown();
              answers.await();
              return real.getConnection();
            })
        .doAnswer(call -> real.getConnection())
        .when(dataSource)
        .getConnection();
    List<Throwable> failures = new ArrayList<>();
    Thread appends =
        new Thread(
            () -> {
              try {
                records.append(List.of(record("y")));
              } catch (IOException e) {
                failures.add(e);
              }
            });
    appends.start();
    assertThat(hangs.await(30, TimeUnit.SECONDS)).isTrue();
    comesBack();
    assertThat(all(records)).containsExactly(record);
    records.close(); // gives up waiting
    answers.countDown();
    appends.join();
    assertThat(failures).isEmpty();
    assertThat(all(records)).hasSize(2);
  }
}
