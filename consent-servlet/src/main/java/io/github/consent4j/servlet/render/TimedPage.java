package io.github.consent4j.servlet.render;

import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.servlet.exchange.PageWatch;
import java.io.IOException;
import java.util.function.Function;

/**
 * Takes the time of a page that passes the gate. A page is written in several calls. Only the time
 * in the gate counts: neither what the application takes between the calls nor what the connection
 * takes to accept bytes.
 */
final class TimedPage implements Pipe {

  private final PagePipe gate;
  private final ByteSink exit;
  private final PageWatch.End end;
  private long bytes;
  private long nanos;
  private boolean over;

  /**
   * @param gate makes the gate in front of a sink
   * @param exit receives the output
   * @param end is told of the end
   */
  TimedPage(Function<ByteSink, PagePipe> gate, ByteSink exit, PageWatch.End end) {
    this.exit = exit;
    this.end = end;
    this.gate = gate.apply(this::leave);
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
    long begun = System.nanoTime();
    try {
      gate.write(page, offset, length);
    } finally {
      nanos += System.nanoTime() - begun;
    }
  }

  @Override
  public void flush() throws IOException {
    long begun = System.nanoTime();
    try {
      gate.flush();
    } finally {
      nanos += System.nanoTime() - begun;
    }
  }

  @Override
  public void finish() throws IOException {
    long begun = System.nanoTime();
    try {
      gate.finish();
    } finally {
      nanos += System.nanoTime() - begun;
    }
    ends(gate.hasFailed() ? PageWatch.Outcome.FAILED : PageWatch.Outcome.COMPLETE);
  }

  @Override
  public void release() {
    gate.release();
    ends(PageWatch.Outcome.ABORTED);
  }

  private void ends(PageWatch.Outcome outcome) {
    if (!over) {
      over = true;
      end.ended(outcome, nanos, bytes);
    }
  }
}
