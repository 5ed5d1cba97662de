package io.github.consent4j.policy.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.Problem;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a check asks the operator: to confirm facts, and to say why something is necessary. */
class OperatorQuestionsTest {

  private static final String SITE =
      """
      site: { name: Institute, privacy-policy: /privacy, imprint: /imprint }
      """;

  private static PolicyCheck check(String yaml) {
    return new PolicyReader(BuiltInCatalogue.load())
        .check("consent.yaml", new ByteArrayInputStream((SITE + yaml).getBytes(UTF_8)));
  }

  private static List<String> problems(String yaml) {
    return check(yaml).problems().stream()
        .map(each -> each.line() + ":" + each.column() + " " + level(each) + " " + each.rule())
        .toList();
  }

  private static String level(Problem problem) {
    return problem.isError() ? "error" : "warning";
  }

  private static Policy policy(String yaml) {
    return check(yaml).requirePolicy();
  }

  private static boolean isUnconfirmed(Policy policy, String service) {
    return policy.service(service).orElseThrow().provider().isUnconfirmed();
  }

  private static final String UNCONFIRMED =
      """
      categories:
        necessary: { required: true }
        external-media: { services: [mapbox, spotify] }
      """;

  @Test
  void the_operator_is_asked_at_the_name_of_the_service() {
    assertThat(problems(UNCONFIRMED))
        .containsExactly(
            "4:32 warning unconfirmed-provider",
            "4:40 warning unconfirmed-provider",
            "4:40 warning unknown-lifetime");
    assertThat(check(UNCONFIRMED).problems().get(0).message())
        .contains("Mapbox, Inc.", "'confirmed: [mapbox]'");
  }

  @Test
  void what_the_operator_confirms_is_no_longer_unconfirmed() {
    String confirmed = UNCONFIRMED + "confirmed: [mapbox, spotify]\n";

    assertThat(problems(confirmed)).isEmpty();
    assertThat(isUnconfirmed(policy(UNCONFIRMED), "mapbox")).isTrue();
    assertThat(isUnconfirmed(policy(confirmed), "mapbox")).isFalse();
    assertThat(policy(confirmed).service("mapbox").orElseThrow().question())
        .as("visitors are not asked again")
        .isEqualTo(policy(UNCONFIRMED).service("mapbox").orElseThrow().question());
  }

  @Test
  void what_the_operator_knows_needs_no_confirmation() {
    assertThat(
            problems(
                UNCONFIRMED
                    + """
                    services:
                      mapbox:
                        provider: { name: "Mapbox, Inc.", country: US, privacy-policy: /mapbox }
                        safeguard: { en: Data Privacy Framework }
                      spotify:
                        provider: { name: Spotify AB, country: SE, privacy-policy: /spotify }
                        stores: [{ name: sp_usid, lifetime: 1 day }, { name: sp_m, lifetime: 1 year }]
                    """))
        .isEmpty();
  }

  @Test
  void a_service_that_nobody_knows_cannot_be_confirmed() {
    assertThat(problems(UNCONFIRMED + "confirmed: [mapbox, spotify, mapboxx]\n"))
        .containsExactly("5:30 error unknown-service");
  }

  @Test
  void a_confirmed_service_may_belong_to_one_of_several_sites() {
    assertThat(
            problems(
                """
                categories:
                  necessary: { required: true }
                  external-media: { services: [vimeo] }
                confirmed: [mapbox, counter]
                services:
                  counter:
                    name: Counter
                    purpose: measures-use
                    stores: [{ name: ctr, lifetime: unknown, purpose: measures-use }]
                sites:
                  - path: /map/*
                    categories: { external-media: { services: [mapbox] } }
                  - path: /shop/*
                    categories: { external-media: { services: [counter] } }
                """))
        .isEmpty();
  }

