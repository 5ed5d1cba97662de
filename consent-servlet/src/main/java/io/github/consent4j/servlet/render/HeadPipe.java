package io.github.consent4j.servlet.render;

import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.gate.html.HeadInsertion;
import java.io.IOException;

/** A pipe that inserts HTML into the head of a page. */
public final class HeadPipe implements Pipe {

  private final HeadInsertion insertion;

  HeadPipe(HeadInsertion insertion) {
    this.insertion = insertion;
  }

  /** Returns the number of bytes that are inserted; -1 if the first bytes do not decide that. */
  public int growth(byte[] start) {
    return insertion.growth(start, start.length, false);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    insertion.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    insertion.flush();
  }

  @Override
  public void finish() throws IOException {
    insertion.finish();
  }
}
