package io.github.consent4j.servlet.wrap;

import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.servlet.coding.ContentCoding;
import io.github.consent4j.servlet.render.BodyKind;
import io.github.consent4j.servlet.render.Look;
import io.github.consent4j.servlet.render.SheetRenderer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads a style sheet to the visitor as it is, if nothing in it may ever be held back. As long as
 * that is not known, it waits: browsers do nothing with a style sheet before its end. One that is
 * too large to wait, or is flushed before its end, counts as one that has something in it.
 */
final class SheetPipe implements Pipe {

  private static final Logger LOG = LoggerFactory.getLogger(SheetPipe.class);

  /** So many bytes wait. */
  private static final int LONGEST = 256 * 1024;

  /** What becomes of the style sheet, decided once. */
  interface Decision {

    /** Returns whether it has been decided. */
    boolean isMade();

    /** Nothing in the style sheet may be held back: it leaves as it is. */
    void passes();

    /**
     * Something in the style sheet is held back, or may be.
     *
     * @return the way of its bytes
     */
    Pipe isRendered(ByteSink exit);
  }

  private final Decision decision;
  private final ContentCoding coding;
  private final BodyKind kind;
  private final SheetRenderer sheets;
  private final HttpServletResponse seen;
  private final ByteSink exit;
  private final Look look;
  private final Pipe looking;
  private final ByteArrayOutputStream waiting;

  /** How many bytes the application has announced; negative if it has not. */
  private final long announced;

  private long written;
  private boolean known;
  private boolean withheld;
  private boolean ended;

  /** The way of what may be held back in part. */
  private @Nullable Pipe rendered;

  SheetPipe(
      Decision decision,
      ContentCoding coding,
      BodyKind kind,
      SheetRenderer sheets,
      HttpServletResponse seen,
      ByteSink exit) {
    this.decision = decision;
    this.coding = coding;
    this.kind = kind;
    this.sheets = sheets;
    this.seen = seen;
    this.exit = exit;
    look = sheets.looking(kind, seen.getContentType());
    looking = coding.before(look);
    announced = length(seen.getHeader("Content-Length"));
    waiting = new ByteArrayOutputStream((int) Math.max(0, Math.min(announced, LONGEST)));
    // one that goes on after its end has been decided on
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
      // more than was announced, which no container takes
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

  /** Looks at the next bytes; whether there is something in them, or they cannot be read. */
  private boolean look(byte[] bytes, int offset, int length) throws IOException {
    return finds(() -> looking.write(bytes, offset, length));
  }

  /** A step of looking, which may fail because of the style sheet. */
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

  /** The whole style sheet has been read. */
  private void endLooking() throws IOException {
    if (finds(looking::finish)) {
      render();
      return;
    }
    ended = true;
    byte[] bytes = waiting.toByteArray();
    if (look.hasFindings()) {
      Pipe telling = sheets.pipe(kind, seen.getContentType(), coding, (b, from, n) -> {});
      telling.write(bytes, 0, bytes.length);
      telling.finish();
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
