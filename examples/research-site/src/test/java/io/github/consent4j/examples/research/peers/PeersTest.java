package io.github.consent4j.examples.research.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures what visitors with a slow processor experience until a page has asked for their consent,
 * and when they answer. It compares this library with three npm packages on the same page, each set
 * up for the same services and the same three buttons. The tools take turns, so that other work on
 * the machine affects all in the same way. The report is written to {@code target/peers.md}. The
 * assertions cover only what also holds on a busy machine.
 *
 * <p>For figures to quote, on a quiet machine: {@code mvn -Psweeps -pl examples/research-site -am
 * test -Dtest=PeersTest -Dsurefire.failIfNoSpecifiedTests=false -Dpeers.rounds=15}
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("sweep")
@Tag("measured")
class PeersTest {

  private static final int SLOWDOWN = 4;
  private static final int ROUNDS = Integer.getInteger("peers.rounds", 2);

  /** The limit above which a response is commonly called poor. */
  private static final double POOR_MILLIS = 500;

  private final Samples samples = new Samples();
  private final Map<Tool, Baggage> baggage = new EnumMap<>(Tool.class);

  @BeforeAll
  void measure() throws Exception {
    try (PeerSite site = new PeerSite(Path.of("target", "peers"))) {
      for (Tool tool : Tool.values()) {
        weigh(site, tool);
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (String button : List.of("accept", "reject", "open")) {
          for (Tool tool : Tool.values()) {
            visit(site, tool, button);
          }
        }
      }
      String conditions =
          "%s, its processor %d times as slow, %d rounds in which the tools take turns."
              .formatted(site.browser(), SLOWDOWN, ROUNDS);
      Files.writeString(
          Path.of("target", "peers.md"), new Report(samples, baggage).text(conditions));
    }
  }

  /** Measures the sizes at full speed. These visits also warm up the server. */
  private void weigh(PeerSite site, Tool tool) {
    try (Visit visit = new Visit(site, tool, 1)) {
      baggage.put(tool, Baggage.of(visit));
      samples.add(tool, "heap", visit.heap());
    }
  }

  private void visit(PeerSite site, Tool tool, String button) {
    try (Visit visit = new Visit(site, tool, SLOWDOWN)) {
      samples.addAll(tool, "load", visit.loaded());
      samples.add(tool, "pace", visit.pace());
      if (tool != Tool.NONE) {
        samples.addAll(tool, button, visit.press(button));
        if (button.equals("open")) {
          samples.addAll(tool, "save", visit.press("save"));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"load", "accept", "reject", "open", "save"})
  void nothing_on_the_page_moves(String when) {
    assertThat(samples.of(Tool.CONSENT4J, when + " shift")).isNotEmpty().containsOnly(0.0);
  }

  @Test
  void the_banner_is_in_the_first_paint() {
    assertThat(samples.median(Tool.CONSENT4J, "load atFirstPaint")).as("mostly").isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"VANILLA_COOKIECONSENT", "KLARO", "TARTEAUCITRON"})
  void the_page_gets_less_heavy_than_with_others(Tool other) {
    Baggage own = baggage.get(Tool.NONE);

    assertThat(baggage.get(Tool.CONSENT4J).minus(own).bytes())
        .isPositive()
        .isLessThan(baggage.get(other).minus(own).bytes());
  }

  @Test
  void no_script_is_a_long_task_where_a_large_one_is() {
    assertThat(samples.median(Tool.CONSENT4J, "load longestScript"))
        .isLessThan(samples.median(Tool.KLARO, "load longestScript") / 2);
  }

  /** A guard that reads every property of a window, as it once did, takes longer. */
  @Test
  void no_script_takes_as_long_as_five_million_steps_of_a_loop() {
    assertThat(samples.median(Tool.CONSENT4J, "load longestScript"))
        .isLessThan(samples.median(Tool.CONSENT4J, "pace"));
  }

  @Test
  void no_script_asks_for_a_layout_before_the_page_is_painted() {
    assertThat(samples.of(Tool.CONSENT4J, "load forced")).isNotEmpty();
    assertThat(samples.median(Tool.CONSENT4J, "load forced")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"accept", "reject", "open", "save"})
  void no_button_answers_poorly(String button) {
    assertThat(samples.of(Tool.CONSENT4J, button + " answered")).isNotEmpty();
    assertThat(samples.median(Tool.CONSENT4J, button + " answered")).isLessThan(POOR_MILLIS);
  }
}
