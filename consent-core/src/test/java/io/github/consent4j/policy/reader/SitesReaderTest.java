package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.SiteAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SitesReaderTest {

  private static final String TOP =
      """
      site:
        name: { de: Rheinportal, en: Rhine Portal }
        privacy-policy: { de: /datenschutz, en: /privacy }
      languages: [de, en]
      categories:
        necessary:      { required: true }
        statistics:     { services: [econda] }
        external-media: { services: [youtube] }
      """;

  private static Policy read(String sites) {
    return ReferencePolicy.read(TOP + sites);
  }

  private static List<String> problems(String sites) {
    PolicyException failure = catchThrowableOfType(PolicyException.class, () -> read(sites));
    return failure.problems().stream().map(Object::toString).toList();
  }

  private static List<String> services(Policy policy, String category) {
    return policy.category(category).map(Category::services).orElse(List.of()).stream()
        .map(Service::id)
        .toList();
  }

  @Test
  void a_portal_has_one_language_at_each_host() {
    Policy policy =
        read(
            """
            sites:
              - { host: www.rheinportal.example, languages: [de] }
              - { host: www.rhineportal.example, languages: [en] }
            """);

    Policy german = policy.at("www.rheinportal.example", "/");
    Policy english = policy.at("www.rhineportal.example", "/any/page");

    assertThat(german.languages()).containsExactly("de");
    assertThat(english.languages()).containsExactly("en");
    assertThat(english.site().name().in("en")).isEqualTo("Rhine Portal");
    assertThat(english.services()).hasSameSizeAs(policy.services());
    assertThat(policy.at("localhost", "/")).isSameAs(policy);
    assertThat(english.sites()).isEmpty();
  }

  @Test
  void a_site_takes_from_the_top_level_what_it_does_not_say() {
    Policy shop =
        read("""
                renew-after: P3M
                look: { theme: calm, radius: 4 }
                sites:
                  - host: [shop.example.org, laden.example.org]
                    site: { name: Shop }
                    languages: [de]
                    look: { radius: 8 }
                    categories:
                      external-media: none
                      statistics: { services: [econda, twitter] }
                """)
            .at("laden.example.org", "/cart");

    assertThat(shop.site().name().in("de")).isEqualTo("Shop");
    assertThat(shop.site().privacyPolicy().orElseThrow().in("de")).isEqualTo("/datenschutz");
    assertThat(shop.settings().renewAfter()).hasToString("P3M");
    assertThat(shop.settings().look().toString()).contains("8");
    assertThat(shop.categories())
        .extracting(Category::id)
        .containsExactly("necessary", "statistics");
    assertThat(services(shop, "statistics")).containsExactly("econda", "twitter");
  }

  @Test
  void services_and_texts_that_only_one_of_the_sites_uses_stand_where_they_like() {
    Policy policy =
        read(
            """
            texts: { en: { embed.once.youtube: Play }, de: { embed.once.youtube: Los } }
            signals: { external-media: ["google:ad_storage"] }
            services:
              desk: { name: Desk, purpose: Answers. }
            sites:
              - host: shop.example.org
                languages: [en]
                categories:
                  external-media: none
                  chat: { title: Chat, description: Talk., services: [desk] }
            """);

    assertThat(services(policy.at("shop.example.org", "/"), "chat")).containsExactly("desk");
    assertThat(policy.category("chat")).isEmpty();
    assertThat(policy.texts("de")).isNotEmpty();
    assertThat(policy.at("shop.example.org", "/").texts("de")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "www.example.org, /en/x, b",
    "www.example.org, /en, b",
    "www.example.org, /english, a",
    "www.example.org., /, a",
    "WWW.example.org, /, a",
    "x.example.org, /en/x, c",
    "other.example, /en/deep/x, e",
    "other.example, /en/x, d",
    "example.org, /, top",
    "other.example, /, top"
  })
  void the_host_decides_before_the_path_and_the_more_specific_before_the_less(
      String host, String path, String expected) {
    Policy policy =
        read(
            """
            revision: top
            sites:
              - { path: /en/*, revision: d }
              - { host: "*.example.org", revision: c }
              - { host: www.example.org, revision: a }
              - { host: www.example.org, path: /en, revision: b }
              - { path: /en/deep/, revision: e }
            """);

    assertThat(policy.at(host, path).revision()).isEqualTo(expected);
  }

  @Test
  void the_pages_of_a_site_below_a_path_are_below_that_path() {
    Policy policy =
        read(
            """
            base-path: /privacy-settings
            sites:
              - { path: /en/*, languages: [en] }
              - { path: /fr, site: { name: F }, base-path: /fr/choix }
            """);

    assertThat(policy.at("any", "/en/x").settings().basePath()).isEqualTo("/en/privacy-settings");
    assertThat(policy.at("any", "/fr/x").settings().basePath()).isEqualTo("/fr/choix");
  }

  @Test
  void sites_below_paths_share_a_decision_if_they_ask_the_same() {
    Policy policy =
        read(
            """
            sites:
              - { path: /en/*, languages: [en] }
              - { path: /shop/*, categories: { statistics: { services: [econda, twitter] } } }
              - { path: /shop/en/*, languages: [en], categories: { statistics: { services: [econda, twitter] } } }
              - { path: /club/*, revision: club, cookie: { name: club } }
            """);

    assertThat(cookiePath(policy, "/en/x")).isEqualTo("/app");
    assertThat(cookiePath(policy, "/shop/x")).isEqualTo("/app/shop");
    assertThat(cookiePath(policy, "/shop/en/x")).isEqualTo("/app/shop");
    assertThat(cookiePath(policy, "/club/x")).isEqualTo("/app");
    assertThat(policy.at("any", "/club").settings().cookie().name()).isEqualTo("club");
  }

  private static String cookiePath(Policy policy, String path) {
    return policy.at("any", path).settings().cookie().pathIn("/app");
  }

  @Test
  void another_language_is_no_other_question_about_the_sites_own_services() {
    Policy policy =
        read(
            """
            services:
              counter: { name: Counter, purpose: { de: Zählt., en: Counts. } }
            sites:
              - { path: /en, languages: [en], categories: { own: { title: O, description: O, services: [counter] } } }
              - { path: /de, languages: [de], categories: { own: { title: O, description: O, services: [counter] } } }
            """);

    assertThat(policy.at("any", "/en").service("counter"))
        .map(service -> service.provider().name())
        .isEqualTo(Optional.of("Rheinportal"));
  }

  @Test
  void addresses_are_listed_from_the_most_specific_to_the_least() {
    Policy policy = read("sites: [{ path: /a, revision: x }, { host: b.example, revision: y }]\n");

    assertThat(policy.sites().keySet().stream().map(SiteAddress::toString))
        .containsExactly("b.example", "/a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ revision: a } | 9:10: a site needs a 'host' or a 'path'",
        "{ host: a.example } | 9:10: the site 'a.example' differs in nothing from the top level: say what is"
            + " different, or remove it",
        "{ host: \"https://a.example/\", revision: a } | 9:18: 'https://a.example/' is no host: expected a name"
            + " such as 'www.example.org' or '*.example.org', without https:, port and path",
        "{ host: \"a.example:8080\", revision: a } | 9:18: 'a.example:8080' is no host: expected a name"
            + " such as 'www.example.org' or '*.example.org', without https:, port and path",
        "{ path: en, revision: a } | 9:18: 'en' is not a path of a site: expected one such as '/en/*'; it means"
            + " everything below",
        "{ path: /a/*/b, revision: a } | 9:18: '/a/*/b' is not a path of a site: expected one such as '/en/*'; it"
            + " means everything below",
        "{ path: /*, revision: a } | 9:18: '/*' is not a path of a site: expected one such as '/en/*'; it means"
            + " everything below",
        "{ path: /consent, revision: a } | 9:18: '/consent' is the place of the library's own pages: change"
            + " 'base-path', or the path of the site",
        "{ path: /en, base-path: /consent } | 9:23: 'base-path' of the site '/en' must be below '/en'",
        "{ host: a.example, sites: [] } | 9:29: 'sites' makes no sense in a site: it is for the whole file",
        "{ host: a.example, revison: a } | 9:29: unknown key 'revison' in the file; did you mean 'revision'?",
        "{ host: a.example, languages: [fr] } | 2:3: missing translation: 'name' has no text for the language"
            + " 'fr' (for the site 'a.example')",
      })
  void mistakes_are_explained(String site, String message) {
    assertThat(problems("sites: [ " + site + " ]\n")).contains("consent.yaml:" + message);
  }

  @Test
  void two_sites_cannot_have_one_address() {
    assertThat(
            problems(
                """
                sites:
                  - { host: [a.example, b.example], revision: a }
                  - { host: B.example, revision: b }
                """))
        .containsExactly(
            "consent.yaml:11:13: 'b.example' is the address of another site already, in line 10");
  }

  @Test
  void sites_that_ask_different_questions_cannot_share_a_cookie_of_a_domain() {
    assertThat(
            problems(
                """
                cookie: { domain: example.org }
                sites:
                  - { host: a.example.org, languages: [en] }
                  - { host: b.example.org, categories: { external-media: none } }
                """))
        .containsExactly(
            "consent.yaml:12:5: the site 'b.example.org' asks other questions than the site around"
                + " it, and 'cookie.domain' gives both one cookie: each decision would replace the"
                + " other; give this site its own 'cookie', as in 'cookie: { name: consent-2 }'");
  }

  @Test
  void a_name_for_the_whole_host_cannot_be_limited_to_a_path() {
    assertThat(
            problems(
                """
                cookie: { name: __Host-consent }
                sites:
                  - { path: /shop, categories: { external-media: none } }
                """))
        .singleElement()
        .asString()
        .startsWith(
            "consent.yaml:11:5: the site '/shop' asks other questions than the site around it");
  }

  @Test
  void what_is_wrong_at_the_top_level_is_said_once() {
    assertThat(
            problems(
                """
                basepath: /x
                sites: [{ host: a.example, revision: a }, { host: b.example, revision: b }]
                """))
        .hasSize(1);
  }

  @Test
  void the_paths_of_a_category_are_those_of_its_services_without_paths() {
    Policy policy =
        ReferencePolicy.read(
            """
            site: { name: I }
            categories:
              necessary: { required: true }
              media: { title: M, description: M., apply-to: /shop/*, services: [youtube, map] }
            services:
              map: { name: Map, purpose: Shows., apply-to: [/way, /en/way], loads: { hosts: [m.example] } }
            """);

    Policy atShop = policy.appliedAt("/shop/1");
    Policy onTheWay = policy.appliedAt("/en/way");

    assertThat(loaded(atShop, "youtube")).isTrue();
    assertThat(loaded(atShop, "map")).isFalse();
    assertThat(loaded(onTheWay, "youtube")).isFalse();
    assertThat(loaded(onTheWay, "map")).isTrue();
    assertThat(onTheWay.indexOf("map")).isEqualTo(policy.indexOf("map"));
    assertThat(ReferencePolicy.read(TOP).isLimited()).isFalse();
  }

  private static boolean loaded(Policy policy, String service) {
    return !policy.service(service).orElseThrow().loads().urls().isEmpty();
  }
}