  @Test
  void a_service_that_visitors_are_usually_asked_about_needs_a_reason_to_be_necessary() {
    String maps = "categories: { necessary: { required: true, services: [google-maps] } }\n";

    assertThat(problems(maps)).contains("2:55 error necessary-without-reason");
    assertThat(problems(maps + "services: { google-maps: { necessity: Finds the way. } }\n"))
        .noneMatch(problem -> problem.contains("error"));
  }

  @Test
  void what_the_catalogue_puts_under_necessary_or_functional_needs_no_reason() {
    assertThat(
            problems(
                "categories: { necessary: { required: true, services: [webedition, econda-session,"
                    + " stripe, trusted-shops] } }\n"))
        .isEmpty();
  }

  private static final String OWN =
      """
      categories: { necessary: { required: true, services: [shop] } }
      services:
        shop: { name: Shop, purpose: measures-use, loads: { hosts: [static.other.example/shop/*] } }
      """;

  @Test
  void a_foreign_host_without_a_provider_is_asked_about() {
    assertThat(problems(OWN)).containsExactly("2:55 warning perhaps-third-party");
    assertThat(problems(OWN + "own-hosts: [shop.example]\n"))
        .containsExactly("2:55 error necessary-without-reason");
    assertThat(problems(OWN + "own-hosts: [static.other.example]\n")).isEmpty();
  }

  @Test
  void a_host_that_cannot_be_the_sites_own_is_not_taken_for_it() {
    String policy =
        """
        categories: { necessary: { required: true }, external-media: { services: [SERVICE] } }
        services:
          SERVICE: { name: Own, purpose: measures-use, loads: { hosts: [www.other.example] } }
        """;
    assertThat(problems(policy.replace("SERVICE", "own")))
        .containsExactly("4:61 warning perhaps-own-host");
    assertThat(problems(policy.replace("SERVICE", "own") + "own-hosts: [www.city.example]\n"))
        .as("the file says which hosts are its own")
        .isEmpty();
    assertThat(problems(policy.replace("SERVICE", "vimeo"))).as("its provider is known").isEmpty();
  }

  @Test
  void a_host_of_its_own_below_an_own_domain_can_be_held_back_as_a_whole() {
    String counter =
        """
        categories: { necessary: { required: true }, statistics: { services: [counter] } }
        services:
          counter: { name: Counter, purpose: measures-use, loads: { hosts: [HOST] } }
        own-hosts: ["*.city.example", www.city.example]
        """;

    assertThat(problems(counter.replace("HOST", "statistics.city.example"))).isEmpty();
    assertThat(problems(counter.replace("HOST", "www.city.example")))
        .containsExactly("4:69 error own-host");
    assertThat(problems(counter.replace("HOST", "\"*.city.example\"")))
        .containsExactly("4:69 error own-host");
  }

  @Test
  void the_hosts_of_several_sites_are_own_hosts() {
    String sites = "sites: [{ host: static.other.example, languages: [de] }]\n";

    assertThat(problems(OWN + "languages: [en, de]\n" + sites)).isEmpty();
    assertThat(problems(OWN.replace("/shop/*", "") + "languages: [en, de]\n" + sites))
        .containsExactly("4:63 error own-host");
  }

  @Test
  void a_text_in_the_language_of_one_of_several_sites_is_read() {
    assertThat(
            problems(
                """
                languages: [de, en]
                categories:
                  necessary: { required: true, services: [shop] }
                services: { shop: { name: { de: Laden, en: Shop }, purpose: measures-use } }
                sites: [{ host: www.laden.example, languages: [de] }]
                """))
        .isEmpty();
  }

  @Test
  void a_service_of_which_nothing_can_be_held_back_has_no_effect() {
    assertThat(
            problems(
                """
                categories:
                  necessary: { required: true, services: [silent] }
                  statistics: { services: [idle] }
                services:
                  silent: { name: Silent, purpose: measures-use }
                  idle: { name: Idle, purpose: measures-use }
                """))
        .containsExactly("4:28 warning nothing-held-back");
  }
}
