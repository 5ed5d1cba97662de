package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.BeforeDecision;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieHandling;
import io.github.consent4j.policy.ElementSelector;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.LegalBasis;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.OnBlock;
import io.github.consent4j.policy.OnError;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Presence;
import io.github.consent4j.policy.PrivacySignal;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.policy.SameSite;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.Settings;
import io.github.consent4j.policy.Signal;
import io.github.consent4j.policy.StorageKind;
import io.github.consent4j.policy.UndeclaredHandling;
import io.github.consent4j.policy.UrlPattern;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {

  @Test
  void reads_the_smallest_useful_file() {
    Policy policy = ReferencePolicy.get();

    assertThat(policy.site().name().in("de")).isEqualTo("German Cancer Research Center");
    assertThat(policy.site().privacyPolicy().orElseThrow().in("en"))
        .isEqualTo("/en/data-protection");
    assertThat(policy.languages()).containsExactly("en", "de");
    assertThat(policy.categories())
        .extracting(Category::id)
        .containsExactly("necessary", "statistics", "external-media");
    assertThat(policy.services())
        .extracting(Service::id)
        .containsExactly(
            "webedition", "econda-session", "java-web", "consent", "econda", "youtube", "twitter");
    assertThat(policy.settings()).isEqualTo(Settings.DEFAULTS);
  }

  @Test
  void adds_the_cookies_of_the_container_to_the_first_required_category() {
    Policy policy = ReferencePolicy.get();

    assertThat(policy.categoryAt(policy.indexOf("java-web")).id()).isEqualTo("necessary");
  }

  @Test
  void derives_the_legal_basis_from_the_category() {
    Policy policy = ReferencePolicy.get();

    assertThat(policy.service("webedition").orElseThrow().legalBasis())
        .isEqualTo(LegalBasis.EXEMPT);
    assertThat(policy.service("econda").orElseThrow().legalBasis()).isEqualTo(LegalBasis.CONSENT);
  }

  @Test
  void lets_the_operator_replace_single_keys_of_a_known_service() {
    Policy policy =
        ReferencePolicy.read(
            ReferencePolicy.YAML
                + """
                services:
                  youtube:
                    purpose: { en: Lectures, de: Vorlesungen }
                """);

    Service youtube = policy.service("youtube").orElseThrow();
    assertThat(youtube.purpose().in("de")).isEqualTo("Vorlesungen");
    assertThat(youtube.provider().name()).isEqualTo("Google Ireland Limited");
    assertThat(youtube.stores()).isNotEmpty();
  }

  @Test
  void lets_the_operator_add_a_service_and_a_category() {
    Policy policy =
        ReferencePolicy.read(
            """
            revision: 2026-11
            site: { name: { en: Institute, de: Institut }, imprint: /imprint }
            languages: [de, en]
            base-path: /privacy/choices
            renew-after: P3M
            undeclared-cookies: block
            undeclared-hosts: block
            on-error: pass
            categories:
              necessary: { required: true, before-decision: block, services: [webedition] }
              maps:
                title: { en: Maps, de: Karten }
                description: { en: Shows maps., de: Zeigt Karten. }
                enforce: report
                default: off
                services: [city-map]
            services:
              city-map:
                name: City map
                provider: { name: Map Ltd, address: "1 Road, Town", country: GB,
                            transfers-to: [US], privacy-policy: https://maps.example/privacy,
                            domains: [Maps.Example, .tiles.example, müde.example] }
                purpose: { en: Shows where we are., de: Zeigt den Weg zu uns. }
                stores:
                  - { name: map_*, kind: local-storage, domain: .maps.example, lifetime: P13M,
                      purpose: Remembers the zoom. }
                loads: { hosts: ["*.maps.example", www.example.com/maps/*], scripts: [map-*.js],
                         inline: [newCityMap] }
                marks: [div.city-map]
            """);

    assertThat(policy.revision()).isEqualTo("2026-11");
    assertThat(policy.settings())
        .isEqualTo(
            Settings.builder()
                .basePath("/privacy/choices")
                .renewAfter(Period.ofMonths(3))
                .undeclaredCookies(UndeclaredHandling.BLOCK)
                .undeclaredHosts(UndeclaredHandling.BLOCK)
                .onError(OnError.PASS)
                .build());
    assertThat(policy.category("necessary").orElseThrow().beforeDecision())
        .isEqualTo(BeforeDecision.BLOCK);
    assertThat(policy.category("maps").orElseThrow().enforce()).isEqualTo(Enforcement.REPORT);
    Service map = policy.service("city-map").orElseThrow();
    assertThat(map.provider().country()).contains("GB");
    assertThat(map.provider().transfersTo()).containsExactly("US");
    assertThat(map.provider().domains())
        .containsExactly("maps.example", "tiles.example", "xn--mde-hoa.example");
    assertThat(map.stores().get(0).kind()).isEqualTo(StorageKind.LOCAL_STORAGE);
    assertThat(map.stores().get(0).lifetime())
        .isEqualTo(new Lifetime.Expiring(Period.ofMonths(13)));
    assertThat(map.loads().urls())
        .extracting(UrlPattern::toString)
        .containsExactly("*.maps.example", "www.example.com/maps/*");
    assertThat(map.marks()).extracting(ElementSelector::toString).containsExactly("div.city-map");
  }

  @Test
  void reads_which_attributes_the_sites_own_scripts_load_from() {
    String yaml = ReferencePolicy.YAML.replace("site:", "site:\n  lazy-attributes: %s");
    assertThat(
            ReferencePolicy.read(yaml.formatted("[data-full, Data-Big]")).site().lazyAttributes())
        .containsExactly("data-full", "data-big");
    assertThat(ReferencePolicy.read(yaml.formatted("data-full")).site().lazyAttributes())
        .containsExactly("data-full");
    assertThat(problems(yaml.formatted("[href, data-consent-src, 'a b', data-x]")))
        .satisfiesExactly(
            p ->
                assertThat(p).startsWith("consent.yaml:2:21: 'href' is not an attribute of a lazy"),
            p -> assertThat(p).startsWith("consent.yaml:2:27: 'data-consent-src' is no"),
            p -> assertThat(p).startsWith("consent.yaml:2:45: 'a b' is no"));
  }

  @Test
  void accepts_an_empty_category() {
    Policy policy =
        ReferencePolicy.read(
            """
            site: { name: Institute }
            categories:
              necessary: { required: true }
              statistics:
            """);

    assertThat(policy.category("statistics").orElseThrow().services()).isEmpty();
  }

  @Test
  void an_unknown_service_is_reported_with_line_column_and_suggestion() {
    assertThat(
            problems(
                """
                site:
                  name: Institute
                categories:
                  necessary: { required: true }
                  external-media:
                    services:
                      - youtub
                """))
        .containsExactly("consent.yaml:7:9: unknown service 'youtub'; did you mean 'youtube'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P12M", "P1Y", "P365D", "P11M28D", "P1D"})
  void a_decision_lasts_a_year_at_most(String time) {
    assertThat(ReferencePolicy.read(ReferencePolicy.YAML + "renew-after: " + time))
        .extracting(policy -> policy.settings().renewAfter())
        .isEqualTo(Period.parse(time));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P13M", "P372D", "P366D", "P11M31D", "P12M1D", "P0D", "P-1M"})
  void a_decision_does_not_last_longer(String time) {
    assertThat(problems(ReferencePolicy.YAML + "renew-after: " + time))
        .singleElement()
        .asString()
        .contains("'" + time + "' is not a time after which to ask again", "at most P12M");
  }

  @Test
  void problems_survive_serialisation() throws Exception {
    PolicyException failure =
        catchThrowableOfType(PolicyException.class, () -> ReferencePolicy.read("site: {}"));
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(sent)) {
      out.writeObject(failure);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
      PolicyException arrived = (PolicyException) in.readObject();
      assertThat(arrived.problems()).isNotEmpty().isEqualTo(failure.problems());
      assertThat(arrived).hasMessage(failure.getMessage());
    }
  }

  @Test
  void reports_everything_that_is_wrong_at_once_in_the_order_of_the_file() {
    assertThat(
            problems(
                """
                site: { name: Institute, privacy-policy: "javascript:alert(1)" }
                languages: [en, de]
                renew-after: P3Y
                undeclared-cookie: block
                categories:
                  necessary: { required: true, services: [webedition] }
                  necessary: { required: true }
                  statistics: { default: on, services: [econda], before-decision: block }
                  maps:
                    title: { en: Maps }
                    services: [webedition]
                  videos: { services: [youtube, youtube], enforce: maybe }
                services:
                  unused: { name: Unused, purpose: None }
                """))
        .satisfiesExactly(
            p -> assertThat(p).startsWith("consent.yaml:1:26: 'javascript:alert(1)' is not a link"),
            p -> assertThat(p).startsWith("consent.yaml:3:14: 'P3Y' is not a time after which"),
            p ->
                assertThat(p)
                    .startsWith("consent.yaml:4:1: unknown key 'undeclared-cookie'")
                    .endsWith("did you mean 'undeclared-cookies'?"),
            p ->
                assertThat(p)
                    .startsWith("consent.yaml:7:3: duplicate key 'necessary'")
                    .contains("line 6"),
            p -> assertThat(p).startsWith("consent.yaml:8:17: category 'statistics' cannot be on"),
            p -> assertThat(p).startsWith("consent.yaml:8:50: 'before-decision' only makes sense"),
            p ->
                assertThat(p).startsWith("consent.yaml:9:3: category 'maps' needs a 'description'"),
            p -> assertThat(p).startsWith("consent.yaml:10:5: missing translation: 'title'"),
            p ->
                assertThat(p).startsWith("consent.yaml:11:16: service 'webedition' is in category"),
            p -> assertThat(p).startsWith("consent.yaml:12:3: category 'videos' needs a"),
            p -> assertThat(p).startsWith("consent.yaml:12:33: service 'youtube' is in category"),
            p ->
                assertThat(p).startsWith("consent.yaml:12:52: 'maybe' is not a value of 'enforce'"),
            p -> assertThat(p).startsWith("consent.yaml:14:3: service 'unused' is in no"));
  }

  @Test
  void refuses_a_measuring_cookie_that_is_declared_necessary_without_a_reason() {
    assertThat(
            problems(
                """
                site: { name: Institute }
                categories:
                  necessary: { required: true, services: [econda] }
                """))
        .anySatisfy(
            p ->
                assertThat(p)
                    .startsWith("consent.yaml:3:43: 'emos_jcvid' of service 'econda' is known to")
                    .contains("'necessity'"));
  }

  @Test
  void accepts_a_measuring_cookie_that_is_necessary_for_a_stated_reason() {
    Policy policy = ReferencePolicy.get();

    assertThat(policy.service("econda-session").orElseThrow().stores().get(0).necessity())
        .isPresent();
  }

  @Test
  void refuses_a_necessary_pattern_that_covers_cookies_which_are_asked_about() {
    assertThat(
            problems(
                ReferencePolicy.YAML.replace("webedition,", "webedition, own,")
                    + """
                    services:
                      own:
                        name: Own
                        purpose: Own
                        stores:
                          - { name: "*_jcvid", lifetime: session, purpose: Own, necessity: Own }
                    """))
        .singleElement()
        .satisfies(
            p ->
                assertThat(p)
                    .contains("overlapping necessary claim: '*_jcvid' of service 'own'")
                    .contains("'emos_jcvid' of 'econda'"));
  }

  @ParameterizedTest
  @CsvSource({
    "hosts, *.google.com, www.google.com/maps",
    "hosts, *.google.com, *.maps.google.com",
    "hosts, www.google.com, www.google.com/maps/*",
    "hosts, *.google.com/m*, maps.google.com",
    "scripts, matomo*, matomo.js",
    "scripts, *.min.js, matomo*.js",
    "scripts, *.js, ''",
    "scripts, '*', ''",
    "inline, _pa, _paq",
  })
  void necessary_loads_allow_nothing_that_visitors_are_asked_about(
      String key, String necessary, String asked) {
    assertThat(problems(loading(key, necessary, asked)))
        .singleElement()
        .asString()
        .startsWith("consent.yaml:3:43: overlapping necessary claim: '" + necessary + "'")
        .contains("of service 'own' would");
  }

  @ParameterizedTest
  @CsvSource({
    "hosts, www.google.com/recaptcha, *.google.com",
    "hosts, www.google.com/recaptcha, www.google.com/maps",
    "hosts, *.google.com, *.google.com",
    "hosts, google.com, *.google.com",
    "hosts, *.gstatic.com, www.google.com",
    "scripts, emos*.js, emos*.js",
    "scripts, loader.js, *.js",
    "inline, _paq.push, _paq",
    "inline, _paq, _paq",
  })
  void necessary_loads_can_equal_or_be_part_of_loads_that_visitors_are_asked_about(
      String key, String necessary, String asked) {
    assertThat(ReferencePolicy.read(loading(key, necessary, asked)).service("own")).isPresent();
  }

  private static String loading(String key, String necessary, String asked) {
    String yaml =
        """
        site: { name: Institute, privacy-policy: /privacy }
        categories:
          necessary: { required: true, services: [own] }
          external-media: { services: [other] }
        services:
          own:   { name: Own, purpose: Own, loads: { %1$s: ["%2$s"] } }
          other: { name: Other, purpose: Other, loads: { %1$s: ["%3$s"] } }
        """;
    return yaml.formatted(key, necessary, asked).replace("[\"\"]", "[]");
  }

  @Test
  void needs_a_required_category() {
    assertThat(
            problems(
                """
                site: { name: Institute }
                categories: { statistics: { services: [econda] } }
                """))
        .singleElement()
        .satisfies(p -> assertThat(p).contains("no category is required"));
  }

  @Test
  void reports_a_misspelt_required_once() {
    assertThat(
            problems(
                """
                site: { name: Institute }
                categories:
                  necessary: { mandatory: true }
                  statistics: { services: [econda] }
                """))
        .singleElement()
        .satisfies(p -> assertThat(p).contains("did you mean 'required'"));
  }

  @Test
  void reports_a_wrong_value_once() {
    assertThat(
            problems(
                """
                site: { name: Institute }
                categories:
                  necessary: { required: maybe }
                  others: { required: true, title: Others, description: Others }
                """))
        .containsExactly("consent.yaml:3:26: 'required' must be true or false, not 'maybe'");
  }

  @Test
  void an_unknown_language_error_lists_the_known_languages() {
    assertThat(
            problems(
                """
                site: { name: Institute }
                languages: [en, tlh]
                categories: { necessary: { required: true } }
                """))
        .containsExactly(
            "consent.yaml:2:17: the built-in texts do not speak 'tlh'; they speak ar, bg, cs, da,"
                + " de, el, en, es, et, fi, fr, ga, hr, hu, is, it, lt, lv, mt, nb, nl, pl, pt, ro,"
                + " sk, sl, sv, tr, uk");
  }

  @Test
  void a_yaml_error_has_a_position() {
    assertThat(problems("site: { name: Institute\ncategories: ]\n"))
        .singleElement()
        .satisfies(p -> assertThat(p).startsWith("consent.yaml:1:7: not YAML: this '{'"));
    assertThat(problems("")).singleElement().asString().contains("must hold the keys");
    assertThat(problems("- a\n- b\n")).singleElement().asString().contains("must hold the keys");
    assertThat(problems("a: 1\n---\nb: 2\n")).singleElement().asString().contains("not YAML");
  }

  @Test
  void refuses_yaml_that_builds_java_objects() {
    assertThat(problems("site: !!javax.script.ScriptEngineManager [x]\ncategories: {}\n"))
        .isNotEmpty();
  }

  @Test
  void survives_a_file_that_refers_to_itself() {
    assertThat(problems("site: &a { name: *a }\ncategories: &b { x: *b }\n")).isNotEmpty();
  }

  private static String storing(String item) {
    return ReferencePolicy.YAML.replace("[econda]", "[econda, counter]")
        + """
        services:
          counter:
            name: Counter
            provider: { name: Counter Ltd, country: IE }
            purpose: Counts
            stores:
              - { name: c, lifetime: P1D, purpose: Counts, %s }
        """
            .formatted(item);
  }

  @Test
  void explains_errors_in_the_domains_of_a_provider() {
    String yaml =
        storing("domain: .counter.example")
            .replace(
                "country: IE }", "country: IE, domains: [com, \"a b.example\", x.example/y] }");
    assertThat(problems(yaml))
        .satisfiesExactly(
            one -> assertThat(one).contains("'com' is not a domain of a provider: expected a name"),
            one -> assertThat(one).contains("'a b.example' is not a domain of a provider"),
            one -> assertThat(one).contains("'x.example/y' is not a domain of a provider"));
  }

  @Test
  void a_necessary_pattern_can_cover_items_that_others_store_on_their_own_domains() {
    String yaml = storing("domain: .counter.example").replace("{ name: c,", "{ name: our_c,");
    String necessary =
        yaml.replace("[webedition,", "[own, webedition,")
            + """
              own:
                name: Own
                purpose: Ours
                stores:
                  - { name: our_*, lifetime: session, purpose: Ours, necessity: Ours }
            """;
    assertThat(problems(necessary)).singleElement().asString().contains("overlapping");
    String elsewhere =
        necessary.replace("country: IE }", "country: IE, domains: [counter.example] }");
    assertThat(ReferencePolicy.read(elsewhere).service("own")).isPresent();
  }

  @Test
  void reads_the_attributes_that_a_cookie_gets() {
    String item = "on-block: defer, cap-lifetime: true, secure: true, http-only: true";
    Policy policy = ReferencePolicy.read(storing(item + ", same-site: strict"));
    assertThat(policy.service("counter").orElseThrow().stores().get(0).handling())
        .isEqualTo(new CookieHandling(OnBlock.DEFER, true, true, true, SameSite.STRICT));
    assertThat(policy.service("econda").orElseThrow().stores())
        .allMatch(stored -> stored.handling().equals(CookieHandling.DEFAULT));
  }

  @Test
  void explains_errors_in_the_attributes_of_a_cookie() {
    assertThat(problems(storing("on-block: deferr")))
        .singleElement()
        .asString()
        .contains("'deferr' is not a value of 'on-block'; did you mean 'defer'?");
    assertThat(problems(storing("kind: local-storage, secure: true")))
        .singleElement()
        .asString()
        .contains("'secure' makes no sense in an item of 'stores': only cookies have it");
    assertThat(problems(storing("same-sit: lax")))
        .singleElement()
        .asString()
        .contains("did you mean 'same-site'?");
    assertThat(problems(storing("cap-lifetime: often")))
        .singleElement()
        .asString()
        .contains("'cap-lifetime' must be true or false, not 'often'");
  }

  @Test
  void reads_the_signals_for_tools() {
    Policy policy =
        ReferencePolicy.read(
            ReferencePolicy.YAML
                + """
                signals:
                  statistics: [google:analytics_storage, data-layer]
                  youtube: uet
                """);

    assertThat(policy.settings().presence().signals())
        .containsExactly(
            new Signal("statistics", Signal.Tool.GOOGLE, "analytics_storage"),
            new Signal("statistics", Signal.Tool.DATA_LAYER, ""),
            new Signal("youtube", Signal.Tool.UET, "ad_storage"));
    assertThat(policy.settings().presence().isAny()).isTrue();
    assertThat(ReferencePolicy.get().settings().presence()).isEqualTo(Presence.DEFAULTS);
  }

  @Test
  void wrong_signals_are_reported() {
    assertThat(
            problems(
                ReferencePolicy.YAML
                    + """
                    signals:
                      statistics: [gogle:ad_storage, google:ads, google, data-layer:x]
                      youtub: [uet]
                    """))
        .satisfiesExactlyInAnyOrder(
            one -> assertThat(one).contains("'gogle' hears no signal; did you mean 'google'?"),
            one -> assertThat(one).contains("'google:ads' is no signal: expected google:ad_st"),
            one -> assertThat(one).contains("'google' is no signal: expected google:ad_storage|"),
            one -> assertThat(one).contains("'data-layer:x' is no signal: expected data-layer"),
            one ->
                assertThat(one).contains("'youtub' under 'signals' is not a category or service"));
  }

  @Test
  void reads_the_effect_of_the_privacy_signal_on_a_category() {
    Policy policy =
        ReferencePolicy.read(
            ReferencePolicy.YAML.replace("[youtube, twitter] }", "[youtube], gpc: ignore }"));

    assertThat(policy.categories())
        .extracting(Category::gpc)
        .containsExactly(PrivacySignal.IGNORE, PrivacySignal.REFUSE, PrivacySignal.IGNORE);
    assertThat(
            problems(ReferencePolicy.YAML.replace("required: true", "required: true, gpc: refuse")))
        .singleElement()
        .asString()
        .contains("'gpc' makes no sense in a category with 'required: true'");
  }

  private static List<String> problems(String yaml) {
    PolicyException e =
        catchThrowableOfType(PolicyException.class, () -> ReferencePolicy.read(yaml));
    assertThat(e).as("a PolicyException").isNotNull();
    assertThat(e.getMessage().lines())
        .containsExactlyElementsOf(e.problems().stream().map(Problem::toString).toList());
    return e.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void a_file_is_read_by_its_path(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("consent.yaml"), ReferencePolicy.YAML);

    Policy policy = new PolicyReader(BuiltInCatalogue.load()).read(file);

    assertThat(policy.ids()).contains("external-media", "youtube");
  }

  @Test
  void a_problem_in_a_file_names_its_path(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("consent.yaml"), "site: 1\n");

    assertThatThrownBy(() -> new PolicyReader(BuiltInCatalogue.load()).read(file))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(file + ":1:");
  }

  @Test
  void a_file_that_is_not_there_is_an_io_exception(@TempDir Path folder) {
    assertThatThrownBy(
            () -> new PolicyReader(BuiltInCatalogue.load()).read(folder.resolve("none.yaml")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void a_reason_for_a_whole_service_counts_for_each_of_its_cookies() {
    String yaml =
        """
        site: { name: Institute, address: https://institute.example }
        categories:
          necessary: { required: true, services: [econda] }
        services:
          econda: { necessity: Required by law. }
        """;

    assertThat(ReferencePolicy.read(yaml).service("econda").orElseThrow().necessity()).isPresent();
    assertThat(problems(yaml.replace("  econda: { necessity: Required by law. }", "  econda: {}")))
        .anyMatch(problem -> problem.contains("is known to measure or advertise"));
  }

  @Test
  void the_site_names_its_controller_and_its_address() {
    Policy policy =
        ReferencePolicy.read(
            """
            site:
              name: Institute
              address: https://www.institute.example/
              controller: { name: Institute e. V., data-protection-officer: dpo@institute.example }
            categories: { necessary: { required: true } }
            """);

    assertThat(policy.site().address()).contains("https://www.institute.example/");
    assertThat(policy.site().controller().orElseThrow().dataProtectionOfficer())
        .contains("dpo@institute.example");
    assertThat(
            problems(
                "site: { name: X, address: www.x.example, controller: { adress: Y } }\n"
                    + "categories: { necessary: { required: true } }"))
        .containsExactly(
            "consent.yaml:1:27: 'www.x.example' is not an address: expected one such as"
                + " 'https://www.example.org'",
            "consent.yaml:1:54: 'controller' needs the key 'name'",
            "consent.yaml:1:56: unknown key 'adress' in 'controller'; did you mean 'address'?");
  }
}
