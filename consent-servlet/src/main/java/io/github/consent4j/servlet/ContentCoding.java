package io.github.consent4j.servlet;

import io.github.consent4j.gate.ByteSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** How an application has compressed a body (RFC 9110, section 8.4.1). */
enum ContentCoding {
  IDENTITY,
  GZIP,
  DEFLATE,
  /** One that cannot be read here, or several on top of each other. */
  UNREADABLE;

  static ContentCoding of(Collection<String> contentEncoding) {
    String coding = String.join(",", contentEncoding).strip().toLowerCase(Locale.ROOT);
    return switch (coding) {
      case "", "identity" -> IDENTITY;
      case "gzip", "x-gzip" -> GZIP;
      case "deflate" -> DEFLATE;
      default -> UNREADABLE;
    };
  }

  /** A pipe that decodes in front of the gate and encodes behind it. */
  Pipe around(Function<ByteSink, Pipe> gate, ByteSink exit) {
    return this == IDENTITY ? gate.apply(exit) : new Recoding(this, gate, exit);
  }

  /** Decodes, leads through, encodes again. */
  private static final class Recoding implements Pipe {

    private final DeflaterOutputStream encoder;
    private final Pipe gate;
    private final Inflation decoder;

    Recoding(ContentCoding coding, Function<ByteSink, Pipe> gate, ByteSink exit) {
      encoder = encoder(coding, exit);
      this.gate = gate.apply(encoder::write);
      decoder = new Inflation(coding == GZIP, this.gate);
    }

    private static DeflaterOutputStream encoder(ContentCoding coding, ByteSink exit) {
      OutputStream out =
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              exit.write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
              exit.write(bytes, offset, length);
            }
          };
      try {
        return coding == GZIP
            ? new GZIPOutputStream(out, 4096, true)
            : new DeflaterOutputStream(out, true);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      decoder.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      gate.flush();
      encoder.flush();
    }

    @Override
    public void finish() throws IOException {
      decoder.finish();
      gate.finish();
      encoder.finish();
    }

    @Override
    public void cut() throws IOException {
      decoder.finish();
      encoder.finish();
    }
  }
}
