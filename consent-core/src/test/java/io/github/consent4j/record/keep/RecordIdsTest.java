package io.github.consent4j.record.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordIdsTest {

  private static final long NOON = 1_772_539_200_000L;

  private final Clock clock = mock(Clock.class);
  private final RecordIds ids = new RecordIds(clock);

  @Test
  void an_identifier_is_a_uuid_of_version_7_with_the_time_first() {
    when(clock.millis()).thenReturn(NOON);
    UUID id = ids.next();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON);
  }

  @Test
  void identifiers_grow_within_a_millisecond_and_when_the_clock_goes_back() {
    List<String> made = new ArrayList<>();
    when(clock.millis()).thenReturn(NOON);
    for (int i = 0; i < 10_000; i++) {
      made.add(ids.next().toString());
    }
    when(clock.millis()).thenReturn(NOON - 60_000);
    made.add(ids.next().toString());
    when(clock.millis()).thenReturn(NOON + 60_000);
    made.add(ids.next().toString());

    assertThat(made).doesNotHaveDuplicates().isSorted();
    assertThat(UUID.fromString(made.get(made.size() - 1)).getMostSignificantBits() >>> 16)
        .isEqualTo(NOON + 60_000);
  }

  @Test
  void two_generators_make_different_identifiers() {
    when(clock.millis()).thenReturn(NOON);
    assertThat(new RecordIds(clock).next()).isNotEqualTo(ids.next());
  }
}
