package io.github.consent4j.servlet.wrap;

import io.github.consent4j.gate.bytes.Pipe;
import jakarta.servlet.ServletOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * The container's stream behind the gate. In non-blocking mode it collects everything that one
 * write of the application causes, because the container accepts one write at a time.
 */
final class ContainerStream implements Pipe {

  private final ServletOutputStream out;
  private final Turn turn;
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(0);
  private volatile boolean nonBlocking;
  private long written;

  ContainerStream(ServletOutputStream out, Turn turn) {
    this.out = out;
    this.turn = turn;
  }

  ServletOutputStream stream() {
    return out;
  }

  void setNonBlocking() {
    nonBlocking = true;
  }

  boolean isNonBlocking() {
    return nonBlocking;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    turn.check();
    written += length;
    if (nonBlocking) {
      gathered.write(bytes, offset, length);
    } else {
      out.write(bytes, offset, length);
    }
  }

  /** Writes what was collected. Returns whether nothing is left. */
  boolean drain() throws IOException {
    turn.check();
    if (gathered.size() == 0) {
      return true;
    }
    if (!out.isReady()) {
      return false;
    }
    byte[] bytes = gathered.toByteArray();
    gathered.reset();
    out.write(bytes);
    return true;
  }

  /** Returns the number of bytes that were written so far. */
  long written() {
    return written;
  }

  void discard() {
    written = 0;
    gathered.reset();
  }
}
