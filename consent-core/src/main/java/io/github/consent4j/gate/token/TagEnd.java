package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.Scan;

/** Finds the end of a tag that arrives in pieces. It reads every byte once. */
final class TagEnd {

  private enum State {
    NAME,
    BEFORE_ATTRIBUTE_NAME,
    ATTRIBUTE_NAME,
    AFTER_ATTRIBUTE_NAME,
    BEFORE_VALUE,
    QUOTED_VALUE,
    UNQUOTED_VALUE
  }

  private State state = State.NAME;
  private byte quote;
  private boolean found;

  /** Starts again, behind the {@code <} or {@code </}. */
  void start() {
    state = State.NAME;
    found = false;
  }

  /** Returns whether the last call of {@link #advance} found the end of the tag. */
  boolean isFound() {
    return found;
  }

  /** Returns whether neither an attribute nor the name is being read. */
  boolean isBetweenAttributes() {
    return state == State.BEFORE_ATTRIBUTE_NAME;
  }

  /** Continues to the end of the attribute, or to the end of the tag if that comes first. */
  int advanceToAttribute(byte[] a, int from, int to) {
    int p = from;
    while (p < to && !found && state != State.BEFORE_ATTRIBUTE_NAME) {
      p = advance(a, p, p + 1);
    }
    return p < to && !found && a[p] == '>' ? advance(a, p, p + 1) : p;
  }

  /** Continues, and returns the place behind the {@code >}, or the end of the bytes. */
  int advance(byte[] a, int from, int to) {
    int p = from;
    while (p < to) {
      byte b = a[p];
      switch (state) {
        case NAME -> {
          if (!Scan.is(b, Scan.TAG_NAME_END)) {
            p++;
          } else {
            state = State.BEFORE_ATTRIBUTE_NAME;
          }
        }
        case BEFORE_ATTRIBUTE_NAME -> {
          p++;
          if (b == '>') {
            found = true;
            return p;
          }
          if (!Scan.is(b, Scan.SPACE_OR_SLASH)) {
            state = State.ATTRIBUTE_NAME;
          }
        }
        case ATTRIBUTE_NAME -> {
          if (!Scan.is(b, Scan.ATTRIBUTE_NAME_END)) {
            p++;
          } else {
            state = State.AFTER_ATTRIBUTE_NAME;
          }
        }
        case AFTER_ATTRIBUTE_NAME -> {
          if (b == '=') {
            p++;
            state = State.BEFORE_VALUE;
          } else if (Scan.is(b, Scan.SPACE)) {
            p++;
          } else {
            state = State.BEFORE_ATTRIBUTE_NAME;
          }
        }
        case BEFORE_VALUE -> p = beforeValue(b, p);
        case QUOTED_VALUE -> {
          p = Scan.find(a, p, to, quote);
          if (p < to) {
            p++;
            state = State.BEFORE_ATTRIBUTE_NAME;
          }
        }
        case UNQUOTED_VALUE -> {
          if (!Scan.is(b, Scan.UNQUOTED_END)) {
            p++;
          } else {
            state = State.BEFORE_ATTRIBUTE_NAME;
          }
        }
      }
    }
    return p;
  }

  private int beforeValue(byte b, int p) {
    if (Scan.is(b, Scan.SPACE)) {
      return p + 1;
    }
    if (b == '"' || b == '\'') {
      quote = b;
      state = State.QUOTED_VALUE;
      return p + 1;
    }
    state = b == '>' ? State.BEFORE_ATTRIBUTE_NAME : State.UNQUOTED_VALUE;
    return p;
  }
}
