package io.github.consent4j.record.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.consent4j.examples.browser.CapturedLog;
import io.github.consent4j.record.ConsentRecords;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PurgeJobTest {

  private final ConsentRecords store = mock(ConsentRecords.class);
  private final PurgeJob job =
      new PurgeJob(
          store,
          Period.ofYears(3),
          Clock.fixed(Instant.parse("2028-02-29T12:00:00Z"), ZoneOffset.UTC),
          new Random(7));

  @Test
  void records_go_when_their_time_after_the_end_of_their_validity_is_over() throws Exception {
    when(store.purge(Instant.parse("2025-02-28T12:00:00Z"))).thenReturn(12L);
    assertThat(job.purge()).isEqualTo(12);
  }

  @Test
  void runs_once_a_day_and_not_at_the_same_time_on_every_node() {
    Set<Duration> pauses = Stream.generate(job::run).limit(50).collect(Collectors.toSet());
    assertThat(pauses).hasSizeGreaterThan(40).allMatch(pause -> pause.toHours() == 24);
    assertThat(Stream.generate(job::first).limit(50).collect(Collectors.toSet()))
        .hasSizeGreaterThan(40)
        .allMatch(pause -> pause.toMinutes() >= 10 && pause.toMinutes() < 70);
  }

  @Test
  void a_failure_is_logged_and_tried_again_sooner() throws Exception {
    when(store.purge(any())).thenThrow(new IOException("No connection"));
    String log = CapturedLog.of(() -> assertThat(job.run().toHours()).isEqualTo(1));

    assertThat(log.lines()).hasSize(1);
    assertThat(log).contains("WARN").contains("No connection").contains("tried again");
    assertThatThrownBy(job::purge).isInstanceOf(IOException.class);
  }

  @Test
  void an_error_of_the_driver_does_not_end_the_job() throws Exception {
    when(store.purge(any())).thenThrow(new IllegalStateException("The pool is closed"));
    assertThat(job.run().toHours()).isEqualTo(1);
    verify(store).purge(any());
  }
}
