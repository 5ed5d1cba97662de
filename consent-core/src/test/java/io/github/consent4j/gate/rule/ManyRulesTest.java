package io.github.consent4j.gate.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.gate.bytes.ByteKeys;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time of a lookup does not grow with the number of rules. */
class ManyRulesTest {

  private static final int QUESTIONS = 20_000;

  private static String host(Random random) {
    StringBuilder host = new StringBuilder();
    int length = 3 + random.nextInt(12);
    for (int i = 0; i < length; i++) {
      host.append((char) ('a' + random.nextInt(26)));
    }
    return host.append(random.nextBoolean() ? ".com" : ".example").toString();
  }

  private static ByteKeys<String> keys(int count) {
    Random random = new Random(1);
    Map<String, String> entries = new HashMap<>();
    while (entries.size() < count) {
      String host = random.nextInt(5) == 0 ? "cdn" + entries.size() + ".net" : host(random);
      entries.put(host, host);
    }
    return new ByteKeys<>(entries);
  }

  /** Returns the average number of places that a lookup reads. */
  private static double probes(ByteKeys<String> keys) {
    Random random = new Random(2);
    long probes = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      byte[] host = host(random).getBytes(StandardCharsets.US_ASCII);
      probes += keys.probes(ByteKeys.hash(host, 0, host.length));
    }
    return (double) probes / QUESTIONS;
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 200, 1000, 4095, 4097, 10_000, 60_000})
  void a_host_is_found_among_many_in_as_few_steps_as_among_few(int count) {
    assertThat(probes(keys(count))).isLessThan(1.25);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1000, 10_000})
  void no_host_takes_long_to_find(int count) {
    ByteKeys<String> keys = keys(count);
    Random random = new Random(3);
    for (int i = 0; i < QUESTIONS; i++) {
      byte[] host = host(random).getBytes(StandardCharsets.US_ASCII);
      assertThat(keys.probes(ByteKeys.hash(host, 0, host.length))).isLessThan(32);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10_000})
  void the_steps_for_a_script_do_not_depend_on_the_number_of_markers(int count) {
    Map<String, int[]> texts = new HashMap<>();
    for (int i = 0; i < count; i++) {
      texts.put("marker" + i * 7919L + "End", new int[] {0});
    }
    InlineMarkers markers = new InlineMarkers(texts, Map.of());
    byte[] script =
        "var x = document.createElement('p'); marker12x();\n"
            .repeat(200)
            .getBytes(StandardCharsets.US_ASCII);
    int p = 0;
    int rounds = 0;
    while (p < script.length - InlineMarkers.KNOWN) {
      int q = markers.skip(script, p, script.length);
      rounds++;
      p = q + (q == p ? InlineMarkers.KNOWN : 0);
    }
    // Text that does not look like a marker is skipped in one step.
    assertThat(rounds).isLessThan(script.length / 20);
  }
}
