package io.github.consent4j.gate.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Converts a stream of bytes from one encoding to another. The stream may be divided at any byte.
 */
public final class Transcoder {

  private static final int SIZE = 2048;

  private final CharsetDecoder decoder;
  private final CharsetEncoder encoder;
  private final ByteSink sink;
  private final CharBuffer chars = CharBuffer.allocate(SIZE);
  private final ByteBuffer encoded = ByteBuffer.allocate(2 * SIZE);

  /** The first bytes of a character whose last bytes have not arrived. */
  private final ByteBuffer rest = ByteBuffer.allocate(16);

  public Transcoder(Charset from, Charset to, ByteSink sink) {
    decoder =
        from.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    encoder =
        to.newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    this.sink = sink;
  }

  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer input = ByteBuffer.wrap(bytes, offset, length);
    while (rest.position() > 0 && input.hasRemaining()) {
      rest.put(input.get()).flip();
      decode(rest, false);
      rest.compact();
    }
    decode(input, false);
    rest.put(input);
  }

  public void finish() throws IOException {
    rest.flip();
    decode(rest, true);
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      result = decoder.flush(chars);
      encode(false);
    }
    encode(true);
    result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      result = encoder.flush(encoded);
      pass();
    }
  }

  private void decode(ByteBuffer input, boolean end) throws IOException {
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      result = decoder.decode(input, chars, end);
      encode(false);
    }
  }

  private void encode(boolean end) throws IOException {
    chars.flip();
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      result = encoder.encode(chars, encoded, end);
      pass();
    }
    chars.compact();
  }

  private void pass() throws IOException {
    if (encoded.position() > 0) {
      sink.write(encoded.array(), 0, encoded.position());
      encoded.clear();
    }
  }
}
