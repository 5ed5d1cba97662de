package io.github.consent4j.servlet.plan;

import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.servlet.coding.ContentCoding;
import io.github.consent4j.servlet.exchange.ResponseHead;
import io.github.consent4j.servlet.render.BodyKind;
import io.github.consent4j.servlet.render.Look;
import io.github.consent4j.servlet.render.SheetRenderer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a style sheet unchanged if nothing in it can ever be blocked. It waits until that is known,
 * because browsers do not use a style sheet before its end. A style sheet that is too large to
 * wait, or that is flushed before its end, is handled as one with something to block.
 */
final class SheetPipe implements Pipe {

  private static final Logger LOG = LoggerFactory.getLogger(SheetPipe.class);

  /** The maximum number of bytes that wait. */
  private static final int LONGEST = 256 * 1024;

  /** The decision about the style sheet, which is made once. */
  interface Decision {

    /** Returns whether the decision was made. */
    boolean isMade();

    /** Decides that nothing in the style sheet can be blocked, so that it is sent unchanged. */
    void passes();

    /**
     * Decides that something in the style sheet is blocked, or may be.
     *
     * @return the pipe for its bytes
     */
    Pipe isRendered(ByteSink exit);
  }

  private final Decision decision;
  private final ContentCoding coding;
  private final BodyKind kind;
  private final SheetRenderer sheets;
  private final ResponseHead seen;
  private final ByteSink exit;
  private final Look look;
  private final Pipe looking;
  private final ByteArrayOutputStream waiting;

  /** The length that the application has set; negative if it has not. */
  private final long announced;

  private long written;
  private boolean known;
  private boolean withheld;
  private boolean ended;

  /** The pipe of a style sheet with something to block. */
  private @Nullable Pipe rendered;

  SheetPipe(
      Decision decision,
      ContentCoding coding,
      BodyKind kind,
      SheetRenderer sheets,
      ResponseHead seen,
      ByteSink exit) {
    this.decision = decision;
    this.coding = coding;
    this.kind = kind;
    this.sheets = sheets;
    this.seen = seen;
    this.exit = exit;
    look = sheets.looking(kind, seen.contentType());
    looking = coding.before(look);
    announced = length(seen.header("Content-Length"));
    waiting = new ByteArrayOutputStream((int) Math.max(0, Math.min(announced, LONGEST)));
    // A style sheet that continues after its end was decided on before.
    known = decision.isMade() || sheets.isKnown(seen);
    if (known) {
      decision.passes();
    }
  }

  private static long length(@Nullable String header) {
    return header != null && header.matches("[0-9]{1,18}") ? Long.parseLong(header) : -1;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (ended) {
      // There are more bytes than the length that was set, which no container accepts.
      return;
    }
    written += length;
    if (rendered != null) {
      rendered.write(bytes, offset, length);
      return;
    }
    boolean suspect = look(bytes, offset, length);
    if (known) {
      passOn(bytes, offset, length, suspect);
      return;
    }
    waiting.write(bytes, offset, length);
    if (suspect || waiting.size() > LONGEST) {
      render();
    } else if (written == announced) {
      endLooking();
    }
  }

  /**
   * Analyses the next bytes. Returns whether they contain something to block, or cannot be read.
   */
  private boolean look(byte[] bytes, int offset, int length) throws IOException {
    return finds(() -> looking.write(bytes, offset, length));
  }

  /** A step of the analysis, which may fail because of the style sheet. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private boolean finds(Step step) throws IOException {
    try {
      step.run();
      return look.holds();
    } catch (RuntimeException e) {
      LOG.warn("A style sheet cannot be read", e);
      return true;
    }
  }

  private void passOn(byte[] bytes, int offset, int length, boolean suspect) throws IOException {
    if (suspect && !withheld) {
      withheld = true;
      sheets.forget(seen);
      LOG.warn(
          "Style sheets with other contents have the same tag or date: the rest of one is withheld");
    }
    if (!withheld) {
      exit.write(bytes, offset, length);
    }
  }

  private void render() throws IOException {
    Pipe pipe = decision.isRendered(exit);
    rendered = pipe;
    byte[] bytes = waiting.toByteArray();
    waiting.reset();
    pipe.write(bytes, 0, bytes.length);
  }

  /** Handles the end of the style sheet. */
  private void endLooking() throws IOException {
    if (finds(looking::finish)) {
      render();
      return;
    }
    ended = true;
    byte[] bytes = waiting.toByteArray();
    if (look.hasFindings()) {
      Pipe reporting = sheets.pipe(kind, seen.contentType(), coding, (b, from, n) -> {});
      reporting.write(bytes, 0, bytes.length);
      reporting.finish();
    }
    waiting.reset();
    known = true;
    sheets.learn(seen);
    decision.passes();
    exit.write(bytes, 0, bytes.length);
  }

  @Override
  public void flush() throws IOException {
    if (rendered == null && !known) {
      render();
    }
    if (rendered != null) {
      rendered.flush();
    }
  }

  @Override
  public void finish() throws IOException {
    if (rendered == null && !known) {
      endLooking();
    } else if (!ended) {
      finds(looking::finish);
    }
    if (rendered != null) {
      rendered.finish();
    }
  }
}
