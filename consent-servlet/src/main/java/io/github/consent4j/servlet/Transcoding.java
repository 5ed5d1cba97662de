package io.github.consent4j.servlet;

import io.github.consent4j.gate.ByteSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a page whose charset is no superset of ASCII: it passes the gate in UTF-8 and leaves in its
 * own charset again.
 */
final class Transcoding implements Pipe {

  private final Converter in;
  private final Pipe gate;
  private final Converter out;

  /**
   * @param gate makes the gate in front of a sink
   */
  Transcoding(Charset charset, Function<ByteSink, Pipe> gate, ByteSink exit) {
    out = new Converter(StandardCharsets.UTF_8, charset, exit);
    this.gate = gate.apply(out);
    in = new Converter(charset, StandardCharsets.UTF_8, this.gate);
  }

  /**
   * The charset in which a page has to be transcoded; empty when its bytes can be read as they are.
   * A byte order mark counts more than what the header says, as it does for browsers.
   *
   * @param declared what the header says
   */
  static Optional<Charset> needed(Optional<Charset> declared, byte[] start, int length) {
    int first = length > 0 ? start[0] & 0xff : 0;
    int second = length > 1 ? start[1] & 0xff : 0;
    if (first == 0xfe && second == 0xff) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    if (first == 0xff && second == 0xfe) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    boolean utf8Mark = first == 0xef && second == 0xbb;
    return declared.filter(charset -> !utf8Mark).flatMap(Transcoding::unreadable);
  }

  private static Optional<Charset> unreadable(Charset declared) {
    String name = declared.name().toUpperCase(Locale.ROOT);
    if (name.equals("UTF-16BE")) {
      return Optional.of(declared);
    }
    if (name.startsWith("UTF-16") || name.startsWith("X-UTF-16")) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    return name.startsWith("ISO-2022-JP") ? Optional.of(declared) : Optional.empty();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    in.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    gate.flush();
  }

  @Override
  public void finish() throws IOException {
    in.finish();
    gate.finish();
    out.finish();
  }

  /** From one charset into another. */
  private static final class Converter implements ByteSink {

    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder;
    private final ByteSink next;
    private final CharBuffer chars = CharBuffer.allocate(1024);
    private final ByteBuffer encoded;
    private ByteBuffer undecoded = ByteBuffer.allocate(0);

    Converter(Charset from, Charset to, ByteSink next) {
      decoder =
          from.newDecoder()
              .onMalformedInput(CodingErrorAction.REPLACE)
              .onUnmappableCharacter(CodingErrorAction.REPLACE);
      encoder =
          to.newEncoder()
              .onMalformedInput(CodingErrorAction.REPLACE)
              .onUnmappableCharacter(CodingErrorAction.REPLACE);
      encoded = ByteBuffer.allocate(4096);
      this.next = next;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer input = ByteBuffer.allocate(undecoded.remaining() + length);
      input.put(undecoded).put(bytes, offset, length).flip();
      decode(input, false);
      undecoded = input;
    }

    void finish() throws IOException {
      decode(undecoded, true);
      while (decoder.flush(chars).isOverflow()) {
        encode(false);
      }
      encode(true);
      while (encoder.flush(encoded).isOverflow()) {
        drain();
      }
      drain();
      decoder.reset();
      encoder.reset();
    }

    private void decode(ByteBuffer input, boolean end) throws IOException {
      CoderResult result;
      do {
        result = decoder.decode(input, chars, end);
        encode(false);
      } while (result.isOverflow());
    }

    private void encode(boolean end) throws IOException {
      chars.flip();
      while (encoder.encode(chars, encoded, end).isOverflow()) {
        drain();
      }
      chars.compact();
      drain();
    }

    private void drain() throws IOException {
      next.write(encoded.array(), 0, encoded.position());
      encoded.clear();
    }
  }
}
