package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnTest {

  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private final Turn turn = new Turn();

  @AfterEach
  void stop() {
    other.shutdownNow();
  }

  @Test
  void an_end_during_a_write_cuts_the_body() throws Exception {
    other.submit(() -> turn.enterIfFree(false)).get();

    assertThat(turn.enterToEnd(false)).isFalse();

    assertThat(turn.isCut()).isTrue();
  }

  @Test
  void an_end_during_another_end_cuts_nothing() throws Exception {
    other.submit(() -> turn.enterToEnd(false)).get();

    assertThat(turn.enterToEnd(false)).isFalse();

    assertThat(turn.isCut()).isFalse();
  }

  @Test
  void an_end_while_the_body_is_being_closed_cuts_nothing() throws Exception {
    other.submit(turn::closeAndEnter).get();

    assertThat(turn.enterToEnd(false)).isFalse();

    assertThat(turn.isCut()).isFalse();
  }
}
