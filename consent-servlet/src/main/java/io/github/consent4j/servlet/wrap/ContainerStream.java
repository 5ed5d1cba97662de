package io.github.consent4j.servlet.wrap;

import io.github.consent4j.gate.bytes.Pipe;
import jakarta.servlet.ServletOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * The container's stream at the end of the gate. In non-blocking mode everything that one write of
 * the application causes is gathered, because the container takes one write at a time.
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

  /** Hands on what was gathered; whether nothing is left. */
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

  /** How many bytes have come so far. */
  long written() {
    return written;
  }

  void discard() {
    written = 0;
    gathered.reset();
  }
}
