package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ArrayPool;
import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import java.io.IOException;

/** The URL that a style sheet is giving, as far as it needs to be known. */
final class CssUrlText {

  /** Is told of every URL while it is read. */
  interface Listener {

    /** A URL begins here. */
    void urlBegins(int place) throws IOException;

    /**
     * A URL ends, or as much of it has been read as will be.
     *
     * @param url what has been read, escapes decoded; valid during the call
     */
    void urlEnds(byte[] url, int length) throws IOException;
  }

  /** More of a URL is not read: its host is known by then. */
  static final int MAXIMUM_URL = 4096;

  /** More is not read of a URL that may hold a style sheet itself. */
  static final int MAXIMUM_SHEET = 64 * 1024;

  private static final byte[] DATA = Scan.ascii("data:");

  private final Listener listener;
  private final ByteArrayBuilder text;
  private int maximum = MAXIMUM_URL;
  private boolean begun;
  private boolean reported = true;

  CssUrlText(Listener listener, ArrayPool arrays) {
    this.listener = listener;
    text = new ByteArrayBuilder(arrays);
  }

  /** Forgets everything. */
  void clear() {
    reported = true;
  }

  /**
   * The next byte will be the first of a URL, or its end.
   *
   * @param mayHoldSheet whether what a {@code data:} URL holds matters
   */
  void begin(boolean mayHoldSheet) {
    text.clear();
    maximum = mayHoldSheet ? MAXIMUM_SHEET : MAXIMUM_URL;
    reported = false;
    begun = false;
  }

  /** Here the URL is read on. */
  void reach(int place) throws IOException {
    if (!begun) {
      begun = true;
      listener.urlBegins(place);
    }
  }

  /** Adds bytes as they stand in the style sheet, as many as need to be known. */
  void add(byte[] a, int from, int to) throws IOException {
    int p = from;
    while (p < to && !reported && text.length < DATA.length) {
      add(a[p++]);
    }
    if (p < to && !reported) {
      text.append(a, p, Math.min(to, p + maximum - text.length));
      if (text.length == maximum) {
        end();
      }
    }
  }

  /** Adds a byte as it stands in the style sheet. */
  void add(byte b) throws IOException {
    addEscaped(b);
    if (text.length == maximum
        || (text.length == DATA.length
            && maximum == MAXIMUM_URL
            && Scan.isIgnoringCase(text.array, 0, text.length, DATA))) {
      end();
    }
  }

  /** Adds a byte that an escape stands for. */
  void addEscaped(byte b) {
    if (text.length < maximum) {
      text.append(b);
    }
  }

  /** The URL is known. */
  void end() throws IOException {
    if (!reported) {
      reported = true;
      if (begun) {
        listener.urlEnds(text.array, text.length);
      }
    }
  }

  /** Gives back the memory. */
  void close() {
    text.close();
  }
}
