package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.setCookies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.consent4j.examples.browser.CapturedLog;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.file.FileRecords;
import io.github.consent4j.record.jdbc.JdbcRecords;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The stores that a policy names, from the start of a site to its end. */
class RecordStoresTest {

  private static final String ACCEPT = "choice=accept-all";
  private static final String NAMING = "java.naming.factory.initial";

  @TempDir private Path folder;
  private final TestSite site = new TestSite();
  private boolean isStarted;

  /** The names that a container has bound. */
  public static final class Naming implements InitialContextFactory {

    private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) {
      return (Context)
          Proxy.newProxyInstance(
              Naming.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) -> {
                if (!method.getName().equals("lookup")) {
                  return null;
                }
                Object found = BOUND.get(String.valueOf(arguments[0]));
                if (found == null) {
                  throw new NameNotFoundException("Name is not bound in this Context");
                }
                return found;
              });
    }
  }

  @AfterEach
  void stop() throws Exception {
    System.clearProperty(NAMING);
    Naming.BOUND.clear();
    if (isStarted) {
      site.close();
    }
  }

  private void start(String records) throws Exception {
    Path file = folder.resolve("consent.yaml");
    Files.writeString(file, TestSite.REFERENCE + "records: " + records + "\n");
    site.config(file).start(Containers.TOMCAT);
    isStarted = true;
  }

  private static List<ConsentRecord> all(ConsentRecords store) throws IOException {
    List<ConsentRecord> all = new ArrayList<>();
    store.forEach(ConsentRecords.Query.ALL, all::add);
    return all;
  }

  private static JdbcDataSource database(String name) {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
    return database;
  }

  /** Returns the configuration of a filter without a container. */
  private static FilterConfig config() {
    ServletContext context =
        (ServletContext)
            Proxy.newProxyInstance(
                RecordStoresTest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) ->
                    method.getName().equals("getClassLoader")
                        ? RecordStoresTest.class.getClassLoader()
                        : null);
    return (FilterConfig)
        Proxy.newProxyInstance(
            RecordStoresTest.class.getClassLoader(),
            new Class<?>[] {FilterConfig.class},
            (proxy, method, arguments) ->
                method.getName().equals("getServletContext") ? context : null);
  }

  /** Starts the filter alone, as the containers hide why it does not start. */
  private String refusal(String records) {
    ConsentFilter filter =
        ConsentFilter.builder()
            .policy(TestSite.policy(TestSite.REFERENCE + "records: " + records + "\n"))
            .build();
    Throwable failure = catchThrowable(() -> filter.init(config()));
    assertThat(failure).isInstanceOf(ServletException.class);
    assertThat(failure.getStackTrace()).isEmpty();
    return failure.getMessage();
  }

  @Test
  void a_directory_gets_the_records_and_what_visitors_were_shown() throws Exception {
    Path directory = folder.resolve("records");
    start("{ directory: " + directory + ", node: web-1 }");
    String first = site.consent(ACCEPT);
    site.choose("choice=withdraw&grant=statistics", "Cookie", first);
    assertThat(site.get("/consent/receipt.json", "Cookie", first).body())
        .contains("\"event\":\"given\"")
        .contains("\"event\":\"withdrawn\"");
    site.close();
    isStarted = false;

    try (ConsentRecords store = FileRecords.builder(directory).readOnly(true).open()) {
      List<ConsentRecord> records = all(store);
      assertThat(records).hasSize(2);
      assertThat(store.inventory(records.get(0).policy())).isPresent();
      assertThat(store.verify().holds()).isTrue();
    }
  }

  @Test
  void a_database_of_the_container_gets_the_records() throws Exception {
    DataSource database = database("jndi");
    System.setProperty(NAMING, Naming.class.getName());
    Naming.BOUND.put("java:comp/env/jdbc/consent", database);
    start("{ data-source: \"java:comp/env/jdbc/consent\" }");
    site.consent(ACCEPT);

    try (ConsentRecords store = JdbcRecords.builder(database).node("test").open()) {
      assertThat(all(store)).hasSize(1);
    }
  }

  @Test
  @Timeout(60)
  void while_the_database_cannot_be_reached_records_wait_in_the_directory() throws Exception {
    AtomicBoolean isDown = new AtomicBoolean(true);
    JdbcDataSource real = database("outage");
    DataSource database =
        (DataSource)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  if (isDown.get()) {
                    throw new SQLException("Connection refused", "08001");
                  }
                  return method.invoke(real, arguments);
                });
    System.setProperty(NAMING, Naming.class.getName());
    Naming.BOUND.put("java:jdbc", database);
    start("{ data-source: \"java:jdbc\", directory: " + folder.resolve("waiting") + " }");

    assertThat(setCookies(site.choose(ACCEPT))).isNotEmpty();
    RecordStatus status = site.consentFilter().recordStatus();
    assertThat(status.state()).isEqualTo(RecordStatus.State.SPOOLING);
    assertThat(status.waiting()).isEqualTo(1);
    isDown.set(false);
    // The database is asked again in the background.
    while (site.consentFilter().recordStatus().waiting() > 0) {
      Thread.sleep(20);
    }
    try (ConsentRecords store = JdbcRecords.builder(real).node("test").open()) {
      assertThat(all(store)).hasSize(1);
    }
  }

  // --- what stops the start

  @Test
  void a_directory_that_cannot_be_written_stops_the_start() throws Exception {
    Path file = Files.writeString(folder.resolve("taken"), "a file");

    assertThat(refusal("{ directory: " + file + " }"))
        .startsWith(
            "Proof of consent cannot be kept, so the site does not start: the directory "
                + file
                + " cannot be used")
        .contains("change 'records.directory' in the policy");
  }

  @Test
  void a_key_that_cannot_be_read_stops_the_start() throws Exception {
    assertThat(
            refusal(
                "{ directory: "
                    + folder.resolve("records")
                    + ", key: "
                    + folder.resolve("none.pem")
                    + " }"))
        .contains("the key " + folder.resolve("none.pem") + " cannot be used (no such file)");
  }

  @Test
  void a_database_that_nobody_names_stops_the_start() {
    assertThat(refusal("{ store: jdbc }"))
        .contains("'records.store' is jdbc and no database is named")
        .contains("records.data-source");
  }

  @Test
  void a_database_that_the_container_does_not_have_stops_the_start() {
    System.setProperty(NAMING, Naming.class.getName());
    Naming.BOUND.put("java:other", "text");

    assertThat(refusal("{ data-source: \"ldap://elsewhere.example/jdbc\" }"))
        .contains("'ldap://elsewhere.example/jdbc'")
        .contains("java:comp/env/jdbc/consent");
    assertThat(refusal("{ data-source: \"java:none\" }"))
        .contains("'java:none', and the container has no such data source")
        .contains("Name is not bound");
    assertThat(refusal("{ data-source: \"java:other\" }"))
        .contains("'java:other', which is no data source but a java.lang.String");
  }

  // --- a changed policy

  @Test
  void another_policy_keeps_the_store_until_the_next_start() throws Exception {
    Path directory = folder.resolve("records");
    start("{ directory: " + directory + " }");
    Path file = folder.resolve("consent.yaml");
    String log =
        CapturedLog.of(
            () -> {
              Files.writeString(
                  file,
                  TestSite.REFERENCE.replace("German", "Polar")
                      + "records: { directory: "
                      + folder.resolve("elsewhere")
                      + " }\n");
              site.consentFilter().reload();
            });
    site.consent(ACCEPT);

    assertThat(log).contains("'records' has changed in the policy").contains("starts again");
    assertThat(site.consentFilter().recordStatus().kept()).isEqualTo(1);
    assertThat(folder.resolve("elsewhere")).doesNotExist();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isNotEmpty();
    }
  }

  @Test
  void a_filter_can_be_started_again_after_its_end() throws Exception {
    ConsentFilter filter =
        ConsentFilter.builder()
            .policy(
                TestSite.policy(
                    TestSite.REFERENCE
                        + "records: { directory: "
                        + folder.resolve("records")
                        + " }\n"))
            .build();
    filter.init(config());
    filter.destroy();
    filter.init(config());

    assertThat(filter.recordStatus().state()).isEqualTo(RecordStatus.State.OK);
    filter.destroy();
  }
}
