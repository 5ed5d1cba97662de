package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import java.nio.charset.StandardCharsets;

/**
 * Decodes the escapes of a string in a script, as the ECMAScript section "String Literals" defines
 * them.
 */
final class ScriptEscape {

  private static final int NONE = 0;

  private enum State {
    NOTHING,
    BACKSLASH,
    /** Behind a line continuation by a carriage return, which a line feed may follow. */
    CONTINUED,
    HEXADECIMAL,
    UNICODE,
    BRACES,
    OCTAL
  }

  private static final int HIGH_SURROGATES = 0xd800;
  private static final int LOW_SURROGATES = 0xdc00;
  private static final int SURROGATES_END = 0xe000;

  private final ByteArrayBuilder target;
  private State state = State.NOTHING;
  private int value;
  private int digits;

  /** The first half of a surrogate pair whose second half is still to come. */
  private int high = NONE;

  /**
   * @param target receives the decoded text in UTF-8
   */
  ScriptEscape(ByteArrayBuilder target) {
    this.target = target;
  }

  void clear() {
    state = State.NOTHING;
    high = NONE;
  }

  /** Handles the next byte of a string. Returns false if it does not belong to an escape. */
  boolean take(byte b) {
    switch (state) {
      case NOTHING -> {
        if (b != '\\') {
          high = NONE;
          return false;
        }
        state = State.BACKSLASH;
      }
      case BACKSLASH -> begin(b);
      case CONTINUED -> {
        state = State.NOTHING;
        return b == '\n' || take(b);
      }
      case HEXADECIMAL -> digit(b, 2);
      case UNICODE -> {
        if (b == '{' && digits == 0) {
          state = State.BRACES;
        } else {
          digit(b, 4);
        }
      }
      case BRACES -> braces(b);
      case OCTAL -> {
        int digit = Character.digit(b, 8);
        if (digit >= 0 && 8 * value + digit < 256) {
          value = 8 * value + digit;
        } else {
          end();
          return take(b);
        }
      }
    }
    return true;
  }

  private void begin(byte b) {
    value = 0;
    digits = 0;
    state = State.NOTHING;
    switch (b) {
      case 'x' -> state = State.HEXADECIMAL;
      case 'u' -> state = State.UNICODE;
      case '\r' -> state = State.CONTINUED;
      case '\n' -> {
        // The string continues in the next line.
      }
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        value = b - '0';
        state = State.OCTAL;
      }
      default -> {
        int control = "bfnrtv".indexOf(b);
        target.append(control < 0 ? b : (byte) "\b\f\n\r\t\u000b".charAt(control));
      }
    }
  }

  private void digit(byte b, int wanted) {
    int digit = Character.digit(b, 16);
    if (digit < 0) {
      // The escape is invalid, and so the script does not run.
      state = State.NOTHING;
      return;
    }
    value = value << 4 | digit;
    if (++digits == wanted) {
      end();
    }
  }

  private void braces(byte b) {
    int digit = Character.digit(b, 16);
    if (digit >= 0 && value <= Character.MAX_CODE_POINT) {
      value = value << 4 | digit;
    } else if (b == '}' && value <= Character.MAX_CODE_POINT) {
      end();
    } else {
      state = State.NOTHING;
    }
  }

  private void end() {
    state = State.NOTHING;
    if (value >= HIGH_SURROGATES && value < LOW_SURROGATES) {
      high = value;
      return;
    }
    boolean second = value >= LOW_SURROGATES && value < SURROGATES_END && high != NONE;
    int character = second ? Character.toCodePoint((char) high, (char) value) : value;
    high = NONE;
    byte[] meant = Character.toString(character).getBytes(StandardCharsets.UTF_8);
    target.append(meant, 0, meant.length);
  }
}
