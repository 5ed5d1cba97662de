package io.github.consent4j.servlet.coding;

import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Pipe;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The compression that an application has applied to a body (RFC 9110, section 8.4.1). Brotli and
 * Zstandard can be read if the application has brotli4j or zstd-jni.
 */
public enum ContentCoding {
  IDENTITY,
  GZIP,
  DEFLATE,
  BROTLI,
  ZSTD,
  /** A coding that cannot be read here, or several codings of the same body. */
  UNREADABLE;

  private static final int BUFFER = 4096;

  public static ContentCoding of(Collection<String> contentEncoding) {
    String coding = String.join(",", contentEncoding).strip().toLowerCase(Locale.ROOT);
    return switch (coding) {
      case "", "identity" -> IDENTITY;
      case "gzip", "x-gzip" -> GZIP;
      case "deflate" -> DEFLATE;
      case "br" -> Libraries.BROTLI ? BROTLI : UNREADABLE;
      case "zstd" -> Libraries.ZSTD ? ZSTD : UNREADABLE;
      default -> UNREADABLE;
    };
  }

  /** Returns the values of {@code Accept-Encoding} without the codings that cannot be read here. */
  public static List<String> readable(Collection<String> acceptEncoding) {
    String left =
        acceptEncoding.stream()
            .flatMap(value -> Stream.of(value.split(",")))
            .map(String::strip)
            .filter(item -> of(List.of(item.split(";", 2)[0])) != UNREADABLE)
            .collect(Collectors.joining(", "));
    return left.isEmpty() ? List.of() : List.of(left);
  }

  /** The libraries that the application has. They are looked up at the first use. */
  private static final class Libraries {

    private static final boolean BROTLI =
        has("com.aayushatharva.brotli4j.Brotli4jLoader") && BrotliCoding.isPresent();
    private static final boolean ZSTD =
        has("com.github.luben.zstd.util.Native") && ZstdCoding.isPresent();

    private static boolean has(String type) {
      try {
        Class.forName(type, false, ContentCoding.class.getClassLoader());
        return true;
      } catch (ClassNotFoundException | LinkageError e) {
        return false;
      }
    }
  }

  /** Returns a pipe that decodes before the gate and encodes behind it. */
  public Pipe around(Function<ByteSink, Pipe> gate, ByteSink exit) {
    if (this == IDENTITY) {
      return gate.apply(exit);
    }
    try {
      return new Recoding(this, gate, exit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a pipe that only decodes. */
  public Pipe before(Pipe next) {
    if (this == IDENTITY) {
      return next;
    }
    try {
      return new Decoding(decoder(next), next);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Decoding(Decoder decoder, Pipe next) implements Pipe {

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      decoder.write(bytes, offset, length);
    }

    @Override
    public void finish() throws IOException {
      decoder.finish();
      next.finish();
    }
  }

  private OutputStream encoder(OutputStream out) throws IOException {
    return switch (this) {
      case GZIP -> new GZIPOutputStream(out, BUFFER, true);
      case DEFLATE -> new DeflaterOutputStream(out, true);
      case BROTLI -> BrotliCoding.encoder(out);
      case ZSTD -> ZstdCoding.encoder(out);
      default -> throw new IllegalStateException(name());
    };
  }

  private Decoder decoder(ByteSink next) throws IOException {
    return switch (this) {
      case GZIP -> new GzipDecoder(true, next);
      case DEFLATE -> new GzipDecoder(false, next);
      case BROTLI -> BrotliCoding.decoder(next);
      case ZSTD -> ZstdCoding.decoder(next);
      default -> throw new IllegalStateException(name());
    };
  }

  /** Decodes a body, passes it through the gate and encodes it again. */
  private static final class Recoding implements Pipe {

    private final Exit exit;
    private final OutputStream encoder;
    private final Pipe gate;
    private final Decoder decoder;
    private boolean decodes = true;

    Recoding(ContentCoding coding, Function<ByteSink, Pipe> gate, ByteSink exit)
        throws IOException {
      this.exit = new Exit(exit);
      encoder = coding.encoder(this.exit);
      this.gate = gate.apply(encoder::write);
      decoder = coding.decoder(this.gate);
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
      stopDecoding();
      try {
        gate.finish();
      } finally {
        encoder.close();
      }
    }

    @Override
    public void cut() throws IOException {
      stopDecoding();
      encoder.close();
    }

    @Override
    public void release() {
      stopDecoding();
      exit.close();
      try {
        encoder.close();
      } catch (IOException e) {
        throw new UncheckedIOException("An exit that is closed takes everything", e);
      }
    }

    private void stopDecoding() {
      if (decodes) {
        decodes = false;
        decoder.finish();
      }
    }
  }

  /** The exit as a stream. The container flushes and closes what is behind it. */
  private static final class Exit extends OutputStream {

    private final ByteSink sink;
    private boolean closed;

    Exit(ByteSink sink) {
      this.sink = sink;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (!closed) {
        sink.write(bytes, offset, length);
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
