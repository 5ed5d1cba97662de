package io.github.consent4j.servlet.coding;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import io.github.consent4j.gate.bytes.ByteSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Brotli (RFC 7932) by brotli4j, which an application may have on its class path or not. */
public final class BrotliCoding {

  /** This quality is as fast as gzip, and its output is smaller. */
  private static final int QUALITY = 4;

  private static final int BUFFER = 4096;

  private BrotliCoding() {}

  static boolean isPresent() {
    try {
      return Brotli4jLoader.isAvailable();
    } catch (LinkageError e) {
      return false;
    }
  }

  static OutputStream encoder(OutputStream out) throws IOException {
    return new BrotliOutputStream(out, new Encoder.Parameters().setQuality(QUALITY));
  }

  public static Decoder decoder(ByteSink next) throws IOException {
    return new Decoding(next);
  }

  private static final class Decoding implements Decoder {

    private final DecoderJNI.Wrapper wrapped = new DecoderJNI.Wrapper(BUFFER);
    private final ByteSink next;

    Decoding(ByteSink next) throws IOException {
      this.next = next;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int at = offset;
      int end = offset + length;
      while (at < end && pull()) {
        ByteBuffer input = wrapped.getInputBuffer();
        input.clear();
        int n = Math.min(input.remaining(), end - at);
        input.put(bytes, at, n);
        at += n;
        wrapped.push(n);
      }
      pull();
    }

    /** Passes on the available output. Returns whether there may be more. */
    private boolean pull() throws IOException {
      while (true) {
        switch (wrapped.getStatus()) {
          case OK -> wrapped.push(0);
          case NEEDS_MORE_OUTPUT -> pass(wrapped.pull());
          case NEEDS_MORE_INPUT -> {
            if (!wrapped.hasOutput()) {
              return true;
            }
            pass(wrapped.pull());
          }
          case DONE -> {
            return false;
          }
          default ->
              throw new IllegalStateException("The body is not compressed as its header says");
        }
      }
    }

    private void pass(ByteBuffer output) throws IOException {
      byte[] bytes = new byte[output.remaining()];
      output.get(bytes);
      next.write(bytes, 0, bytes.length);
    }

    @Override
    public void finish() {
      wrapped.destroy();
    }
  }
}
