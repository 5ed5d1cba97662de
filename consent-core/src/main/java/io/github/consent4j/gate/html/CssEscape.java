package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.token.CharacterReferences;
import java.io.IOException;

/** Decodes escapes in CSS byte by byte, as CSS Syntax Level 3 defines them. */
final class CssEscape {

  /** Receives the decoded bytes of an escape, in UTF-8. */
  interface Target {
    void add(byte b) throws IOException;
  }

  private static final int HEX_DIGITS = 6;
  private static final int REPLACEMENT = 0xfffd;

  private final Target target;

  /** The number of digits that were read; -1 outside of an escape. */
  private int digits = -1;

  private int value;

  /** True if following white space belongs to the escape. */
  private boolean space;

  CssEscape(Target target) {
    this.target = target;
  }

  /** Forgets an escape that has begun. */
  void start() {
    digits = -1;
    space = false;
  }

  /** Returns whether the next byte may belong to an escape that has begun. */
  boolean isReading() {
    return digits >= 0 || space;
  }

  /** Handles a byte if it belongs to an escape. Returns whether it does. */
  boolean take(byte b) throws IOException {
    if (space) {
      space = false;
      if (Scan.is(b, Scan.SPACE)) {
        return true;
      }
    }
    int digit = digits < 0 || b < 0 ? -1 : Character.digit(b, 16);
    if (digit >= 0) {
      value = value * 16 + digit;
      if (++digits == HEX_DIGITS) {
        finish();
        space = true;
      }
      return true;
    }
    return digits < 0 ? begin(b) : end(b);
  }

  private boolean begin(byte b) {
    if (b != '\\') {
      return false;
    }
    digits = 0;
    value = 0;
    return true;
  }

  private boolean end(byte b) throws IOException {
    if (digits == 0) {
      digits = -1;
      if (b != '\n' && b != '\r' && b != '\f') {
        target.add(b);
      }
      return true;
    }
    finish();
    return Scan.is(b, Scan.SPACE) || begin(b);
  }

  /** Ends an escape that could have more digits. */
  void finish() throws IOException {
    if (digits > 0) {
      int character = Character.isValidCodePoint(value) ? value : REPLACEMENT;
      if (character < 0x80) {
        target.add((byte) character);
      } else {
        for (byte b : CharacterReferences.utf8(character)) {
          target.add(b);
        }
      }
    }
    digits = -1;
  }
}
