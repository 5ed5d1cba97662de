package io.github.consent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asserts that the work on a text grows no faster than its length. It compares the processor time
 * of this thread for two lengths, so that other work on the machine does not count.
 */
public final class LinearTime {

  private static final int TIMES = 30;
  private static final int ROUNDS = 9;

  private LinearTime() {}

  /**
   * Asserts it for a text that consists of many equal pieces.
   *
   * @param length number of characters in the longer one of two texts
   */
  public static void assertLinear(String piece, int length, Function<String, Object> reader) {
    int pieces = length / piece.length();
    assertLinear(piece, piece.repeat(pieces / TIMES), piece.repeat(pieces), reader);
  }

  /**
   * Asserts it for two texts.
   *
   * @param large text that is thirty times as long as the small one
   */
  public static void assertLinear(
      String name, String small, String large, Function<String, Object> reader) {
    Supplier<Object> smallWork = () -> reader.apply(small);
    fastest(smallWork);
    long bySmall = fastest(smallWork);
    long byLarge = fastest(() -> reader.apply(large));
    // Quadratic work would take another thirty times as long.
    assertThat(byLarge).as(name).isLessThan(bySmall * TIMES * 6 + 5_000_000);
  }

  /** Returns the minimum processor time of this thread, in nanoseconds, for some work. */
  public static long fastest(Supplier<?> work) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long start = CpuTime.now();
      assertThat(work.get()).isNotNull();
      best = Math.min(best, CpuTime.now() - start);
    }
    return best;
  }
}
