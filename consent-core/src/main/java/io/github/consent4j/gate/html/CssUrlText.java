package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.ArrayPool;
import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import java.io.IOException;

/** The current URL of a style sheet, up to the length that has to be known. */
final class CssUrlText {

  /** Receives every URL while it is read. */
  interface Listener {

    /** Called when a URL begins. */
    void urlBegins(int place) throws IOException;

    /**
     * Called when a URL ends, or when its maximum length was read.
     *
     * @param url the text that was read, with escapes decoded; valid during the call
     */
    void urlEnds(byte[] url, int length) throws IOException;
  }

  /** The maximum length of a URL that is read. The host is known by then. */
  static final int MAXIMUM_URL = 4096;

  /** The maximum length of a URL that may contain a style sheet. */
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

  /** Forgets the current URL. */
  void clear() {
    reported = true;
  }

  /**
   * Begins a URL. The next byte is the first one of the URL, or its end.
   *
   * @param mayHoldSheet whether a {@code data:} URL may contain a style sheet
   */
  void begin(boolean mayHoldSheet) {
    text.clear();
    maximum = mayHoldSheet ? MAXIMUM_SHEET : MAXIMUM_URL;
    reported = false;
    begun = false;
  }

  /** Continues the URL at this place of the style sheet. */
  void reach(int place) throws IOException {
    if (!begun) {
      begun = true;
      listener.urlBegins(place);
    }
  }

  /** Adds bytes of the style sheet, up to the maximum length. */
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

  /** Adds one byte of the style sheet. */
  void add(byte b) throws IOException {
    addEscaped(b);
    if (text.length == maximum
        || (text.length == DATA.length
            && maximum == MAXIMUM_URL
            && Scan.isIgnoringCase(text.array, 0, text.length, DATA))) {
      end();
    }
  }

  /** Adds a byte that was decoded from an escape. */
  void addEscaped(byte b) {
    if (text.length < maximum) {
      text.append(b);
    }
  }

  /** Ends the URL and reports it. */
  void end() throws IOException {
    if (!reported) {
      reported = true;
      if (begun) {
        listener.urlEnds(text.array, text.length);
      }
    }
  }

  /** Returns the memory. */
  void close() {
    text.close();
  }
}
