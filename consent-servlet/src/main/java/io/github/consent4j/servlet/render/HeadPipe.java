package io.github.consent4j.servlet.render;

import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.gate.html.HeadInsertion;
import java.io.IOException;

/** An insertion into the head of a page as a pipe. */
public final class HeadPipe implements Pipe {

  private final HeadInsertion insertion;

  HeadPipe(HeadInsertion insertion) {
    this.insertion = insertion;
  }

  /** By how many bytes the page gets longer; -1 when its first bytes do not tell. */
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
