package io.github.consent4j.gate.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.cookie.CookieVerdict.Held;
import io.github.consent4j.gate.cookie.CookieVerdict.Leaves;
import io.github.consent4j.gate.cookie.CookieVerdict.Waits;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How declarations change the cookies that are sent. */
class CookieHandlingTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
  private static final String SERVICES =
      """
      services:
        counter:
          name: Counter
          provider: { name: Counter Ltd, country: IE }
          purpose: Counts
          stores:
            - { name: plain, lifetime: P1D, purpose: Counts }
            - { name: later, lifetime: P1D, purpose: Counts, on-block: defer }
            - { name: short, lifetime: P1D, purpose: Counts, on-block: session, secure: true }
            - { name: capped, lifetime: PT1H, purpose: Counts, cap-lifetime: true }
            - { name: fleeting, lifetime: session, purpose: Counts, cap-lifetime: true }
            - { name: safe, lifetime: P1D, purpose: Counts, secure: true, http-only: true,
                same-site: lax }
            - { name: safest, lifetime: P1D, purpose: Counts, same-site: strict }
            - { name: free, lifetime: P1D, purpose: Counts, same-site: none }
            - { name: __Host-safe, lifetime: P1D, purpose: Counts, http-only: true }
      """;

  private static final String OTHER =
      """
        other:
          name: Other
          provider: { name: Other Ltd, country: IE }
          purpose: Counts
          stores:
            - { name: later, lifetime: P1D, purpose: Counts }
      """;

  private final Policy policy = policy("[econda, counter]");

  private static Policy policy(String services) {
    return ReferencePolicy.read(
        ReferencePolicy.YAML.replace("[econda]", services)
            + SERVICES
            + (services.contains("other") ? OTHER : ""));
  }

  private static SetCookieGate gate(Policy policy, boolean agreed) {
    Consent undecided = Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
    Consent consent = agreed ? new Decider(CLOCK).acceptAll(undecided) : undecided;
    return new SetCookieGate(
        CookieRules.of(policy), AllowedServices.of(consent), "www.example.org", CLOCK);
  }

  private String leaving(String header) {
    return ((Leaves) gate(policy, true).decide(header)).header();
  }

  @Test
  void without_consent_a_cookie_is_dropped_waits_or_is_kept_for_the_browser_session() {
    SetCookieGate gate = gate(policy, false);
    assertThat(gate.decide("plain=1; Max-Age=60")).isEqualTo(new Held());
    assertThat(gate.decide("later=1; Max-Age=60")).isEqualTo(new Waits("later=1; Max-Age=60"));
    assertThat(gate.decide("short=1; Max-Age=60; Path=/; expires = Fri, 1 Jan 2100 00:00:00 GMT"))
        .isEqualTo(new Leaves("short=1; Path=/; Secure"));
  }

  @Test
  void a_deletion_is_sent_unchanged_whatever_is_declared() {
    for (String name : List.of("plain", "later", "short", "capped", "safe")) {
      String deletion = name + "=; Max-Age=0; Path=/";
      assertThat(gate(policy, false).decide(deletion)).isEqualTo(new Leaves(deletion));
      assertThat(gate(policy, true).decide(deletion)).isEqualTo(new Leaves(deletion));
    }
  }

  @Test
  void the_strictest_of_several_declarations_applies_without_consent() {
    assertThat(gate(policy("[econda, counter, other]"), false).decide("later=1"))
        .isEqualTo(new Held());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "capped=1; Max-Age=99999; Path=/ | capped=1; Path=/; Max-Age=3600",
        "capped=1; Expires=Fri, 1 Jan 2100 00:00:00 GMT | capped=1; Max-Age=3600",
        "capped=1; Max-Age=3600 | capped=1; Max-Age=3600",
        "capped=1; Max-Age=60; Expires=Fri, 1 Jan 2100 00:00:00 GMT"
            + "| capped=1; Max-Age=60; Expires=Fri, 1 Jan 2100 00:00:00 GMT",
        "capped=1; Max-Age=99999999999999999999999 | capped=1; Max-Age=3600",
        "capped=1; max-age=nonsense | capped=1; max-age=nonsense",
        "capped=1 | capped=1",
        "fleeting=1; Max-Age=60 | fleeting=1",
        "plain=1; Max-Age=99999999 | plain=1; Max-Age=99999999"
      })
  void a_lifetime_longer_than_declared_is_reduced_if_the_declaration_says_so(
      String set, String left) {
    assertThat(leaving(set)).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "safe=1 | safe=1; Secure; HttpOnly; SameSite=Lax",
        "safe=1; secure; HTTPONLY; samesite=strict | safe=1; secure; HTTPONLY; samesite=strict",
        "safe=1; SameSite=None; Secure; HttpOnly | safe=1; Secure; HttpOnly; SameSite=Lax",
        "safe=1; SameSite=Strict; SameSite=None; Secure; HttpOnly"
            + "| safe=1; Secure; HttpOnly; SameSite=Lax",
        "safest=1; SameSite=Lax | safest=1; SameSite=Strict",
        "safest=1; SameSite=Strict | safest=1; SameSite=Strict",
        "free=1 | free=1",
        "free=1; SameSite=Strict | free=1; SameSite=Strict",
        "__Host-safe=1; Secure; Path=/; Partitioned"
            + "| __Host-safe=1; Secure; Path=/; Partitioned; HttpOnly",
        "safe=\"a=b, c\"; Path=/ | safe=\"a=b, c\"; Path=/; Secure; HttpOnly; SameSite=Lax",
        "safe=Secure | safe=Secure; Secure; HttpOnly; SameSite=Lax",
        "WESESSION=1; SameSite=None | WESESSION=1; SameSite=None"
      })
  void attributes_are_made_stricter_and_never_weaker(String set, String left) {
    assertThat(leaving(set)).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({"safe.0", "safe.12", "safeC1", "safeC7"})
  void the_pieces_of_a_divided_cookie_are_handled_like_the_whole(String piece) {
    assertThat(leaving(piece + "=1")).isEqualTo(piece + "=1; Secure; HttpOnly; SameSite=Lax");
    assertThat(gate(policy, false).decide(piece + "=1")).isEqualTo(new Held());
  }

  @ParameterizedTest
  @CsvSource({"safe.", "safe.x", "safeX1", "safe1", "C1", ".1", "safe.0.0"})
  void other_names_are_no_pieces(String name) {
    assertThat(leaving(name + "=1")).isEqualTo(name + "=1");
  }

  @Test
  void cookies_of_one_name_are_decided_on_separately() {
    SetCookieGate gate = gate(policy, false);
    assertThat(gate.decide("short=1; Path=/a; Max-Age=9"))
        .isEqualTo(new Leaves("short=1; Path=/a; Secure"));
    assertThat(gate.decide("short=2; Path=/b; Max-Age=0"))
        .isEqualTo(new Leaves("short=2; Path=/b; Max-Age=0"));
  }

  @Test
  void a_cookie_permitted_for_the_browser_session_reaches_the_application() {
    Consent undecided = Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
    CookieGate gate =
        new CookieGate(CookieRules.of(policy), AllowedServices.of(undecided), "www.example.org");
    assertThat(gate.filter("plain=1; later=1; short=1")).contains("short=1");
  }
}
