package io.github.consent4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.file.FileRecords;
import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.servlet.RecordStatus;
import io.github.consent4j.spring.actuate.ConsentEndpoint;
import io.github.consent4j.spring.actuate.ConsentEndpointAutoConfiguration;
import io.github.consent4j.spring.actuate.ConsentHealthBoot3AutoConfiguration;
import io.github.consent4j.spring.actuate.ConsentHealthBoot4AutoConfiguration;
import io.github.consent4j.spring.actuate.ConsentMetricsAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockFilterConfig;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Proof of consent in a Spring application: its store, its events, and what operators see. */
class ConsentRecordsTest {

  private final WebApplicationContextRunner context =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ConsentAutoConfiguration.class,
                  ConsentEndpointAutoConfiguration.class,
                  ConsentMetricsAutoConfiguration.class,
                  ConsentHealthBoot3AutoConfiguration.class,
                  ConsentHealthBoot4AutoConfiguration.class))
          .withPropertyValues(
              "consent.policy.site.name=Institute",
              "consent.policy.categories.necessary.required=true",
              "consent.policy.categories.external-media.services[0]=youtube");

  @TempDir private Path folder;

  /** Has a visitor decide, and returns the answer. */
  private static MockHttpServletResponse choose(ApplicationContext started, String choice)
      throws Exception {
    ConsentFilter filter = started.getBean(ConsentFilter.class);
    filter.init(new MockFilterConfig());
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/consent");
    request.setServletPath("/consent");
    request.addHeader("Sec-Fetch-Site", "same-origin");
    request.setContentType("application/x-www-form-urlencoded");
    request.setContent(("choice=" + choice).getBytes());
    MockHttpServletResponse response = new MockHttpServletResponse();
    filter.doFilter(request, response, new MockFilterChain());
    return response;
  }

  private static DataSource database(String name) {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
    return database;
  }

  private static int records(DataSource database) throws Exception {
    try (Connection connection = database.getConnection();
        ResultSet count =
            connection.createStatement().executeQuery("SELECT count(*) FROM consent_records")) {
      count.next();
      return count.getInt(1);
    }
  }

  private static FailureAnalysis analysis(Throwable failure) {
    FailureAnalysis analysis = new PolicyFailureAnalyzer().analyze(failure);
    assertThat(analysis).isNotNull();
    return analysis;
  }

  // --- stores

  @Test
  void a_store_of_the_application_is_taken() throws Exception {
    ConsentRecords store = mock(ConsentRecords.class);
    context
        .withBean(ConsentRecords.class, () -> store)
        .run(
            started -> {
              assertThat(choose(started, "accept-all").getStatus()).isEqualTo(303);
              verify(store).append(any());
            });
  }

  @Test
  void the_only_database_of_the_application_is_taken_if_the_policy_says_so() {
    DataSource database = database("only");
    context
        .withBean("main", DataSource.class, () -> database)
        .withPropertyValues("consent.policy.records.store=jdbc")
        .run(
            started -> {
              assertThat(choose(started, "accept-all").getStatus()).isEqualTo(303);
              assertThat(records(database)).isEqualTo(1);
              started.getBean(ConsentFilter.class).destroy();
            });
  }

  @Test
  void a_database_is_never_taken_silently() {
    DataSource database = mock(DataSource.class);
    context
        .withBean("main", DataSource.class, () -> database)
        .run(
            started -> {
              choose(started, "accept-all");
              assertThat(started.getBean(ConsentFilter.class).recordStatus().state())
                  .isEqualTo(RecordStatus.State.OFF);
              org.mockito.Mockito.verifyNoInteractions(database);
            });
  }

  @Test
  void of_several_databases_the_policy_names_one() {
    DataSource database = database("named");
    context
        .withBean("main", DataSource.class, () -> mock(DataSource.class))
        .withBean("proof", DataSource.class, () -> database)
        .withPropertyValues("consent.policy.records.data-source=proof")
        .run(
            started -> {
              choose(started, "reject-all");
              assertThat(records(database)).isEqualTo(1);
              started.getBean(ConsentFilter.class).destroy();
            });
  }

  @Test
  void without_a_database_or_with_several_the_application_does_not_start() {
    context
        .withPropertyValues("consent.policy.records.store=jdbc")
        .run(
            started ->
                assertThat(analysis(started.getStartupFailure()).getDescription())
                    .contains("'records.store: jdbc'")
                    .contains("there is no DataSource bean"));
    context
        .withBean("main", DataSource.class, () -> mock(DataSource.class))
        .withBean("other", DataSource.class, () -> mock(DataSource.class))
        .withPropertyValues("consent.policy.records.store=jdbc")
        .run(
            started -> {
              FailureAnalysis analysis = analysis(started.getStartupFailure());
              assertThat(analysis.getDescription())
                  .contains("several DataSource beans: main, other");
              assertThat(analysis.getAction()).contains("consent.policy.records.data-source");
            });
    context
        .withBean("main", DataSource.class, () -> mock(DataSource.class))
        .withPropertyValues("consent.policy.records.data-source=proof")
        .run(
            started ->
                assertThat(analysis(started.getStartupFailure()).getDescription())
                    .contains("names 'proof', and there is no such DataSource bean")
                    .contains("main"));
  }

  @Test
  void files_need_nothing_but_a_directory() {
    context
        .withPropertyValues("consent.policy.records.directory=" + folder.resolve("records"))
        .run(
            started -> {
              choose(started, "accept-all");
              assertThat(started.getBean(ConsentFilter.class).recordStatus().kept()).isEqualTo(1);
              started.getBean(ConsentFilter.class).destroy();
              assertThat(folder.resolve("records")).isNotEmptyDirectory();
            });
  }

  @Test
  void a_bean_is_the_key_that_signs() throws Exception {
    KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Path records = folder.resolve("records");
    context
        .withBean("consentRecordKey", KeyPair.class, () -> key)
        .withPropertyValues("consent.policy.records.directory=" + records)
        .run(
            started -> {
              choose(started, "accept-all");
              started.getBean(ConsentFilter.class).destroy();
            });

    KeyPair known = new KeyPair(key.getPublic(), null);
    try (ConsentRecords store = FileRecords.builder(records).readOnly(true).key(known).open()) {
      ConsentRecords.Verification verification = store.verify();
      assertThat(verification.holds()).isTrue();
      assertThat(verification.checkpoints()).isEqualTo(1);
    }
  }

  @Test
  void a_store_of_the_application_gives_visitors_a_receipt() {
    context
        .withBean(ConsentRecords.class, () -> mock(ConsentRecords.class))
        .run(
            started -> {
              String cookie = choose(started, "accept-all").getHeader("Set-Cookie").split(";")[0];
              MockHttpServletRequest request = new MockHttpServletRequest("GET", "/consent");
              request.setServletPath("/consent");
              request.addHeader("Cookie", cookie);
              MockHttpServletResponse page = new MockHttpServletResponse();
              started.getBean(ConsentFilter.class).doFilter(request, page, new MockFilterChain());
              assertThat(page.getContentAsString()).contains("/consent/receipt.json");
            });
  }

  // --- events

  /** Collects the events of the application. */
  static class Heard {

    private final List<ConsentEvent> events = new CopyOnWriteArrayList<>();

    @EventListener
    void on(ConsentEvent event) {
      events.add(event);
    }
  }

  @Test
  void every_decision_is_an_event_of_the_application() {
    context
        .withBean(Heard.class)
        .run(
            started -> {
              choose(started, "accept-all");
              assertThat(started.getBean(Heard.class).events)
                  .singleElement()
                  .satisfies(
                      event ->
                          assertThat(event.action()).isEqualTo(ConsentEvent.Action.ACCEPT_ALL));
            });
  }

  // --- what operators see

  @Test
  void the_endpoint_shows_policy_records_and_numbers_if_it_is_exposed() {
    context
        .withBean(ConsentRecords.class, () -> mock(ConsentRecords.class))
        .withPropertyValues("management.endpoints.web.exposure.include=consent")
        .run(
            started -> {
              choose(started, "accept-all");
              Map<String, Object> shown = started.getBean(ConsentEndpoint.class).consent();
              assertThat(shown).containsKeys("policy", "records", "decisions");
              assertThat(shown.get("records").toString())
                  .contains("state=ok")
                  .contains("kept=1")
                  .contains("notKept=0");
              assertThat(shown.get("policy").toString()).contains("revision=");
            });
    context.run(started -> assertThat(started).doesNotHaveBean(ConsentEndpoint.class));
  }

  @Test
  void the_application_is_down_while_no_record_can_be_kept() {
    ConsentRecords full =
        mock(
            ConsentRecords.class,
            call -> {
              if (call.getMethod().getName().equals("append")) {
                throw new IOException("No space left on device");
              }
              return null;
            });
    context
        .withBean(ConsentRecords.class, () -> full)
        .run(
            started -> {
              assertThat(choose(started, "accept-all").getStatus()).isEqualTo(503);
              Health health = started.getBean(HealthIndicator.class).health();
              assertThat(health.getStatus()).isEqualTo(Status.DOWN);
              assertThat(health.getDetails())
                  .containsEntry("state", "not-keeping")
                  .containsEntry("notKept", 1L);
            });
  }

  @Test
  void without_proof_the_application_is_up() {
    context.run(
        started -> {
          Health health = started.getBean(HealthIndicator.class).health();
          assertThat(health.getStatus()).isEqualTo(Status.UP);
          assertThat(health.getDetails()).containsEntry("state", "off");
        });
  }

  @Test
  void meters_count_decisions_and_records() {
    MeterRegistry meters = new SimpleMeterRegistry();
    context
        .withBean(ConsentRecords.class, () -> mock(ConsentRecords.class))
        .run(
            started -> {
              started
                  .getBeansOfType(MeterBinder.class)
                  .values()
                  .forEach(binder -> binder.bindTo(meters));
              choose(started, "accept-all");
              assertThat(
                      meters
                          .get("consent.decisions")
                          .tag("action", "accept-all")
                          .tag("way", "form")
                          .counter()
                          .count())
                  .isEqualTo(1);
              assertThat(meters.get("consent.records.kept").functionCounter().count()).isEqualTo(1);
              assertThat(meters.get("consent.records.waiting").gauge().value()).isZero();
              assertThat(meters.get("consent.records.not.kept").functionCounter().count()).isZero();
            });
  }

  @Test
  void an_application_without_actuator_and_meters_works() {
    context
        .withClassLoader(
            new FilteredClassLoader(
                "org.springframework.boot.actuate",
                "org.springframework.boot.health",
                "io.micrometer"))
        .run(started -> assertThat(choose(started, "accept-all").getStatus()).isEqualTo(303));
  }
}
