package io.github.consent4j.gate.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.examples.browser.CapturedLog;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.policy.Leftovers;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cookies that the catalogue knows and the policy does not name. */
class KnownCookiesTest {

  private static final String NOTHING_NAMED =
      """
      site: { name: Site, privacy-policy: /privacy }
      categories:
        necessary: { required: true }
      """;

  private static final String HOST = "www.site.example";

  private static Consent undecided(String yaml) {
    Policy policy = ReferencePolicy.read(yaml);
    return Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
  }

  private static boolean isSent(String yaml, String header) {
    Consent consent = undecided(yaml);
    return new SetCookieGate(
            CookieRules.of(consent.policy()), AllowedServices.of(consent), HOST, Clock.systemUTC())
        .passes(header);
  }

  private static boolean comes(String yaml, String name) {
    Consent consent = undecided(yaml);
    return new CookieGate(CookieRules.of(consent.policy()), AllowedServices.of(consent), HOST)
        .passes(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_ga", "_ga_AB12CD34", "_gid", "_fbp", "_pk_id.1.1fff", "_hjSession_1"})
  void a_cookie_that_is_known_to_need_consent_is_neither_sent_nor_read(String name) {
    assertThat(isSent(NOTHING_NAMED, name + "=1; Path=/")).isFalse();
    assertThat(comes(NOTHING_NAMED, name)).isFalse();
    assertThat(isSent(NOTHING_NAMED, name + "=; Max-Age=0")).isTrue();
    String report = NOTHING_NAMED + "undeclared-cookies: report\n";
    assertThat(isSent(report, name + "=1")).isTrue();
    assertThat(comes(report, name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cart", "JSESSIONID", "PHPSESSID", "XSRF-TOKEN", "__stripe_mid", "AWSALB", "uid", "C",
            "IDE",
        "NID", "PREF", "consent", "CookieConsent", "lang", "_pk", "xx_ga", "", "session-id"
      })
  void what_is_necessary_or_unknown_or_common_passes(String name) {
    assertThat(isSent(NOTHING_NAMED, name + "=1; Path=/")).isTrue();
    assertThat(comes(NOTHING_NAMED, name)).isTrue();
  }

  @Test
  void a_cookie_of_a_service_that_the_policy_names_is_not_undeclared() {
    Policy named =
        ReferencePolicy.read(NOTHING_NAMED + "  statistics: { services: [google-analytics] }\n");
    Policy without =
        named.toBuilder()
            .categories(
                named.categories().stream()
                    .map(
                        category ->
                            category.toBuilder()
                                .services(
                                    category.services().stream()
                                        .map(each -> each.toBuilder().stores(List.of()).build())
                                        .toList())
                                .build())
                    .toList())
            .build();
    Consent consent = Consent.of(without, RevisionMarks.of(without), Decision.UNDECIDED);
    CookieGate gate = new CookieGate(CookieRules.of(without), AllowedServices.of(consent), HOST);
    assertThat(gate.passes("_gid")).isTrue();
    assertThat(gate.passes("_fbp")).isFalse();
  }

  @Test
  void a_declared_cookie_follows_its_rule() {
    String own =
        """
        site: { name: Site, privacy-policy: /privacy }
        categories:
          necessary: { required: true }
          statistics: { services: [counter] }
        services:
          counter:
            name: Counter
            purpose: Counts.
            stores: [ { name: _ga, lifetime: session, purpose: Counts. } ]
        """;
    Consent consent = new Decider(Clock.systemUTC()).acceptAll(undecided(own));
    CookieGate gate =
        new CookieGate(CookieRules.of(consent.policy()), AllowedServices.of(consent), HOST);
    assertThat(gate.passes("_ga")).isTrue();
    assertThat(gate.passes("_gid")).isFalse();
    assertThat(comes(own, "_ga")).isFalse();
  }

  @Test
  void a_known_cookie_that_came_is_hidden_and_not_deleted() {
    Consent consent = undecided(NOTHING_NAMED);
    CookieRules rules = CookieRules.of(consent.policy());
    RequestCookies cookies = RequestCookies.parse(List.of("cart=1; _ga=2"));

    assertThat(
            new CookieGate(rules, AllowedServices.of(consent), HOST).filter("cart=1; _ga=2; a=b"))
        .contains("cart=1; a=b");
    assertThat(
            new Sweep(rules, Leftovers.EXPIRE)
                .expiries(
                    cookies,
                    consent,
                    new PageContext("https", HOST),
                    "",
                    "/",
                    Sweep.Moment.LATER,
                    0))
        .isEmpty();
  }

  @Test
  void the_log_says_once_what_to_write() {
    Consent consent = undecided(NOTHING_NAMED);
    String told =
        CapturedLog.of(
            () -> {
              SetCookieGate gate =
                  new SetCookieGate(
                      CookieRules.of(consent.policy()),
                      AllowedServices.of(consent),
                      HOST,
                      Clock.systemUTC());
              List.of("_pk_id.1.1fff", "_pk_id.1.2eee", "cart")
                  .forEach(name -> gate.passes(name + "=x"));
            });
    assertThat(told)
        .containsOnlyOnce(
            "was set and no service declares it; it is held back. It is known: add matomo to"
                + " statistics")
        .containsOnlyOnce("Cookie 'cart' was set and no service declares it; it passes");
  }
}
