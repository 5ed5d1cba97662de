package io.github.consent4j.servlet.render;

import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.seen.journal.GateCounts;
import io.github.consent4j.servlet.exchange.PageWatch;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts a page that passes the gate, and takes the time if somebody wants to know. A page is
 * written in several calls. Only the time in the gate counts: neither what the application takes
 * between the calls nor what the connection takes to accept bytes.
 */
final class Passage implements Pipe {

  private final PagePipe gate;
  private final ByteSink exit;
  private final GateCounts counts;
  private final PageWatch.@Nullable End end;
  private long bytes;
  private long nanos;
  private boolean over;

  /**
   * @param gate makes the gate in front of a sink
   * @param exit receives the output
   * @param end is told of the end; null if nobody wants to know
   */
  Passage(
      Function<ByteSink, PagePipe> gate,
      ByteSink exit,
      GateCounts counts,
      PageWatch.@Nullable End end) {
    this.exit = exit;
    this.counts = counts;
    this.end = end;
    this.gate = gate.apply(end == null ? exit : this::leave);
  }

  private void leave(byte[] page, int offset, int length) throws IOException {
    long begun = System.nanoTime();
    try {
      exit.write(page, offset, length);
    } finally {
      nanos -= System.nanoTime() - begun;
    }
  }

  @Override
  public void write(byte[] page, int offset, int length) throws IOException {
    bytes += length;
    long begun = begun();
    try {
      gate.write(page, offset, length);
    } finally {
      add(begun);
    }
  }

  @Override
  public void flush() throws IOException {
    long begun = begun();
    try {
      gate.flush();
    } finally {
      add(begun);
    }
  }

  @Override
  public void finish() throws IOException {
    long begun = begun();
    try {
      gate.finish();
    } finally {
      add(begun);
    }
    if (!gate.hasFailed()) {
      counts.page(bytes);
    }
    ends(gate.hasFailed() ? PageWatch.Outcome.FAILED : PageWatch.Outcome.COMPLETE);
  }

  @Override
  public void release() {
    gate.release();
    ends(PageWatch.Outcome.ABORTED);
  }

  private long begun() {
    return end == null ? 0 : System.nanoTime();
  }

  private void add(long begun) {
    if (end != null) {
      nanos += System.nanoTime() - begun;
    }
  }

  private void ends(PageWatch.Outcome outcome) {
    if (end != null && !over) {
      over = true;
      end.ended(outcome, nanos, bytes);
    }
  }
}
