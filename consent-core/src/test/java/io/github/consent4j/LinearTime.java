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
   * Asserts it for a text of many equal pieces.
   *
   * @param length characters in the longer of the two texts
   */
  public static void assertLinear(String piece, int length, Function<String, Object> reader) {
    int pieces = length / piece.length();
    assertLinear(piece, piece.repeat(pieces / TIMES), piece.repeat(pieces), reader);
  }

  /**
   * Asserts it for two texts.
   *
   * @param large thirty times as long as the small one
   */
  public static void assertLinear(
      String name, String small, String large, Function<String, Object> reader) {
    Supplier<Object> smallWork = () -> reader.apply(small);
    fastest(smallWork);
    long bySmall = fastest(smallWork);
    long byLarge = fastest(() -> reader.apply(large));
    // work that grows with the square takes thirty times as much again
    assertThat(byLarge).as(name).isLessThan(bySmall * TIMES * 6 + 5_000_000);
  }

  /** The least processor time of this thread, in nanoseconds, that some work takes. */
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
