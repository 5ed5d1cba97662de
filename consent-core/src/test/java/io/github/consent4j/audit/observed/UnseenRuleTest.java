package io.github.consent4j.audit.observed;

import static io.github.consent4j.audit.observed.Thing.cookie;
import static io.github.consent4j.audit.observed.Thing.host;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.audit.observed.Observation.Vantage;
import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.reader.PolicyReader;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.CatalogueIndex;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnseenRuleTest {

  private static final String SITE =
      """
      site: { name: Institute, privacy-policy: /privacy }
      categories:
        necessary:  { required: true, services: [shop, login] }
        statistics: { services: [counter, pixel] }
      services:
        shop:
          name: Shop
          provider: { name: Institute, country: DE }
          purpose: Sells.
          necessity: The visitor fills a cart.
          stores:
            - { name: cart, lifetime: P30D, purpose: Holds the cart. }
            - { name: old, lifetime: P30D, purpose: Was used once. }
        login:
          name: Login
          provider: { name: Institute, country: DE }
          purpose: Knows who is there.
          necessity: The visitor logs in.
          stores: [{ name: login, lifetime: session, purpose: Knows. }]
        counter:
          name: Counter
          provider: { name: Counter Ltd, country: DE, domains: [counter.example] }
          purpose: Counts.
          stores:
            - { name: ctr_id, lifetime: P1Y, purpose: Counts. }
            - { name: far, domain: counter.example, lifetime: P1Y, purpose: Counts. }
            - { name: ctr-key, kind: local-storage, lifetime: persistent, purpose: Counts. }
          loads: { hosts: ["*.counter.example"] }
        pixel:
          name: Pixel
          provider: { name: Pixel Ltd, country: DE, domains: [pixel.example] }
          purpose: Counts.
          stores: [{ name: px, domain: pixel.example, lifetime: P1Y, purpose: Counts. }]
          loads: { hosts: [pixel.example] }
      """;

  private static final Policy POLICY =
      new PolicyReader(BuiltInCatalogue.load())
          .read("consent.yaml", new ByteArrayInputStream(SITE.getBytes(UTF_8)));

  /** The places of everything that the file itself declares. */
  private static Map<List<String>, Problem.Place> places() {
    Map<List<String>, Problem.Place> places = new HashMap<>();
    for (var category : POLICY.categories()) {
      for (var service : category.services()) {
        if (SITE.contains("\n  " + service.id() + ":\n")) {
          Problem.Place place = new Problem.Place("consent.yaml", places.size() + 1, 1);
          places.put(List.of("categories", category.id(), "services", service.id()), place);
          service
              .stores()
              .forEach(
                  item ->
                      places.put(
                          List.of("services", service.id(), "stores", item.name().glob()), place));
        }
      }
    }
    return places;
  }

  private static List<String> unseen(Vantage vantage, Duration window, Thing... things) {
    return new Comparison(POLICY, places(), new CatalogueIndex(), window)
        .findings(List.of(new Observation(vantage, List.of(things)))).stream()
            .filter(finding -> finding.rule().id().equals("never-seen"))
            .map(Finding::subject)
            .toList();
  }

  private static List<String> atServer(Thing... things) {
    return unseen(Vantage.SERVER, Duration.ofDays(7), things);
  }

  private static List<String> inBrowser(Thing... things) {
    return unseen(Vantage.BROWSER, Duration.ZERO, things);
  }

  @Test
  void a_cookie_of_the_server_that_is_never_set_is_found() {
    assertThat(atServer(cookie("cart"), cookie("login"), cookie("ctr_id")))
        .containsExactly("cookie old");
  }

  @Test
  void a_service_of_which_nothing_is_seen_is_found_as_a_whole() {
    assertThat(atServer(cookie("cart"), cookie("old"), cookie("ctr_id")))
        .containsExactly("service login");
  }

  @Test
  void nothing_is_unseen_after_an_hour() {
    assertThat(atServer(cookie("cart").seenFor(Duration.ofHours(1)))).isEmpty();
    assertThat(atServer(cookie("cart").seenFor(Duration.ofDays(7)))).isNotEmpty();
    assertThat(atServer()).isEmpty();
  }

  @Test
  void the_server_sees_cookies_of_scripts_in_requests_but_nothing_on_other_domains() {
    assertThat(atServer(cookie("cart"), cookie("old"), cookie("login"), host("a.counter.example")))
        .containsExactly("cookie ctr_id", "service pixel");
  }

  @Test
  void where_nobody_agreed_the_server_misses_no_cookies_of_scripts() {
    assertThat(
            atServer(
                cookie("cart").seen(9, 0, 0, 0),
                cookie("old").seen(9, 0, 0, 0),
                cookie("login").seen(9, 0, 0, 0),
                host("a.counter.example").seen(9, 0, 0, 9)))
        .containsExactly("service pixel");
  }

  @Test
  void an_observation_of_an_earlier_version_does_not_look_into_requests() {
    assertThat(
            atServer(
                cookie("cart").seen(0, 0, 0, 0),
                cookie("old").seen(0, 0, 0, 0),
                cookie("login").seen(0, 0, 0, 0),
                host("a.counter.example").seen(0, 0, 0, 0)))
        .containsExactly("service pixel");
  }

  @Test
  void the_server_misses_hosts_only_if_it_sees_declared_hosts_at_all() {
    assertThat(atServer(cookie("cart"), cookie("old"), cookie("login"), cookie("ctr_id")))
        .isEmpty();
  }

  @Test
  void a_browser_sees_all_that_visitors_have_allowed() {
    assertThat(inBrowser(cookie("cart"), cookie("old"), cookie("login"), host("a.counter.example")))
        .containsExactly("cookie ctr_id", "cookie far", "local-storage ctr-key", "service pixel");
  }

  @Test
  void a_browser_in_which_nobody_agreed_misses_only_what_needs_no_consent() {
    assertThat(inBrowser(cookie("cart").seen(1, 0, 0, 0)))
        .containsExactly("cookie old", "service login");
  }

  @Test
  void one_of_several_observations_is_enough() {
    List<Finding> found =
        new Comparison(POLICY, places(), new CatalogueIndex(), Duration.ofDays(7))
            .findings(
                List.of(
                    new Observation(
                        Vantage.SERVER, List.of(cookie("cart"), cookie("login"), cookie("ctr_id"))),
                    new Observation(
                        Vantage.BROWSER, List.of(cookie("old").seenFor(Duration.ZERO)))));

    assertThat(found).isEmpty();
  }

  @Test
  void what_the_catalogue_alone_declares_is_expected_of_no_site() {
    // Every policy has the cookies of containers, of which a site sets few.
    assertThat(POLICY.services()).extracting(service -> service.id()).contains("java-web");
    assertThat(atServer(cookie("cart"), cookie("old"), cookie("login"), cookie("ctr_id")))
        .isEmpty();
  }

  @Test
  void the_finding_says_how_long_and_from_where_it_was_looked_for() {
    assertThat(
            new Comparison(POLICY, places(), new CatalogueIndex(), Duration.ofDays(7))
                .findings(
                    List.of(
                        new Observation(
                            Vantage.SERVER,
                            List.of(cookie("login"), cookie("cart"), cookie("ctr_id"))))))
        .singleElement()
        .extracting(Finding::message)
        .isEqualTo(
            "cookie 'old' of service 'shop' was never seen in 30 days at the server, which does not"
                + " see what scripts load; remove it if the service does not use it");
  }

  @Test
  void storage_is_missed_at_the_server_only_if_declared_keys_are_reported() {
    Thing[] all = {
      cookie("cart"),
      cookie("old"),
      cookie("login"),
      cookie("ctr_id"),
      host("pixel.example"),
      host("a.counter.example")
    };
    Thing[] withOther = Arrays.copyOf(all, all.length + 1);
    withOther[all.length] = Thing.of(Seen.Kind.LOCAL_STORAGE, "other");

    assertThat(atServer(all)).isEmpty();
    assertThat(atServer(withOther)).isEmpty();
  }
}
