package io.github.consent4j.record.keep;

import static io.github.consent4j.record.keep.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.consent4j.consent.ConsentEvent.Action;
import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.policy.RecordKeeping;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecord.Choice;
import io.github.consent4j.record.ConsentRecord.Event;
import io.github.consent4j.record.ConsentRecord.State;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.TestRecords;
import io.github.consent4j.record.keep.Statistics.Day;
import io.github.consent4j.record.keep.Statistics.Dimension;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-03-03");

  private final Clock clock = mock(Clock.class);
  private final Outage outage = new Outage();

  StatisticsTest() throws IOException {}

  @BeforeEach
  void is_noon() {
    when(clock.instant()).thenReturn(NOON);
  }

  private static ConsentRecord refused(Instant at) {
    return TestRecords.builder("visitor", at)
        .event(Event.REFUSED)
        .action(Action.REJECT_ALL)
        .layer(Layer.SETTINGS)
        .language("en")
        .choices(
            List.of(
                new Choice("econda", "statistics", State.REFUSED),
                new Choice("youtube", "external-media", State.UNDECIDED)))
        .build();
  }

  private static long decisions(Statistics statistics) {
    return statistics.days().values().stream().mapToLong(Day::decisions).sum();
  }

  @Test
  void decisions_are_counted_by_day_and_by_what_was_decided_how_and_where() throws Exception {
    outage.store.append(
        List.of(
            TestRecords.given("one", NOON),
            TestRecords.builder("two", NOON)
                .choices(
                    List.of(
                        new Choice("econda", "statistics", State.GRANTED),
                        new Choice("matomo", "statistics", State.REFUSED)))
                .build(),
            refused(NOON),
            refused(NOON.minus(Duration.ofDays(1)))));

    Statistics statistics = Statistics.of(outage.store, Query.ALL);
    assertThat(statistics.days()).containsOnlyKeys(TODAY.minusDays(1), TODAY);
    Day day = statistics.days().get(TODAY);
    assertThat(day.decisions()).isEqualTo(3);
    assertThat(day.by(Dimension.GRANTED)).isEqualTo(Map.of("statistics", 1L));
    assertThat(day.by(Dimension.PARTLY_GRANTED)).isEqualTo(Map.of("statistics", 1L));
    assertThat(day.by(Dimension.REFUSED)).isEqualTo(Map.of("statistics", 1L, "external-media", 1L));
    assertThat(day.by(Dimension.EVENT)).isEqualTo(Map.of("given", 2L, "refused", 1L));
    assertThat(day.by(Dimension.ACTION)).isEqualTo(Map.of("save", 2L, "reject-all", 1L));
    assertThat(day.by(Dimension.WAY)).isEqualTo(Map.of("form", 3L));
    assertThat(day.by(Dimension.LAYER)).isEqualTo(Map.of("banner", 2L, "settings", 1L));
    assertThat(day.by(Dimension.LANGUAGE)).isEqualTo(Map.of("de", 2L, "en", 1L));
  }

  @Test
  void a_broken_site_cannot_fill_the_memory_with_values() {
    Statistics.Counter counter = new Statistics.Counter();
    for (int i = 0; i < 5000; i++) {
      counter.count(TestRecords.builder("visitor", NOON).language("x-" + i).build());
    }
    Day day = counter.statistics(true).days().get(TODAY);
    assertThat(day.by(Dimension.LANGUAGE)).hasSizeLessThan(1000).containsEntry("other", 4500L);
  }

  @Test
  void numbers_survive_a_restart_because_the_store_is_counted_at_the_start() throws Exception {
    Instant old = NOON.minus(Duration.ofDays(RunningStatistics.DAYS));
    outage.store.append(List.of(refused(old), refused(NOON.minusSeconds(60))));

    try (Recorder recorder =
        Recorder.open(outage.store, null, RecordKeeping.NONE, clock, RecorderTest.limits())) {
      recorder.keep(TestRecords.given("visitor", NOON.plusSeconds(1)));
      eventually("the store is counted", () -> recorder.statistics().isComplete());
      recorder.keep(TestRecords.given("visitor", NOON.plusSeconds(2)));

      assertThat(decisions(recorder.statistics())).isEqualTo(3);
    }
  }

  @Test
  void a_recount_adds_what_other_nodes_have_kept_and_counts_nothing_twice() throws Exception {
    RunningStatistics running = new RunningStatistics(clock);
    running.recount(outage.store, () -> false);
    ConsentRecord own = refused(NOON.plusSeconds(1));
    outage.store.append(List.of(own, refused(NOON.plusSeconds(2))));
    running.count(List.of(own));
    assertThat(decisions(running.statistics())).isEqualTo(1);

    when(clock.instant()).thenReturn(NOON.plusSeconds(3));
    running.recount(outage.store, () -> false);
    ConsentRecord later = refused(NOON.plusSeconds(4));
    outage.store.append(List.of(later));
    running.count(List.of(later));
    assertThat(decisions(running.statistics())).isEqualTo(3);
  }

  @Test
  void what_is_kept_during_a_recount_is_counted_before_and_after_it() throws Exception {
    RunningStatistics running = new RunningStatistics(clock);
    running.recount(outage.store, () -> false);
    outage.store.append(List.of(refused(NOON.minusSeconds(1))));
    running.recount(
        outage.store,
        () -> {
          running.count(List.of(refused(NOON.plusSeconds(1))));
          assertThat(decisions(running.statistics())).isEqualTo(1);
          return false;
        });
    assertThat(decisions(running.statistics())).isEqualTo(2);
  }

  @Test
  void a_recount_ends_with_the_application() throws Exception {
    outage.store.append(List.of(refused(NOON.minusSeconds(1))));
    RunningStatistics running = new RunningStatistics(clock);
    assertThatThrownBy(() -> running.recount(outage.store, () -> true))
        .isInstanceOf(CancellationException.class);
    assertThat(running.statistics().isComplete()).isFalse();
  }

  @Test
  void days_that_are_over_are_forgotten() {
    RunningStatistics running = new RunningStatistics(clock);
    running.count(List.of(refused(NOON)));
    assertThat(running.statistics().days()).hasSize(1);
    when(clock.instant()).thenReturn(NOON.plus(Duration.ofDays(RunningStatistics.DAYS)));
    assertThat(running.statistics().days()).isEmpty();
  }
}
