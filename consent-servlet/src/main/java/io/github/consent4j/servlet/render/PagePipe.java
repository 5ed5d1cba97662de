package io.github.consent4j.servlet.render;

import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.policy.OnError;
import io.github.consent4j.seen.journal.GateCounts;
import java.io.IOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes a page through the HTML gate. If the gate fails, the rest of the page is not sent, unless
 * the site has asked for that.
 */
final class PagePipe implements Pipe {

  private static final Logger LOG = LoggerFactory.getLogger(PagePipe.class);

  private final Pipe gate;
  private final ByteSink exit;
  private final OnError onError;
  private final GateCounts counts;
  private final boolean isPage;
  private boolean failed;

  /**
   * @param gate makes the gate in front of a sink
   * @param exit receives the output
   * @param onError the treatment of the rest if the gate fails
   * @param counts counts the page, and failures
   * @param isPage true for a page, false for a part of one, such as a style sheet
   */
  PagePipe(
      Function<ByteSink, Pipe> gate,
      ByteSink exit,
      OnError onError,
      GateCounts counts,
      boolean isPage) {
    this.gate = gate.apply(exit);
    this.exit = exit;
    this.onError = onError;
    this.counts = counts;
    this.isPage = isPage;
  }

  /** A step that may fail because of the visitor's connection, or because of the page. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private void guarded(Step step) throws IOException {
    try {
      step.run();
    } catch (RuntimeException e) {
      if (!failed) {
        failed = true;
        count(onError, counts);
      }
      LOG.error("A page could not be read to its end; on-error: {}", onError.id(), e);
    }
  }

  /** Counts a page, or the rest of one, that cannot be read. */
  static void count(OnError onError, GateCounts counts) {
    if (onError == OnError.PASS) {
      counts.unread();
    } else {
      counts.withheld();
    }
  }

  /** Returns whether the page could not be read to its end. */
  boolean hasFailed() {
    return failed;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (!failed) {
      guarded(() -> gate.write(bytes, offset, length));
    } else if (onError == OnError.PASS) {
      exit.write(bytes, offset, length);
    }
  }

  @Override
  public void flush() throws IOException {
    if (!failed) {
      guarded(gate::flush);
    }
  }

  @Override
  public void finish() throws IOException {
    if (!failed) {
      guarded(gate::finish);
      if (isPage && !failed) {
        counts.page();
      }
    } else if (onError == OnError.BLOCK) {
      guarded(gate::cut);
    }
  }

  @Override
  public void release() {
    gate.release();
  }
}
