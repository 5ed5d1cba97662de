package io.github.consent4j.gate.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetCookieGateTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

  private final Policy policy = ReferencePolicy.get();
  private final SetCookieGate gate =
      new SetCookieGate(
          CookieRules.of(policy),
          AllowedServices.of(Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED)),
          "www.example.org",
          CLOCK);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WESESSION=1",
        "WESESSION=a=b, c; Path=/",
        "emos_jcsid=\"x\"; HttpOnly",
        "__Host-JSESSIONID=1; Secure; Path=/; Partitioned",
        "consent=anything",
        "unknown",
        ""
      })
  void necessary_and_unknown_cookies_are_sent(String header) {
    assertThat(gate.passes(header)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "emos_jcvid=1",
        " emos_jcvid = 1 ; Path=/",
        "\temos_jcvid=1",
        "emos_jcvid",
        "emos_jcvid; Max-Age=60",
        "=emos_jcvid=1",
        " = = emos_jcvid=1",
        "=emos_jcvid",
        "emos_jcvid=Max-Age=0",
        "emos_jcvid=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "emos_jcvid=1; Max-Age=0; Max-Age=60",
        "emos_jcvid=1; Max-Age=x",
        "emos_jcvid=1; Max-Age=+0",
        "emos_jcvid=1; Max-Age=",
        "emos_jcvid=1; Max-Age=99999999999999999999999",
        "emos_jcvid=1; Expires=Wed, 22 Nov 2028 12:00:00 GMT",
        "emos_jcvid=1; Expires=0",
        "emos_jcvid=1; Expires=-1",
        "emos_jcvid=1; Expires=Thu, 01 Jan 1970",
        "emos_jcvid=1; Expires=Thu, 32 Jan 1970 00:00:00 GMT",
        "emos_jcvid=1; Expires=Thu, 01 Jan 1500 00:00:00 GMT"
      })
  void a_cookie_that_needs_consent_is_blocked_in_any_spelling(String header) {
    assertThat(gate.passes(header)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "emos_jcvid=; Max-Age=0",
        "emos_jcvid=x; max-age = -1; Path=/",
        "emos_jcvid=; Max-Age=-99999999999999999999999",
        "emos_jcvid=; Max-Age=000",
        "emos_jcvid=; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "emos_jcvid=; EXPIRES=Thu, 01-Jan-1970 00:00:10 GMT; Path=/",
        "emos_jcvid=; Expires=Thursday, 01-Jan-70 00:00:00 GMT",
        "emos_jcvid=; Expires=Thu Jan  1 00:00:00 1970",
        "emos_jcvid=; Expires=Sun, 22 Nov 2026 11:59:59 GMT",
        "emos_jcvid=; Max-Age=nonsense; Expires=Thu, 01 Jan 1970 00:00:00 GMT"
      })
  void deleting_needs_no_consent(String header) {
    assertThat(gate.passes(header)).isTrue();
  }

  @Test
  void no_text_is_an_error() {
    Random random = new Random(42);
    String alphabet = "emos_jcvid=;,: \t\"Max-AgeExpires0123456789JanGMT\u0000\u00e4";
    for (int i = 0; i < 50_000; i++) {
      String header =
          random
              .ints(random.nextInt(60), 0, alphabet.length())
              .mapToObj(at -> String.valueOf(alphabet.charAt(at)))
              .collect(Collectors.joining());
      gate.passes("emos_jcvid=1; Expires=" + header);
      gate.passes("emos_jcvid=1; Max-Age=" + header);
      gate.passes(header);
    }
  }
}
