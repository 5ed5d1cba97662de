package io.github.consent4j.gate.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.policy.Leftovers;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that no browser writes, made from fixed seeds. */
class CookieFuzzTest {

  private static final int HEADERS = 20_000;
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
  private static final List<String> PIECES =
      List.of(
          ";",
          "; ",
          "=",
          ",",
          " ",
          "\t",
          "\"",
          "\\",
          "\r\n",
          "\u0000",
          "\u00e4",
          "\ud83c",
          "consent",
          "emos_jcvid",
          "WESESSION",
          "safe",
          "capped",
          "brief",
          "later",
          "__Host-",
          "__Secure-",
          ".0",
          "C1",
          "Path",
          "Path=/",
          "Domain",
          "Domain=example.org",
          "Domain=.",
          "Secure",
          "HttpOnly",
          "SameSite",
          "SameSite=None",
          "SameSite=Strict",
          "Partitioned",
          "Max-Age",
          "Max-Age=",
          "Max-Age=-",
          "Max-Age=99999999999999999999",
          "max-age=0",
          "Expires",
          "Expires=Thu, 01 Jan 1970 00:00:00 GMT",
          "Expires=Fri, 31 Dec 9999 23:59:59 GMT",
          "v1",
          ".",
          "+",
          "~",
          "20261122T201504Z",
          "99999999T999999Z",
          "-",
          "00000000T000000Z");
  private static final String SERVICES =
      """
      services:
        counter:
          name: Counter
          provider: { name: Counter Ltd, country: IE }
          purpose: Counts
          stores:
            - { name: later, lifetime: P1D, purpose: Counts, on-block: defer }
            - { name: brief, lifetime: P1D, purpose: Counts, on-block: session }
            - { name: "capped*", lifetime: PT1H, purpose: Counts, cap-lifetime: true }
            - { name: safe, lifetime: P1D, purpose: Counts, secure: true, http-only: true,
                same-site: strict }
      """;

  private final Policy policy =
      ReferencePolicy.read(
          ReferencePolicy.YAML.replace("[econda]", "[econda, counter]") + SERVICES);
  private final CookieRules rules = CookieRules.of(policy);
  private final Consent undecided =
      Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
  private final Consent agreed = new Decider(CLOCK).acceptAll(undecided);
  private final Consent refused = new Decider(CLOCK).rejectAll(undecided);

  private static String header(Random random) {
    StringBuilder header = new StringBuilder();
    for (int i = random.nextInt(14); i > 0; i--) {
      header.append(
          random.nextInt(9) == 0
              ? String.valueOf((char) random.nextInt(300))
              : PIECES.get(random.nextInt(PIECES.size())));
    }
    return header.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 42, 20261122})
  void no_cookie_header_is_an_error_and_blocked_cookies_never_pass(long seed) {
    Random random = new Random(seed);
    CookieGate gate = new CookieGate(rules, AllowedServices.of(undecided), "www.example.org");
    Sweep sweep = new Sweep(rules, Leftovers.EXPIRE);
    for (int i = 0; i < HEADERS; i++) {
      String header = header(random);
      RequestCookies cookies = RequestCookies.parse(List.of(header));
      RequestCookies left = RequestCookies.parse(gate.filter(header).stream().toList());
      assertThat(left.names())
          .as(header)
          .isSubsetOf(cookies.names())
          .noneMatch(name -> name.equals("emos_jcvid") || name.equals("safe"));
      cookies.all("consent");
      sweep
          .expiries(
              cookies,
              refused,
              new PageContext("https", "www.example.org"),
              "/app",
              "/" + header(random),
              Sweep.Moment.DECISION,
              i)
          .forEach(expiry -> assertThat(expiry).doesNotContain("\r", "\n", "\u0000"));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 42, 20261122})
  void no_set_cookie_header_is_an_error_and_enforced_attributes_stay(long seed) {
    Random random = new Random(seed);
    for (Consent consent : List.of(undecided, agreed)) {
      SetCookieGate gate =
          new SetCookieGate(rules, AllowedServices.of(consent), "www.example.org", "/a/b", CLOCK);
      for (int i = 0; i < HEADERS; i++) {
        String header = PIECES.get(10 + random.nextInt(10)) + "=" + header(random);
        if (gate.decide(header) instanceof CookieVerdict.Leaves leaves) {
          // A header that was sent once needs no more changes.
          assertThat(gate.decide(leaves.header())).as(header).isEqualTo(leaves);
        }
        gate.decide(header(random));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 42, 20261122})
  void no_consent_cookie_is_an_error(long seed) {
    Random random = new Random(seed);
    ConsentCookie codec = new ConsentCookie(policy, CLOCK);
    String good = codec.encode((Decision.Made) agreed.decision());
    for (int i = 0; i < HEADERS; i++) {
      StringBuilder value = new StringBuilder(good);
      for (int change = 1 + random.nextInt(3); change > 0; change--) {
        int at = random.nextInt(value.length());
        switch (random.nextInt(3)) {
          case 0 -> value.setCharAt(at, (char) random.nextInt(256));
          case 1 -> value.insert(at, PIECES.get(random.nextInt(PIECES.size())));
          default -> value.deleteCharAt(at);
        }
      }
      Consent read = Consent.of(policy, undecided.marks(), codec.decode(value.toString()));
      assertThat(read.allows("necessary")).isTrue();
      codec.decode(header(random));
    }
    assertThat(codec.decode(good)).isEqualTo(agreed.decision());
    assertThat(codec.decode("v1." + "+a".repeat(500_000))).isEqualTo(Decision.UNDECIDED);
  }
}
