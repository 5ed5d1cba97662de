package io.github.consent4j.gate.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LongKeysTest {

  @Test
  void finds_each_number_at_its_own_place_and_no_other_number() {
    long[] numbers = new Random(7).longs(1000).distinct().toArray();
    LongKeys keys = new LongKeys(numbers, 2);
    Set<Integer> places = new HashSet<>();
    for (long number : numbers) {
      assertThat(keys.find(number)).isBetween(0, keys.places() - 1);
      assertThat(places.add(keys.find(number))).isTrue();
    }
    assertThat(new Random(8).longs(1000).filter(number -> keys.find(number) >= 0)).isEmpty();
  }

  @Test
  void an_empty_set_has_no_number() {
    assertThat(new LongKeys(new long[0], 2).find(0)).isNegative();
  }

  @Test
  void minus_one_is_never_found() {
    assertThat(new LongKeys(new long[] {0, 1, 2}, 2).find(-1)).isNegative();
  }
}
