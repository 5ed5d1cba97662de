package io.github.consent4j.cli.observed;

import static io.github.consent4j.cli.observed.Thing.cookie;
import static io.github.consent4j.cli.observed.Thing.host;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.cli.observed.Observation.Vantage;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.reader.PolicyReader;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.CatalogueIndex;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {

  private static final String SITE =
      """
      site: { name: Institute, privacy-policy: /privacy, address: "https://www.institute.example" }
      own-hosts: [static.institute.example]
      categories:
        necessary:  { required: true, services: [shop] }
        statistics: { services: [counter] }
      services:
        shop:
          name: Shop
          provider: { name: Institute, country: DE }
          purpose: Sells.
          necessity: The visitor fills a cart.
          stores:
            - { name: cart, lifetime: P30D, purpose: Holds the cart. }
            - { name: once, lifetime: session, purpose: Holds a form. }
        counter:
          name: Counter
          provider: { name: Counter Ltd, country: DE }
          purpose: Counts.
          stores:
            - { name: "ctr_*", lifetime: P1Y, purpose: Counts. }
            - { name: ctr-key, kind: local-storage, lifetime: persistent, purpose: Counts. }
          loads: { hosts: ["*.counter.example", "maps.example/count"] }
      """;

  private static Policy policy(String text) {
    return new PolicyReader(BuiltInCatalogue.load())
        .read("consent.yaml", new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private static List<String> found(String text, Vantage vantage, Thing... things) {
    return findings(text, vantage, Duration.ofDays(365), things).stream()
        .map(ComparisonTest::line)
        .toList();
  }

  private static List<Finding> findings(
      String text, Vantage vantage, Duration window, Thing... things) {
    return new Comparison(policy(text), Map.of(), new CatalogueIndex(), window)
        .findings(List.of(new Observation(vantage, List.of(things))));
  }

  private static String line(Finding finding) {
    return finding.rule() + ": " + finding.message();
  }

  private static List<String> found(Thing... things) {
    return found(SITE, Vantage.SERVER, things);
  }

  // --- undeclared

  @Test
  void what_is_declared_and_happens_with_consent_is_no_finding() {
    assertThat(
            found(
                cookie("cart").seen(9, 9, 9, 0).set("Secure; Max-Age=2592000"),
                cookie("ctr_*").seen(4, 3, 2, 7).set("Secure; Max-Age=31536000"),
                host("eu.counter.example").seen(4, 3, 2, 7)))
        .isEmpty();
  }

  @Test
  void a_cookie_that_no_service_declares_is_found_with_its_page() {
    assertThat(found(cookie("acme_id").set("Secure")))
        .containsExactly(
            "undeclared-cookie: cookie 'acme_id' was seen on /start and no service declares it;"
                + " say in the file what it is for");
  }

  @Test
  void what_the_catalogue_knows_is_found_with_the_service_to_add() {
    assertThat(found(host("www.youtube.com")))
        .containsExactly(
            "undeclared-third-party: host 'www.youtube.com' was seen on /start and no service"
                + " declares it; it is known: add youtube to external-media");
  }

  @Test
  void keys_and_scripts_are_found_like_cookies_and_hosts() {
    assertThat(
            found(
                Thing.of(Seen.Kind.LOCAL_STORAGE, "ctr-key"),
                Thing.of(Seen.Kind.SESSION_STORAGE, "ctr-key"),
                Thing.of(Seen.Kind.SCRIPT, "counter"),
                Thing.of(Seen.Kind.SCRIPT, "matomo")))
        .map(line -> line.replaceFirst(" was seen.*", ""))
        .containsExactly(
            "undeclared-storage-key: session storage key 'ctr-key'",
            "undeclared-third-party: script 'matomo'");
  }

  @Test
  void hosts_of_the_site_and_the_cookie_of_decisions_are_no_findings() {
    assertThat(
            found(
                host("www.institute.example"),
                host("static.institute.example"),
                cookie("consent").seen(1, 1, 1, 0)))
        .isEmpty();
  }

  @Test
  void a_host_of_which_a_part_is_declared_is_declared_only_if_that_part_was_seen() {
    assertThat(found(host("maps.example").of("counter"))).isEmpty();
    assertThat(found(host("maps.example")))
        .singleElement()
        .asString()
        .contains("no service declares it as a whole, only parts of it by 'counter'");
  }

  @ParameterizedTest
  @CsvSource({
    "_ga_*, _ga_*, true",
    "_ga_ABC1234567, _ga_*, true",
    "_ga_ABC1234567, _gb_*, false",
    "wp-*-1, wp-settings-*, true",
    "'*', anything_*, true",
    "cart, '*', false",
    "cart, cart, true",
    "cart, cart2, false",
    "ctr_*, ctr_x, true",
    "ctr_?, ctr_x, true",
  })
  void a_generalised_name_is_that_of_a_declared_one(String declared, String seen, boolean same) {
    String site = SITE.replace("\"ctr_*\"", '"' + declared + '"');

    List<String> found = found(site, Vantage.BROWSER, cookie(seen).set("Secure"));

    assertThat(found.isEmpty()).isEqualTo(same);
  }

  @Test
  void a_piece_of_a_divided_cookie_is_declared_if_the_gate_said_so() {
    assertThat(found(cookie("cart.*").of("shop"))).isEmpty();
    assertThat(found(cookie("cart.*"))).hasSize(1);
    assertThat(found(cookie("other.*").of("shop"))).hasSize(1);
  }

  // --- lifetimes

  @ParameterizedTest
  @CsvSource({
    "P1Y, 31622400, false",
    "P1Y, 34560000, true",
    "P13M, 34300000, false",
    "P30D, 2592000, false",
    "P30D, 2592061, true",
    "PT30M, 1800, false",
    "PT30M, 3600, true",
    "session, 60, true",
    "persistent, 34560000, false",
    "unknown, 34560000, false",
  })
  void a_longer_lifetime_than_the_declared_one_is_found(
      String declared, long seconds, boolean found) {
    String site = SITE.replace("lifetime: P1Y", "lifetime: " + declared);

    List<String> lines =
        found(site, Vantage.SERVER, cookie("ctr_a").set("Secure; Max-Age=" + seconds));

    assertThat(!lines.isEmpty()).isEqualTo(found);
    assertThat(lines).allMatch(line -> line.startsWith("longer-lived-than-declared: "));
  }

  @Test
  void the_finding_says_both_lifetimes() {
    assertThat(found(cookie("cart").set("Secure; Max-Age=34560000")))
        .containsExactly(
            "longer-lived-than-declared: cookie 'cart' lives for 400 days, and service 'shop'"
                + " declares 'P30D'");
  }

  @Test
  void a_cookie_of_the_browser_session_never_lives_too_long() {
    assertThat(found(cookie("once").set("Secure"), cookie("cart").set("Secure"))).isEmpty();
  }

  @Test
  void what_the_gate_shortens_is_too_long_only_in_a_browser() {
    String site = SITE.replace("lifetime: P30D", "lifetime: P30D, cap-lifetime: true");
    Thing cart = cookie("cart").set("Secure; Max-Age=34560000");

    assertThat(found(site, Vantage.SERVER, cart)).isEmpty();
    assertThat(found(site, Vantage.BROWSER, cart)).hasSize(1);
  }

  // --- flags

  @ParameterizedTest
  @CsvSource({
    "cart, '', it lacks Secure although the site is served by https",
    "cart, SameSite=none, 'it has SameSite=None without Secure, so that browsers refuse it'",
    "__Secure-cart, '', 'its name demands Secure, so browsers refuse it'",
    "__Host-cart, Secure; Domain=institute.example, 'its name demands Path=/ and no Domain, so"
        + " browsers refuse it'",
    "__Host-cart, Secure; Path=/shop, 'its name demands Path=/ and no Domain, so browsers refuse"
        + " it'",
    "__Http-cart, Secure, 'its name demands Secure and HttpOnly, so browsers refuse it'",
  })
  void attributes_that_browsers_or_https_demand_are_found(String name, String set, String wrong) {
    String site = SITE.replace("name: cart", "name: " + name);

    assertThat(found(site, Vantage.SERVER, cookie(name).set(set)))
        .singleElement()
        .asString()
        .startsWith("wrong-flags: cookie '" + name + "': ")
        .contains(wrong);
  }

  @ParameterizedTest
  @ValueSource(strings = {"__Host-cart", "__Secure-cart", "__Http-cart", "__Host-Http-cart"})
  void what_a_name_demands_and_has_is_no_finding(String name) {
    String site = SITE.replace("name: cart", "name: " + name);

    assertThat(found(site, Vantage.SERVER, cookie(name).set("Secure; HttpOnly"))).isEmpty();
  }

  @Test
  void a_site_without_https_needs_no_secure_cookies() {
    String site = SITE.replace(", address: \"https://www.institute.example\"", "");

    assertThat(found(site, Vantage.SERVER, cookie("cart").set(""))).isEmpty();
  }

  @Test
  void what_the_gate_adds_is_missed_only_in_a_browser() {
    String site =
        SITE.replace(
            "lifetime: P30D", "lifetime: P30D, secure: true, http-only: true, same-site: strict");
    Thing cart = cookie("cart").set("SameSite=lax");

    assertThat(found(site, Vantage.SERVER, cart)).isEmpty();
    assertThat(found(site, Vantage.BROWSER, cart))
        .containsExactly(
            "wrong-flags: cookie 'cart': it lacks Secure although the site is served by https; it"
                + " is declared as 'secure', and lacks Secure; it is declared as 'http-only', and"
                + " lacks HttpOnly; it is declared as 'same-site: strict', and has SameSite=lax");
  }

  // --- consent

  @Test
  void what_needs_consent_and_passed_without_it_is_an_error() {
    assertThat(
            found(
                cookie("ctr_a").seen(12, 3, 4, 10),
                Thing.of(Seen.Kind.LOCAL_STORAGE, "ctr-key").seen(1, 0, 0, 0),
                host("eu.counter.example").seen(0, 2, 4, 0)))
        .containsExactly(
            "set-before-consent: cookie 'ctr_a' was set or sent 5 times without consent (12 before a"
                + " decision, 3 after a refusal, 10 of all held back), first on /start; service"
                + " 'counter' in 'statistics' needs consent",
            "set-before-consent: local storage key 'ctr-key' was stored once without consent (1"
                + " before a decision), first on /start; service 'counter' in 'statistics' needs"
                + " consent",
            "contacted-before-consent: host 'eu.counter.example' was contacted 2 times without"
                + " consent (2 after a refusal), first on /start; service 'counter' in"
                + " 'statistics' needs consent");
  }

  @Test
  void what_a_required_service_declares_too_needs_no_consent() {
    String site = SITE.replace("name: once", "name: ctr_a");

    assertThat(found(site, Vantage.SERVER, cookie("ctr_a").seen(9, 9, 0, 0))).isEmpty();
  }

  @Test
  void a_required_category_that_waits_for_a_choice_holds_until_there_is_one() {
    String site = SITE.replace("required: true", "required: true, before-decision: block");

    assertThat(found(site, Vantage.SERVER, cookie("cart").seen(0, 9, 9, 0))).isEmpty();
    assertThat(found(site, Vantage.SERVER, cookie("cart").seen(9, 0, 9, 9))).isEmpty();
    assertThat(found(site, Vantage.SERVER, cookie("cart").seen(9, 0, 9, 0))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"report", "off"})
  void what_is_not_enforced_is_a_warning_that_says_so(String enforce) {
    String site = SITE.replace("[counter] }", "[counter], enforce: " + enforce + " }");

    assertThat(found(site, Vantage.SERVER, cookie("ctr_a").seen(2, 0, 0, 0)))
        .containsExactly(
            "not-enforced: cookie 'ctr_a' was set or sent 2 times without consent (2 before a decision),"
                + " first on /start; service 'counter' in 'statistics' needs consent, and"
                + " 'statistics' has 'enforce: "
                + enforce
                + "'");
  }

  @Test
  void what_passes_for_the_browser_session_is_a_warning() {
    String site = SITE.replace("lifetime: P1Y", "lifetime: P1Y, on-block: session");

    assertThat(found(site, Vantage.SERVER, cookie("ctr_a").seen(2, 0, 0, 0)))
        .singleElement()
        .asString()
        .startsWith("not-enforced: ")
        .endsWith("and its declaration says 'on-block: session'");
  }

  @Test
  void what_nobody_declares_needs_consent_if_the_catalogue_says_so() {
    assertThat(
            found(host("www.youtube.com").seen(2, 0, 0, 0), host("who.example").seen(2, 0, 0, 0)))
        .map(line -> line.replaceFirst(":.*", ""))
        .containsExactly(
            "undeclared-third-party", "contacted-before-consent", "undeclared-third-party");
  }

  @Test
  void an_observation_without_states_of_consent_accuses_nobody() {
    assertThat(found(cookie("ctr_a").seen(0, 0, 0, 0))).isEmpty();
  }

  @Test
  void a_service_of_another_site_of_the_application_is_declared() {
    String site =
        SITE
            + """
            sites:
              - host: shop.institute.example
                categories: { necessary: { services: [shop, till] } }
                services:
                  till:
                    name: Till
                    provider: { name: Institute, country: DE }
                    purpose: Sells.
                    necessity: The visitor pays.
                    stores: [{ name: till, lifetime: session, purpose: Pays. }]
            """;

    assertThat(found(site, Vantage.SERVER, cookie("till").seen(9, 0, 0, 0))).isEmpty();
  }

  @Test
  void what_several_servers_saw_counts_once() {
    Thing thing = cookie("ctr_a").seen(2, 0, 0, 0);
    Observation one = new Observation(Vantage.SERVER, List.of(thing));

    List<Finding> found =
        new Comparison(policy(SITE), Map.of(), new CatalogueIndex(), Duration.ofDays(365))
            .findings(List.of(one, one));

    assertThat(found).singleElement().extracting(Finding::message).asString().contains("4 times");
  }
}
