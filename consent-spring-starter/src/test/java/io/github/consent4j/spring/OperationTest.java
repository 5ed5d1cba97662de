package io.github.consent4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.servlet.PageListener;
import io.github.consent4j.servlet.PolicyReload;
import io.github.consent4j.spring.actuate.ConsentEndpoint;
import io.github.consent4j.spring.actuate.ConsentEndpointAutoConfiguration;
import io.github.consent4j.spring.actuate.ConsentHealthBoot3AutoConfiguration;
import io.github.consent4j.spring.actuate.ConsentMetricsAutoConfiguration;
import io.github.consent4j.spring.actuate.ConsentObservationAutoConfiguration;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.web.WebEndpointHttpMethod;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.SimpleStatusAggregator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockFilterConfig;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What operators see and do while a Spring application runs. */
@ExtendWith(OutputCaptureExtension.class)
class OperationTest {

  private static final String POLICY =
      """
      site: { name: Institute, privacy-policy: /privacy }
      categories:
        necessary: { required: true }
        statistics: { services: [econda], enforce: report }
        external-media: { services: [youtube, chat] }
      services:
        chat:
          name: Chat
          provider: { name: C, address: A, country: DE, privacy-policy: "https://c.example/p" }
          purpose: { en: Chat }
      languages: [en]
      """;

  private static final String PAGE =
      "<!doctype html><head></head><iframe src=\"https://www.youtube.com/embed/x\"></iframe>"
          + "<img src=\"https://cdn.widgets.example/u/secret?x=1\">";

  @TempDir private Path folder;

