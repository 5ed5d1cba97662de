package io.github.consent4j.servlet.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnTest {

  private final ExecutorService others = Executors.newFixedThreadPool(2);
  private final Turn turn = new Turn();

  @AfterEach
  void stop() {
    others.shutdownNow();
  }

  @Test
  void an_end_during_a_write_cuts_the_body() throws Exception {
    others.submit(() -> turn.enterIfFree(false)).get();

    assertThat(turn.enterToEnd(false)).isFalse();

    assertThat(turn.isCut()).isTrue();
  }

  @Test
  void an_end_during_another_end_cuts_nothing() throws Exception {
    others.submit(() -> turn.enterToEnd(false)).get();

    assertThat(turn.enterToEnd(false)).isFalse();

    assertThat(turn.isCut()).isFalse();
  }

  @Test
  void an_end_while_the_body_is_being_closed_cuts_nothing() throws Exception {
    others.submit(turn::closeAndEnter).get();

    assertThat(turn.enterToEnd(false)).isFalse();

    assertThat(turn.isCut()).isFalse();
  }

  @Test
  void ends_that_begin_at_the_same_time_cut_nothing() throws Exception {
    Turn[] turns = Stream.generate(Turn::new).limit(100_000).toArray(Turn[]::new);
    AtomicInteger arrivals = new AtomicInteger();
    Callable<Void> ends =
        () -> {
          for (int i = 0; i < turns.length; i++) {
            arrivals.incrementAndGet();
            while (arrivals.get() < 2 * (i + 1)) {
              Thread.onSpinWait();
            }
            if (turns[i].enterToEnd(false)) {
              turns[i].leave();
            }
          }
          return null;
        };

    for (Future<Void> end : others.invokeAll(List.of(ends, ends))) {
      end.get();
    }

    assertThat(turns).noneMatch(Turn::isCut);
  }
}
