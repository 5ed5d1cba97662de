package io.github.consent4j.servlet.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.policy.OnError;
import io.github.consent4j.seen.journal.GateCounts;
import io.github.consent4j.seen.journal.KnownServices;
import io.github.consent4j.seen.journal.SeenJournal;
import io.github.consent4j.servlet.exchange.PageWatch;
import io.github.consent4j.servlet.exchange.PageWatch.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is told of a page that passes the gate. */
class TimedPageTest {

  private static final byte[] PAGE = new byte[100];
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

  private final GateCounts counts = new SeenJournal(Clock.systemUTC(), KnownServices.NONE).counts();
  private final List<Outcome> outcomes = new ArrayList<>();
  private long gateNanos;
  private long bytes;
  private long paused;

  private final PageWatch.End end =
      (outcome, nanos, length) -> {
        outcomes.add(outcome);
        gateNanos = nanos;
        bytes = length;
      };

  /** A gate that passes on what it gets. */
  private static Pipe open(ByteSink sink) {
    return sink::write;
  }

  /** A gate that fails on the second piece. */
  private static Pipe failing(ByteSink sink) {
    List<Integer> pieces = new ArrayList<>();
    return (page, offset, length) -> {
      pieces.add(length);
      if (pieces.size() > 1) {
        throw new IllegalStateException("unreadable");
      }
      sink.write(page, offset, length);
    };
  }

  private TimedPage timed(boolean fails, OnError onError, ByteSink exit) {
    return new TimedPage(
        sink ->
            new PagePipe(
                fails ? TimedPageTest::failing : TimedPageTest::open, sink, onError, counts, true),
        exit,
        end);
  }

  /** Takes its time, and notes how much of it. */
  private void pause() {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < PAUSE) {
      Thread.onSpinWait();
    }
    paused += PAUSE;
  }

  @Test
  void neither_the_application_nor_the_connection_counts_as_time_in_the_gate() throws IOException {
    long begun = System.nanoTime();
    TimedPage page = timed(false, OnError.BLOCK, (piece, offset, length) -> pause());
    for (int i = 0; i < 3; i++) {
      page.write(PAGE, 0, PAGE.length);
      pause();
      page.flush();
    }
    page.finish();
    long elapsed = System.nanoTime() - begun;

    assertThat(paused).isEqualTo(6 * PAUSE);
    assertThat(gateNanos).isBetween(0L, elapsed - paused);
    assertThat(bytes).isEqualTo(300);
    assertThat(outcomes).containsExactly(Outcome.COMPLETE);
    assertThat(counts.pages()).isEqualTo(1);
  }

  @Test
  void a_page_ends_once() throws IOException {
    TimedPage page = timed(false, OnError.BLOCK, (piece, offset, length) -> {});
    page.write(PAGE, 0, PAGE.length);
    page.finish();
    page.release();

    assertThat(outcomes).containsExactly(Outcome.COMPLETE);
  }

  @Test
  void a_page_that_is_given_up_is_told_of_and_not_counted() throws IOException {
    TimedPage page = timed(false, OnError.BLOCK, (piece, offset, length) -> {});
    page.write(PAGE, 0, PAGE.length);
    page.release();

    assertThat(outcomes).containsExactly(Outcome.ABORTED);
    assertThat(counts.pages()).isZero();
  }

  @Test
  void a_page_that_the_gate_fails_on_counts_as_what_becomes_of_it() throws IOException {
    for (OnError onError : OnError.values()) {
      TimedPage page = timed(true, onError, (piece, offset, length) -> {});
      page.write(PAGE, 0, PAGE.length);
      page.write(PAGE, 0, PAGE.length);
      page.write(PAGE, 0, PAGE.length);
      page.finish();
    }

    assertThat(outcomes).containsExactly(Outcome.FAILED, Outcome.FAILED);
    assertThat(counts.withheldPages()).isEqualTo(1);
    assertThat(counts.unreadPages()).isEqualTo(1);
    assertThat(counts.pages()).isZero();
  }
}
