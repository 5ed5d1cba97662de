package io.github.consent4j.record.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.ConsentRecordsContract;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The contract of stores, on every database. */
class JdbcContractTest {

  static final KeyPair KEY = key();

  private static KeyPair key() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private abstract static class OnDatabase extends ConsentRecordsContract {

    private final TestDatabase database;
    private HikariDataSource dataSource;

    OnDatabase(TestDatabase database) {
      this.database = database;
    }

    @BeforeEach
    void create() {
      dataSource = TestDatabase.pool(database.create(), 3);
    }

    @AfterEach
    void close() {
      if (dataSource != null) {
        dataSource.close();
      }
    }

    @Override
    protected ConsentRecords open() throws IOException {
      return JdbcRecords.builder(dataSource).node("a").key(KEY).clock(clock).open();
    }
  }

  @Nested
  class OnPostgresql extends OnDatabase {
    OnPostgresql() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  class OnMariaDb extends OnDatabase {
    OnMariaDb() {
      super(TestDatabase.MARIADB);
    }
  }

  @Nested
  class OnH2InMemory extends OnDatabase {
    OnH2InMemory() {
      super(TestDatabase.H2_MEMORY);
    }
  }

  @Nested
  class OnH2InFiles extends OnDatabase {
    OnH2InFiles() {
      super(TestDatabase.H2_FILE);
    }
  }
}
