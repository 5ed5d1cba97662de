package io.github.consent4j.servlet.coding;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdOutputStream;
import com.github.luben.zstd.util.Native;
import io.github.consent4j.gate.bytes.ByteSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Zstandard (RFC 8878) by zstd-jni, which an application may have on its class path or not. */
public final class ZstdCoding {

  private static final int BUFFER = 16 * 1024;

  private ZstdCoding() {}

  static boolean isPresent() {
    try {
      Native.load();
      return Native.isLoaded();
    } catch (LinkageError e) {
      return false;
    }
  }

  static OutputStream encoder(OutputStream out) throws IOException {
    return new ZstdOutputStream(out);
  }

  public static Decoder decoder(ByteSink next) {
    return new Decoding(next);
  }

  private static final class Decoding implements Decoder {

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER);
    private final byte[] bytes = new byte[BUFFER];
    private final ByteSink next;

    Decoding(ByteSink next) {
      this.next = next;
    }

    @Override
    public void write(byte[] given, int offset, int length) throws IOException {
      int at = offset;
      int end = offset + length;
      while (at < end) {
        int n = Math.min(BUFFER, end - at);
        input.clear().put(given, at, n).flip();
        at += n;
        decode();
      }
    }

    private void decode() throws IOException {
      boolean isFull = true;
      while (input.hasRemaining() || isFull) {
        output.clear();
        boolean ended = context.decompressDirectByteBufferStream(output, input);
        isFull = !output.hasRemaining() && !ended;
        output.flip();
        int n = output.remaining();
        output.get(bytes, 0, n);
        next.write(bytes, 0, n);
      }
    }

    @Override
    public void finish() {
      context.close();
    }
  }
}
