package io.github.consent4j.record.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.consent4j.record.TestRecords;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scripts, run by the library and by Flyway. */
class SchemaScriptsTest {

  private HikariDataSource dataSource;

  @AfterEach
  void close() {
    if (dataSource != null) {
      dataSource.close();
    }
  }

  private Flyway flyway(TestDatabase database) {
    String folder =
        switch (database) {
          case POSTGRESQL -> "postgresql";
          case MARIADB -> "mariadb";
          case H2_MEMORY, H2_FILE -> "h2";
        };
    return Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:io/github/consent4j/record/jdbc/" + folder)
        .table("consent_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load();
  }

  private void append(boolean migrate) throws IOException {
    try (JdbcRecords records = JdbcRecords.builder(dataSource).migrate(migrate).open()) {
      records.append(List.of(TestRecords.given("a", Instant.now())));
      assertThat(records.verify().breaks()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "H2_FILE", mode = EnumSource.Mode.EXCLUDE)
  void the_library_sees_what_flyway_has_done(TestDatabase database) throws IOException {
    dataSource = TestDatabase.pool(database.create(), 4);
    TestDatabase.execute(dataSource, "CREATE TABLE of_the_application (id int)");
    assertThat(flyway(database).migrate().migrationsExecuted).isEqualTo(2);
    append(true);
    append(false);
    assertThat(flyway(database).validateWithResult().validationSuccessful).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = "H2_FILE", mode = EnumSource.Mode.EXCLUDE)
  void flyway_sees_what_the_library_has_done(TestDatabase database) throws IOException {
    dataSource = TestDatabase.pool(database.create(), 4);
    append(true);
    append(true);
    assertThat(flyway(database).validateWithResult().validationSuccessful).isTrue();
    assertThat(flyway(database).migrate().migrationsExecuted).isZero();
    assertThat(flyway(database).info().applied()).hasSize(2);
  }
}
