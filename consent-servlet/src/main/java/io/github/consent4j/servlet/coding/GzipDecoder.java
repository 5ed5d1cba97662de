package io.github.consent4j.servlet.coding;

import io.github.consent4j.gate.bytes.ByteSink;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses the gzip format (RFC 1952, any number of members) or the zlib format (RFC 1950). Any
 * other format is an {@link IllegalStateException}.
 */
final class GzipDecoder implements Decoder {

  private static final int TRAILER = 8;
  private static final int FLAG_CHECKSUM = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;

  private enum State {
    FIXED_HEADER,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    CHECKSUM,
    DATA,
    TRAILER
  }

  private final boolean gzip;
  private final ByteSink next;
  private final Inflater inflater;
  private final byte[] buffer = new byte[4096];
  private State state;
  private int count;
  private int flags;
  private int extra;

  GzipDecoder(boolean gzip, ByteSink next) {
    this.gzip = gzip;
    this.next = next;
    inflater = new Inflater(gzip);
    state = gzip ? State.FIXED_HEADER : State.DATA;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (state == State.DATA) {
        at = end - inflate(bytes, at, end - at);
      } else {
        take(bytes[at++] & 0xff);
      }
    }
  }

  @Override
  public void finish() {
    inflater.end();
  }

  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    inflater.setInput(bytes, offset, length);
    try {
      while (!inflater.finished() && !inflater.needsInput()) {
        int n = inflater.inflate(buffer);
        if (n == 0 && inflater.needsDictionary()) {
          throw new IllegalStateException("The body needs a dictionary to be decompressed");
        }
        next.write(buffer, 0, n);
      }
    } catch (DataFormatException e) {
      throw new IllegalStateException("The body is not compressed as its header says", e);
    }
    int left = inflater.getRemaining();
    if (inflater.finished()) {
      inflater.reset();
      enter(State.TRAILER);
    }
    return left;
  }

  private void enter(State next) {
    state = next;
    count = 0;
  }

  private void take(int b) {
    count++;
    switch (state) {
      case FIXED_HEADER -> takeFixedHeader(b);
      case EXTRA_LENGTH -> {
        extra |= b << (8 * (count - 1));
        if (count == 2) {
          enter(extra > 0 ? State.EXTRA : afterExtra());
        }
      }
      case EXTRA -> {
        if (count == extra) {
          enter(afterExtra());
        }
      }
      case NAME -> {
        if (b == 0) {
          enter(afterName());
        }
      }
      case COMMENT -> {
        if (b == 0) {
          enter(afterComment());
        }
      }
      case CHECKSUM -> {
        if (count == 2) {
          enter(State.DATA);
        }
      }
      case TRAILER -> {
        // Bytes behind zlib data have no meaning.
        if (gzip && count == TRAILER) {
          enter(State.FIXED_HEADER);
        }
      }
      default -> throw new AssertionError(state);
    }
  }

  private void takeFixedHeader(int b) {
    boolean wrong =
        (count == 1 && b != 0x1f) || (count == 2 && b != 0x8b) || (count == 3 && b != 8);
    if (wrong) {
      throw new IllegalStateException("The body is not in the gzip format its header speaks of");
    }
    if (count == 4) {
      flags = b;
    } else if (count == 10) {
      extra = 0;
      enter((flags & FLAG_EXTRA) != 0 ? State.EXTRA_LENGTH : afterExtra());
    }
  }

  private State afterExtra() {
    return (flags & FLAG_NAME) != 0 ? State.NAME : afterName();
  }

  private State afterName() {
    return (flags & FLAG_COMMENT) != 0 ? State.COMMENT : afterComment();
  }

  private State afterComment() {
    return (flags & FLAG_CHECKSUM) != 0 ? State.CHECKSUM : State.DATA;
  }
}