  private Path file;
  private WebApplicationContextRunner context;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("consent.yaml"), POLICY);
    context =
        new WebApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    ConsentAutoConfiguration.class,
                    ConsentEndpointAutoConfiguration.class,
                    ConsentMetricsAutoConfiguration.class,
                    ConsentObservationAutoConfiguration.class,
                    ConsentHealthBoot3AutoConfiguration.class))
            .withPropertyValues(
                "consent.config=file:" + file, "management.endpoints.web.exposure.include=consent");
  }

  private static ConsentFilter filter(ApplicationContext started) throws Exception {
    ConsentFilter filter = started.getBean(ConsentFilter.class);
    filter.init(new MockFilterConfig());
    return filter;
  }

  /** Asks for a page with a video, an image of an unknown host, and a cookie. */
  private static void show(ApplicationContext started) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/page");
    request.setServletPath("/page");
    request.addHeader("Accept", "text/html");
    request.addHeader("Cookie", "own=secret; VISITOR_INFO1_LIVE=secret");
    FilterChain site =
        (asked, answer) -> {
          ((HttpServletResponse) answer).addCookie(new Cookie("visits", "secret"));
          answer.setContentType("text/html;charset=utf-8");
          answer.getOutputStream().print(PAGE);
        };
    filter(started).doFilter(request, new MockHttpServletResponse(), site);
  }

  private static void choose(ApplicationContext started, String form, Cookie... cookies)
      throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/consent");
    request.setServletPath("/consent");
    request.addHeader("Sec-Fetch-Site", "same-origin");
    for (Cookie cookie : cookies) {
      request.addHeader("Cookie", cookie.getName() + "=" + cookie.getValue());
    }
    request.setContentType("application/x-www-form-urlencoded");
    request.setContent(form.getBytes());
    MockHttpServletResponse response = new MockHttpServletResponse();
    filter(started).doFilter(request, response, new MockFilterChain());
    assertThat(response.getStatus()).isEqualTo(303);
  }

  private void breakFile() throws IOException {
    Files.writeString(file, POLICY.replace("youtube", "yuotube"));
  }

  // --- endpoint

  private static Map<?, ?> member(Map<?, ?> shown, String name) {
    return (Map<?, ?>) shown.get(name);
  }

  @Test
  void the_endpoint_shows_what_is_in_force_and_what_is_not_enforced() {
    context.run(
        started -> {
          Map<?, ?> policy = member(started.getBean(ConsentEndpoint.class).consent(), "policy");

          assertThat(policy.get("source")).asString().endsWith("consent.yaml");
          assertThat(policy.get("needsConsent")).isEqualTo("always");
          assertThat(policy.get("problems")).isEqualTo(List.of());
          assertThat((Collection<?>) policy.get("categories")).hasSize(3);
          assertThat(policy.get("notEnforced"))
              .isEqualTo(
                  List.of(
                      Map.of("category", "statistics", "reason", "'enforce' is report"),
                      Map.of(
                          "category",
                          "external-media",
                          "service",
                          "chat",
                          "reason",
                          "the policy does not say what it stores and loads")));
        });
  }

  @Test
  void the_endpoint_shows_the_inventory_with_what_was_seen() {
    context.run(
        started -> {
          show(started);
          ConsentEndpoint endpoint = started.getBean(ConsentEndpoint.class);

          JsonNode inventory = new ObjectMapper().readTree(endpoint.part("inventory"));
          assertThat(inventory.at("/undeclared"))
              .extracting(thing -> thing.get("name").asText())
              .contains("own", "visits", "cdn.widgets.example");
          assertThat(inventory.at("/categories/2/services/0/contacts/0/name").asText())
              .isEqualTo("youtube.com");
          assertThat(inventory.at("/categories/2/services/0/declaredAt/line").asInt()).isEqualTo(5);
          assertThat(inventory.at("/observation/from").asText())
              .isEqualTo(started.getBean(ConsentFilter.class).seen().since().toString());
          assertThat(Instant.parse(inventory.at("/observation/from").asText()))
              .isBeforeOrEqualTo(Instant.parse(inventory.at("/observation/to").asText()));
          assertThat(inventory.toString()).doesNotContain("secret");
          assertThat(endpoint.part("nothing")).isNull();
        });
  }

  @Test
  void the_endpoint_shows_what_the_gates_held_back_and_met() {
    context.run(
        started -> {
          show(started);
          Map<?, ?> shown = started.getBean(ConsentEndpoint.class).consent();

          assertThat(shown.keySet().toString())
              .isEqualTo("[policy, gate, seen, records, decisions]");
          Map<?, ?> gate = member(shown, "gate");
          assertThat(gate.get("pages")).isEqualTo(1L);
          assertThat(gate.get("blockedResources")).isEqualTo(Map.of("youtube", 1L));
          Map<?, ?> seen = member(shown, "seen");
          assertThat(seen.get("undeclared")).isEqualTo(Map.of("cookie", 3L, "host", 1L));
          assertThat(seen.get("undeclaredHosts").toString())
              .contains("name=cdn.widgets.example", "count=1");
          assertThat(seen.get("undeclaredCookies").toString()).contains("own", "visits");
          assertThat(Instant.parse(String.valueOf(seen.get("since")))).isNotNull();
          assertThat(seen.get("things").toString())
              .contains("kind=host, service=youtube, name=youtube.com, count=1, before=1")
              .contains("refused=0, allowed=0, blocked=1");
          assertThat(shown.toString()).doesNotContain("secret");
        });
  }

  @Test
  void the_endpoint_shows_further_sites() throws Exception {
    Files.writeString(
        file,
        POLICY
            + """
            sites:
              - { host: shop.example.org, site: { name: Shop } }
            """);
    context.run(
        started -> {
          Map<?, ?> sites = member(started.getBean(ConsentEndpoint.class).consent(), "sites");
          assertThat(sites.keySet().toString()).isEqualTo("[shop.example.org]");
          assertThat(member(sites, "shop.example.org").get("notEnforced").toString())
              .contains("chat");
        });
  }

  @Test
  void the_endpoint_answers_with_types_of_the_jdk_alone() {
    context.run(
        started -> {
          show(started);
          ConsentEndpoint endpoint = started.getBean(ConsentEndpoint.class);
          Set<String> strange = new TreeSet<>();
          addStrangers(endpoint.consent(), strange);
          addStrangers(endpoint.reload(), strange);
          assertThat(strange).isEmpty();
        });
  }

  private static void addStrangers(Object shown, Set<String> strange) {
    if (shown instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            assertThat(name).isInstanceOf(String.class);
            addStrangers(value, strange);
          });
    } else if (shown instanceof Collection<?> items) {
      items.forEach(item -> addStrangers(item, strange));
    } else if (!(shown instanceof String || shown instanceof Number || shown instanceof Boolean)) {
      strange.add(shown.getClass().getName());
    }
  }

  @Test
  void the_endpoint_reads_the_policy_again_and_names_what_is_wrong() {
    context.run(
        started -> {
          ConsentEndpoint endpoint = started.getBean(ConsentEndpoint.class);
          String first = started.getBean(ConsentFilter.class).status().revision();

          breakFile();
          Map<String, Object> refused = endpoint.reload();
          assertThat(refused).containsEntry("succeeded", false).containsEntry("revision", first);
          assertThat(refused.get("problems").toString())
              .contains("unknown service 'yuotube'; did you mean 'youtube'?");

          Files.writeString(file, POLICY.replace("[econda]", "[econda, google-analytics]"));
          Map<String, Object> taken = endpoint.reload();
          assertThat(taken)
              .containsEntry("succeeded", true)
              .containsEntry("revisionBefore", first)
              .containsEntry("problems", List.of());
          assertThat(started.getBean(ConsentFilter.class).policy().service("google-analytics"))
              .isPresent();
        });
  }

  private static List<WebEndpointHttpMethod> methods(ApplicationContext started) {
    return started.getBean(WebEndpointsSupplier.class).getEndpoints().stream()
        .filter(endpoint -> endpoint.getEndpointId().toString().equals("consent"))
        .flatMap(endpoint -> endpoint.getOperations().stream())
        .map(operation -> operation.getRequestPredicate().getHttpMethod())
        .distinct()
        .toList();
  }

  @Test
  void who_may_only_read_cannot_have_the_policy_read_again() {
    WebApplicationContextRunner web =
        context.withConfiguration(
            AutoConfigurations.of(
                EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class));
    web.run(
        started ->
            assertThat(methods(started))
                .containsExactlyInAnyOrder(WebEndpointHttpMethod.GET, WebEndpointHttpMethod.POST));
    web.withPropertyValues("management.endpoint.consent.access=READ_ONLY")
        .run(started -> assertThat(methods(started)).containsExactly(WebEndpointHttpMethod.GET));
  }

  // --- health

  @Test
  void a_policy_that_cannot_be_read_again_is_a_warning_that_takes_nothing_down() {
    context.run(
        started -> {
          HealthIndicator indicator = started.getBean(HealthIndicator.class);
          assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);

          breakFile();
          started.getBean(ConsentFilter.class).reload();

          Health health = indicator.health();
          assertThat(health.getStatus().getCode()).isEqualTo("WARNING");
          assertThat(health.getDetails().get("policyProblems").toString()).contains("yuotube");
          assertThat(new SimpleStatusAggregator().getAggregateStatus(Status.UP, health.getStatus()))
              .isEqualTo(Status.UP);
        });
  }

  // --- meters

  private static MeterRegistry bound(ApplicationContext started) {
    MeterRegistry meters = new SimpleMeterRegistry();
    started.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(meters));
    return meters;
  }

  private static double blocked(MeterRegistry meters, String name, String... tags) {
    return meters.get(name).tags(tags).functionCounter().count();
  }

  @Test
  void meters_count_what_is_held_back_by_service() {
    context.run(
        started -> {
          MeterRegistry meters = bound(started);
          show(started);

          assertThat(blocked(meters, "consent.resources.blocked", "service", "youtube"))
              .isEqualTo(1);
          assertThat(blocked(meters, "consent.resources.blocked", "service", "undeclared"))
              .isZero();
          assertThat(blocked(meters, "consent.pages.unreadable", "outcome", "withheld")).isZero();
          assertThat(meters.get("consent.gate.time").tag("outcome", "complete").timer().count())
              .isEqualTo(1);
          assertThat(meters.get("consent.gate.size").summary().totalAmount())
              .isEqualTo(PAGE.length());
          assertThat(meters.get("consent.policy.problems").gauge().value()).isZero();
        });
  }

  @Test
  void a_decision_counts_for_each_category_that_visitors_are_asked_about() throws Exception {
    Files.writeString(file, POLICY.replace(", enforce: report", ""));
    context.run(
        started -> {
          MeterRegistry meters = bound(started);
          choose(started, "choice=accept-all");
          choose(started, "choice=save&grant=youtube");
          choose(started, "choice=reject-all");

          for (String choice : List.of("granted", "partly-granted", "refused")) {
            assertThat(
                    meters
                        .get("consent.choices")
                        .tags("category", "external-media", "choice", choice)
                        .counter()
                        .count())
                .as(choice)
                .isEqualTo(1);
          }
          assertThat(
                  meters
                      .get("consent.choices")
                      .tags("category", "statistics", "choice", "refused")
                      .counter()
                      .count())
              .isEqualTo(2);
          assertThat(meters.find("consent.choices").tag("category", "necessary").counter())
              .isNull();
        });
  }

  @Test
  void a_reload_counts_and_brings_meters_of_new_services(CapturedOutput output) {
    context.run(
        started -> {
          filter(started);
          MeterRegistry meters = bound(started);
          Files.writeString(file, POLICY.replace("[youtube,", "[youtube, vimeo,"));
          started.getBean(ConsentFilter.class).reload();
          breakFile();
          started.getBean(ConsentFilter.class).reload();

          for (String outcome : List.of("success", "failure")) {
            assertThat(
                    meters.get("consent.policy.reloads").tag("outcome", outcome).counter().count())
                .isEqualTo(1);
          }
          assertThat(blocked(meters, "consent.resources.blocked", "service", "vimeo")).isZero();
          assertThat(meters.get("consent.policy.problems").gauge().value()).isEqualTo(1);
          assertThat(output.getAll()).doesNotContain("already registered");
        });
  }

  @Test
  void no_tag_has_a_value_that_a_visitor_or_a_page_can_choose() {
    context.run(
        started -> {
          MeterRegistry meters = bound(started);
          show(started);
          choose(started, "choice=accept-all");

          Set<String> words =
              new TreeSet<>(
                  List.of(
                      "accept-all",
                      "form",
                      "none",
                      "settings",
                      "banner",
                      "granted",
                      "request",
                      "response",
                      "complete",
                      "failed",
                      "aborted",
                      "withheld",
                      "sent",
                      "undeclared",
                      "external-media",
                      "statistics"));
          started
              .getBean(ConsentFilter.class)
              .policy()
              .services()
              .forEach(service -> words.add(service.id()));
          assertThat(
                  meters.getMeters().stream()
                      .map(Meter::getId)
                      .flatMap(id -> id.getTags().stream())
                      .map(Tag::getValue))
              .isNotEmpty()
              .isSubsetOf(words);
        });
  }

  // --- observation

  /** Keeps the observations that have ended. */
  private static final class Ended implements ObservationHandler<Observation.Context> {

    private final List<Observation.Context> all = new CopyOnWriteArrayList<>();

    @Override
    public void onStop(Observation.Context observed) {
      all.add(observed);
    }

    @Override
    public boolean supportsContext(Observation.Context observed) {
      return true;
    }
  }

  @Test
  void each_page_is_observed_as_a_part_of_its_request() {
    Ended ended = new Ended();
    ObservationRegistry registry = ObservationRegistry.create();
    registry.observationConfig().observationHandler(ended);
    context
        .withBean(ObservationRegistry.class, () -> registry)
        .run(
            started -> {
              Observation request = Observation.start("request", registry);
              request.scopedChecked(() -> show(started));
              request.stop();

              assertThat(ended.all)
                  .extracting(Observation.Context::getName)
                  .containsExactly("consent.gate", "request");
              Observation.Context page = ended.all.get(0);
              assertThat(page.getParentObservation()).isSameAs(request);
              assertThat(page.getLowCardinalityKeyValues())
                  .containsExactly(KeyValue.of("outcome", "complete"));
              assertThat(page.getHighCardinalityKeyValue("consent.gate.bytes").getValue())
                  .isEqualTo(String.valueOf(PAGE.length()));
              assertThat(
                      Long.parseLong(
                          page.getHighCardinalityKeyValue("consent.gate.nanos").getValue()))
                  .isPositive();
            });
  }

  @Test
  void without_a_registry_nobody_listens_to_pages() {
    context.run(
        started ->
            assertThat(
                    started.getBeansOfType(PageListener.class).values().stream()
                        .map(PageListener::begins))
                .containsOnlyNulls());
  }

  // --- events

  /** Collects the reloads. */
  static class Heard {

    private final List<PolicyReload> reloads = new ArrayList<>();

    @EventListener
    void on(PolicyReload reload) {
      reloads.add(reload);
    }
  }

  @Test
  void every_reload_is_an_event_of_the_application_even_if_it_fails() {
    context
        .withBean(Heard.class)
        .run(
            started -> {
              ConsentFilter filter = filter(started);
              breakFile();
              filter.reload();
              write();
              filter.reload();

              assertThat(started.getBean(Heard.class).reloads)
                  .extracting(PolicyReload::succeeded)
                  .containsExactly(false, true);
            });
  }

  @Test
  void a_policy_of_files_and_properties_that_cannot_be_read_again_is_told_in_plain_lines(
      CapturedOutput output) {
    context
        .withPropertyValues("consent.policy.site.name=Other")
        .run(
            started -> {
              breakFile();
              assertThat(filter(started).reload().problems())
                  .singleElement()
                  .asString()
                  .contains("consent.yaml:5:32: unknown service 'yuotube'");
              Files.delete(file);
              assertThat(filter(started).reload().problems())
                  .singleElement()
                  .asString()
                  .contains("There is no consent policy");
              assertThat(output.getAll()).contains("stays in force").doesNotContain("\tat ");
            });
  }

  // --- parts that are not there

  private void worksWithout(String... packages) {
    context
        .withClassLoader(new FilteredClassLoader(packages))
        .run(
            started -> {
              show(started);
              assertThat(started.getBean(ConsentFilter.class).gateStatistics().pages())
                  .isEqualTo(1);
            });
  }

  @Test
  void an_application_works_without_meters_without_actuator_and_with_observations_alone() {
    worksWithout("io.micrometer");
    worksWithout("org.springframework.boot.actuate");
    worksWithout("io.micrometer.core");
    worksWithout("io.micrometer.core", "org.springframework.boot.actuate");
    worksWithout("io.micrometer.observation");
  }
}
