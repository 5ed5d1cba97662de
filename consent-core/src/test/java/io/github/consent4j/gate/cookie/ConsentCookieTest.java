package io.github.consent4j.gate.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentCookieTest {

  private static final Instant NOW = Instant.parse("2026-11-22T20:15:04Z");
  private static final String EXAMPLE =
      "v2.20261122T201504Z.nB1x0QfWq7k.f3Kd0a.+statistics~external-media.a3Fx9QbZ1.Kq3v_9Lm";

  private final Policy policy = ReferencePolicy.get();
  private final ConsentCookie cookie = cookieAt(NOW);

  @Test
  void reads_the_documented_example() {
    assertThat(cookie.decode(EXAMPLE))
        .isEqualTo(
            new Decision.Made(
                "nB1x0QfWq7k",
                NOW,
                "f3Kd0a",
                Set.of("statistics"),
                Set.of("external-media"),
                Set.of("a3F", "x9Q", "bZ1"),
                Optional.of("Kq3v_9Lm")));
  }

  @Test
  void reads_the_first_version_which_names_no_notice() {
    String first = EXAMPLE.replace("v2.", "v1.").replace(".Kq3v_9Lm", "");

    assertThat(cookie.decode(first))
        .isEqualTo(
            new Decision.Made(
                "nB1x0QfWq7k",
                NOW,
                "f3Kd0a",
                Set.of("statistics"),
                Set.of("external-media"),
                Set.of("a3F", "x9Q", "bZ1"),
                Optional.empty()));
  }

  @Test
  void writes_what_it_has_read() {
    assertThat(cookie.encode((Decision.Made) cookie.decode(EXAMPLE)))
        .isEqualTo(
            "v2.20261122T201504Z.nB1x0QfWq7k.f3Kd0a.+statistics~external-media.a3FbZ1x9Q.Kq3v_9Lm");
  }

  @Test
  void reads_back_every_choice_that_visitors_can_make() {
    Decider decider = new Decider(Clock.fixed(NOW, ZoneOffset.UTC));
    Consent undecided = Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
    String[] ids = {"statistics", "external-media", "econda", "youtube", "twitter"};
    for (int bits = 0; bits < 1 << ids.length; bits++) {
      Set<String> grants = new HashSet<>();
      for (int i = 0; i < ids.length; i++) {
        if ((bits & 1 << i) != 0) {
          grants.add(ids[i]);
        }
      }
      Decision decision = decider.save(undecided, grants).decision();

      assertThat(cookie.decode(cookie.encode((Decision.Made) decision))).isEqualTo(decision);
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "v1",
        "v3.20261122T201504Z.nB1x0QfWq7k.f3Kd0a.+statistics.a3F",
        "v2.20261122T201504Z.nB1x0QfWq7k.f3Kd0a.+statistics.a3F.Kq3v_9L",
        "v2.20261122T201504Z.nB1x0QfWq7k.f3Kd0a.+statistics.a3F.",
        "v1.20261322T201504Z.nB1x0QfWq7k.f3Kd0a.+statistics.a3F",
        "v1.20261122T201504Z.0123456789012345678901234567890123456789.f3Kd0a.+statistics.a3F",
        "v1.20261122T201504Z..f3Kd0a.+statistics.a3F",
        "v1.20261122T201504Z.nB1x0QfWq7k.f3Kd0a.statistics.a3F",
        "v1.20261122T201504Z.nB1x0QfWq7k.f3Kd0a.+statistics+statistics.a3F",
        "v1.20261122T201504Z.nB1x0QfWq7k.f3Kd0a.+statistics~statistics.a3F",
        "v1.20261122T201504Z.nB1x0QfWq7k.f3Kd0a.+Statistics.a3F",
        "v1.20261122T201504Z.nB1x0QfWq7k.f3Kd0a.+statistics.a3",
        "v1.20261122T201504Z.nB1x0QfWq7k.f3Kd0a.+statistics.a3F.more",
        "v1.20261122T201504Z.nB1x0QfWq7k.f3Kd0a.+statistics.a3F\n",
        "{\"statistics\":true}",
        "accept-all",
        "\u0000",
      })
  void reads_anything_malformed_as_no_decision(String value) {
    assertThat(cookie.decode(value)).isEqualTo(Decision.UNDECIDED);
  }

  @Test
  void the_first_of_several_cookies_in_the_format_counts() {
    String other = EXAMPLE.replace("+statistics", "~statistics");

    assertThat(ConsentCookie.first(List.of("yes", EXAMPLE, other))).contains(EXAMPLE);
    assertThat(ConsentCookie.first(List.of(other, EXAMPLE))).contains(other);
    assertThat(ConsentCookie.first(List.of("", "v1", EXAMPLE + ".", "v2." + EXAMPLE))).isEmpty();
  }

  @Test
  void an_expired_decision_still_has_the_format_of_this_library() {
    assertThat(ConsentCookie.hasFormat(EXAMPLE.replace("2026", "1999"))).isTrue();
  }

  @Test
  void days_beyond_the_end_of_a_month_carry_over_into_the_next_one() {
    Decision.Made made =
        (Decision.Made)
            cookieAt(Instant.parse("2026-03-03T00:00:00Z"))
                .decode(EXAMPLE.replace("20261122", "20260230"));
    assertThat(made.at()).isEqualTo(Instant.parse("2026-03-02T20:15:04Z"));
    assertThat(((Decision.Made) cookie.decode(EXAMPLE.replace("1122T2015", "1051T4375"))).at())
        .isEqualTo(Instant.parse("2026-11-21T20:15:04Z"));

    String lateInAugust = EXAMPLE.replace("20261122", "20260831");
    assertThat(cookieAt(Instant.parse("2027-03-03T20:15:03Z")).decode(lateInAugust))
        .isInstanceOf(Decision.Made.class);
    assertThat(cookieAt(Instant.parse("2027-03-03T20:15:04Z")).decode(lateInAugust))
        .isEqualTo(Decision.UNDECIDED);
  }

  @Test
  void does_not_read_values_of_unreasonable_length() {
    assertThat(cookie.decode(EXAMPLE.replace(".Kq", "a3F".repeat(100_000) + ".Kq")))
        .isEqualTo(Decision.UNDECIDED);
  }

  @Test
  void never_throws_and_stays_consistent_when_a_value_is_mutated() {
    Random random = new Random(20261122);
    byte[] original = EXAMPLE.getBytes(StandardCharsets.ISO_8859_1);
    for (int run = 0; run < 50_000; run++) {
      byte[] mutated = original.clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      String value =
          new String(mutated, 0, random.nextInt(mutated.length + 1), StandardCharsets.ISO_8859_1);

      Decision decision = cookie.decode(value);

      if (decision instanceof Decision.Made made) {
        assertThat(Collections.disjoint(made.granted(), made.refused())).as(value).isTrue();
        assertThat(cookie.decode(cookie.encode(made))).isEqualTo(made);
      }
    }
  }

  @Test
  void asks_again_after_the_renewal_period_and_not_before() {
    String value = EXAMPLE;

    assertThat(cookieAt(NOW.plus(Duration.ofDays(179))).decode(value))
        .isInstanceOf(Decision.Made.class);
    assertThat(cookieAt(NOW.plus(Duration.ofDays(183))).decode(value))
        .isEqualTo(Decision.UNDECIDED);
  }

  @Test
  void ignores_a_decision_from_the_future() {
    assertThat(cookieAt(NOW.minus(Duration.ofDays(2))).decode(EXAMPLE))
        .isEqualTo(Decision.UNDECIDED);
  }

  @Test
  void lives_as_long_as_the_decision_counts() {
    assertThat(cookie.maxAgeSeconds()).isEqualTo(Duration.ofDays(181).toSeconds());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void needs_at_most_160_bytes_for_ten_services(boolean oneByOne) {
    String yaml =
        """
        site: { name: Institute }
        categories:
          necessary: { required: true }
          statistics: { services: [econda, matomo, analytics, clarity] }
          external-media: { services: [youtube, twitter, vimeo, maps, podcasts, charts] }
        services:
        """
            + Stream.of("matomo", "analytics", "clarity", "vimeo", "maps", "podcasts", "charts")
                .map(id -> "  " + id + ": { name: A, purpose: B }\n")
                .collect(Collectors.joining());
    Policy ten = ReferencePolicy.read(yaml);
    Consent undecided = Consent.of(ten, RevisionMarks.of(ten), Decision.UNDECIDED);
    Set<String> grants =
        oneByOne
            ? Set.of("econda", "analytics", "youtube", "vimeo", "podcasts")
            : Set.of("statistics");

    Consent consent = new Decider(Clock.fixed(NOW, ZoneOffset.UTC)).save(undecided, grants);
    Decision.Made made = (Decision.Made) consent.decision();
    String value = cookie.encode(made.beside("Kq3v_9Lm"));

    assertThat(ten.services()).hasSize(12);
    assertThat(value).as("%s bytes: %s", value.length(), value).hasSizeLessThanOrEqualTo(160);
    assertThat(value).matches("[!#-+\\--:<-\\[\\]-~]+");
  }

  private ConsentCookie cookieAt(Instant now) {
    return new ConsentCookie(policy, Clock.fixed(now, ZoneOffset.UTC));
  }
}
