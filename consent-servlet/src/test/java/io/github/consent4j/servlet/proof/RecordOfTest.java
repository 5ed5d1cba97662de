package io.github.consent4j.servlet.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.consent.ConsentEvent.Action;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.reader.PolicyReader;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecord.Choice;
import io.github.consent4j.record.ConsentRecord.Event;
import io.github.consent4j.record.ConsentRecord.State;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordOfTest {

  private static final Instant NOW = Instant.parse("2026-11-29T10:15:30.123Z");
  private static final Policy POLICY =
      new PolicyReader(BuiltInCatalogue.load())
          .read(
              "consent.yaml",
              new ByteArrayInputStream(
                  """
                  site: { name: x, privacy-policy: /p }
                  categories:
                    necessary: { required: true }
                    statistics: { services: [econda] }
                    external-media: { services: [youtube, twitter] }
                    marketing: {}
                    functional: { services: [recaptcha], enforce: report }
                  """
                      .getBytes(StandardCharsets.UTF_8)));
  private static final Consent UNDECIDED =
      Consent.of(POLICY, RevisionMarks.of(POLICY), Decision.UNDECIDED);
  private static final Circumstances CIRCUMSTANCES =
      new Circumstances(
          NOW, NOW.plusSeconds(60), "fingerprint", "localhost", Circumstances.Visitor.UNKNOWN);

  private final Decider decider = new Decider(Clock.fixed(NOW, ZoneOffset.UTC));

  private static ConsentRecord record(Consent before, Consent after) {
    return record(before, after, Action.SAVE).orElseThrow();
  }

  private static Optional<ConsentRecord> record(Consent before, Consent after, Action action) {
    return RecordOf.decision(
        ConsentEvent.builder(before, after, action, "en").build(),
        new UUID(0x7000, Long.MIN_VALUE),
        CIRCUMSTANCES);
  }

  private static Event event(Consent before, Consent after) {
    return record(before, after).event();
  }

  private Consent saved(String... grants) {
    return decider.save(UNDECIDED, Set.of(grants));
  }

  @Test
  void a_first_decision_gives_or_refuses() {
    assertThat(event(UNDECIDED, saved("statistics"))).isEqualTo(Event.GIVEN);
    assertThat(event(UNDECIDED, saved("marketing"))).isEqualTo(Event.GIVEN);
    assertThat(event(UNDECIDED, saved())).isEqualTo(Event.REFUSED);
  }

  @Test
  void a_later_decision_that_grants_more_is_a_change_even_if_it_takes_something_back() {
    assertThat(event(saved(), saved("statistics"))).isEqualTo(Event.CHANGED);
    assertThat(event(saved("statistics"), saved("youtube"))).isEqualTo(Event.CHANGED);
    assertThat(event(saved("youtube"), saved("youtube", "marketing"))).isEqualTo(Event.CHANGED);
  }

  @Test
  void a_later_decision_that_grants_less_is_a_withdrawal() {
    assertThat(event(saved("statistics", "youtube"), saved("youtube"))).isEqualTo(Event.WITHDRAWN);
    assertThat(event(saved("marketing"), saved())).isEqualTo(Event.WITHDRAWN);
  }

  @Test
  void a_later_decision_that_grants_the_same_renews() {
    assertThat(event(saved("statistics"), saved("statistics"))).isEqualTo(Event.RENEWED);
    assertThat(event(saved(), saved())).isEqualTo(Event.RENEWED);
    Consent one = decider.grant(UNDECIDED, Set.of("youtube"));
    assertThat(event(one, decider.save(one, Set.of("youtube")))).isEqualTo(Event.RENEWED);
  }

  @Test
  void everything_that_visitors_are_asked_about_is_in_it_in_the_order_of_the_policy() {
    assertThat(record(UNDECIDED, decider.grant(UNDECIDED, Set.of("youtube"))).choices())
        .containsExactly(
            new Choice("econda", "statistics", State.UNDECIDED),
            new Choice("youtube", "external-media", State.GRANTED),
            new Choice("twitter", "external-media", State.UNDECIDED),
            new Choice("marketing", "marketing", State.UNDECIDED));
  }

  @Test
  void what_a_signal_refuses_or_the_law_exempts_is_no_decision() {
    Consent one = decider.grant(UNDECIDED, Set.of("youtube"));

    assertThat(record(UNDECIDED.signalled(), one.signalled().notNeeded()).choices())
        .extracting(Choice::state)
        .containsExactly(State.UNDECIDED, State.GRANTED, State.UNDECIDED, State.UNDECIDED);
    assertThat(record(UNDECIDED.signalled(), one.signalled()).gpc()).isTrue();
    assertThat(record(UNDECIDED, one).gpc()).isFalse();
  }

  @Test
  void deleting_everything_is_a_withdrawal_of_the_decision_before() {
    Consent before = saved("statistics");
    ConsentRecord record = record(before, UNDECIDED, Action.DELETE_EVERYTHING).orElseThrow();

    assertThat(record.event()).isEqualTo(Event.WITHDRAWN);
    assertThat(before.decision())
        .isInstanceOfSatisfying(
            Decision.Made.class, made -> assertThat(record.consentId()).isEqualTo(made.id()));
    assertThat(record.choices()).extracting(Choice::state).containsOnly(State.REFUSED);
    assertThat(record(saved(), UNDECIDED, Action.DELETE_EVERYTHING).orElseThrow().event())
        .isEqualTo(Event.REFUSED);
    assertThat(record(UNDECIDED, UNDECIDED, Action.DELETE_EVERYTHING)).isEmpty();
  }

  @Test
  void the_time_has_milliseconds() {
    assertThat(record(UNDECIDED, saved()).at()).isEqualTo(NOW);
  }
}
