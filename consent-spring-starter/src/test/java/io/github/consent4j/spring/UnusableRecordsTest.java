package io.github.consent4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application whose store of records cannot be used does not start, and says why. */
@ExtendWith(OutputCaptureExtension.class)
class UnusableRecordsTest {

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    ServletWebServerFactoryAutoConfiguration.class,
    ConsentAutoConfiguration.class
  })
  static class Site {}

  @Configuration(proxyBeanMethods = false)
  static class Database {

    /** A database in which somebody else has a table of the same name. */
    @Bean
    DataSource database() throws Exception {
      JdbcDataSource database = new JdbcDataSource();
      database.setURL("jdbc:h2:mem:foreign;DB_CLOSE_DELAY=-1");
      try (Connection connection = database.getConnection()) {
        connection
            .createStatement()
            .execute("CREATE TABLE IF NOT EXISTS consent_schema (something INT)");
        connection
            .createStatement()
            .execute("CREATE TABLE IF NOT EXISTS consent_records (something INT)");
      }
      return database;
    }
  }

  @TempDir private Path folder;

  private static void assertReported(CapturedOutput output, String reason, Runnable start) {
    assertThatThrownBy(start::run).isInstanceOf(RuntimeException.class);
    assertThat(output.getAll())
        .contains("APPLICATION FAILED TO START")
        .contains("Proof of consent cannot be kept, so the site does not start")
        .contains(reason)
        .contains("keeps no proof of consent")
        .doesNotContain("\tat ");
  }

  private static SpringApplication site(Class<?>... sources) {
    return new SpringApplicationBuilder(sources)
        .properties(
            "server.port=0",
            "consent.policy.site.name=Institute",
            "consent.policy.categories.necessary.required=true")
        .build();
  }

  @Test
  void a_directory_that_cannot_be_used_is_reported_without_a_stack_trace(CapturedOutput output)
      throws Exception {
    Path taken = Files.writeString(folder.resolve("records"), "a file");
    assertReported(
        output,
        "Make it usable for the user that runs the site",
        () -> site(Site.class).run("--consent.policy.records.directory=" + taken));
  }

  @Test
  void a_database_that_cannot_be_used_is_reported_without_a_stack_trace(CapturedOutput output) {
    assertReported(
        output,
        "the database",
        () -> site(Site.class, Database.class).run("--consent.policy.records.store=jdbc"));
  }

  @Test
  void a_store_is_open_once_and_closed_with_the_application() {
    Path records = folder.resolve("kept");
    for (int i = 0; i < 2; i++) {
      site(Site.class).run("--consent.policy.records.directory=" + records).close();
    }
    assertThat(records).isNotEmptyDirectory();
  }
}
