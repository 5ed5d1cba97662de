package io.github.consent4j.gate.token;

import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Scan;
import java.io.IOException;

/**
 * The output of the gate: slices of the input arrays, with changes between them. A piece that is
 * not decided yet can be held. Everything behind it then waits, too.
 */
public final class Output {

  private static final String MARK = ' ' + ConsentAttribute.UI.attribute();

  private final ByteSink sink;
  private final ByteArrayBuilder held;
  private final Edits edits;
  private final TokenizerPool pool;

  private byte[] bytes = {};
  private int from;
  private boolean holding;

  /** The encoding to declare again if insertions would move its declaration too far back. */
  private String encoding = "";

  /** The number of bytes that may be inserted before the declaration. */
  private int room = Integer.MAX_VALUE;

  public Output(ByteSink sink) {
    this(sink, new TokenizerPool());
  }

  public Output(ByteSink sink, TokenizerPool pool) {
    this.sink = sink;
    this.pool = pool;
    held = new ByteArrayBuilder(pool.arrays());
    edits = pool.takeEdits();
  }

  /** Continues with another array. Everything of the previous one must have been passed. */
  public void read(byte[] array, int start) {
    bytes = array;
    from = start;
  }

  /**
   * Announces that a declaration of the encoding will follow. Browsers look for it only in a
   * limited number of bytes, so that it must not be moved behind them.
   *
   * @param label name of the encoding
   * @param growth number of bytes that may be inserted before it
   */
  public void awaitEncoding(String label, int growth) {
    encoding = label;
    room = growth;
  }

  /** Notes that the declaration has been passed. */
  public void encodingPassed() {
    room = Integer.MAX_VALUE;
  }

  /**
   * Declares the encoding before a place, if its own declaration would come too late after an
   * insertion of this size.
   */
  public void reserve(int place, int growth) throws IOException {
    if (room < growth) {
      String mark = room < MARK.length() ? "" : MARK;
      room = Integer.MAX_VALUE;
      insert(place, Scan.ascii("<meta charset=" + encoding + mark + ">"));
    }
  }

  /** Inserts elements before a place where elements are allowed. */
  public void insertElements(int place, byte[] html) throws IOException {
    reserve(place, html.length);
    insert(place, html);
  }

  /** Passes everything before a place. */
  public void passTo(int place) throws IOException {
    if (place <= from) {
      return;
    }
    if (holding) {
      held.append(bytes, from, place);
    } else {
      emit(bytes, from, place);
    }
    from = place;
  }

  int retained() {
    return held.array.length;
  }

  boolean isReading(byte[] array) {
    return bytes == array;
  }

  /** Inserts a text behind everything that has been passed. */
  void insertAtEnd(byte[] text) throws IOException {
    emit(text, 0, text.length);
  }

  /** Inserts a text before a place. */
  public void insert(int place, byte[] text) throws IOException {
    passTo(place);
    if (text.length == 0) {
      return;
    }
    room -= text.length;
    if (holding) {
      held.append(text, 0, text.length);
    } else {
      emit(text, 0, text.length);
    }
  }

  /** Omits everything between the last place and this one. */
  void dropTo(int place) {
    from = place;
  }

  /** Applies changes to the bytes behind the last place, and discards the changes. */
  public void apply(Edits changes) throws IOException {
    for (int i = 0; i < changes.count; i++) {
      insert(changes.place(i), changes.text(i));
      from = Math.max(from, changes.end(i));
    }
    changes.clear();
  }

  /** Holds everything behind a place until {@link #release} or {@link #releaseChanged}. */
  public void hold(int place, Edits changesIfDecided) throws IOException {
    passTo(place);
    holding = true;
    edits.clear();
    for (int i = 0; i < changesIfDecided.count; i++) {
      edits.replace(
          changesIfDecided.place(i) - place,
          changesIfDecided.end(i) - place,
          changesIfDecided.text(i));
    }
  }

  boolean isHolding() {
    return holding;
  }

  /** Passes the held bytes unchanged. */
  public void release() throws IOException {
    holding = false;
    if (held.length > 0) {
      emit(held.array, 0, held.length);
      held.clear();
    }
    edits.clear();
  }

  /**
   * Passes the held bytes with the changes that were given to {@link #hold}.
   *
   * @param first the text that the first change inserts
   */
  public void releaseChanged(byte[] first) throws IOException {
    edits.text(0, first);
    holding = false;
    if (held.length == 0) {
      releaseChangedFromArray();
      return;
    }
    int p = 0;
    for (int i = 0; i < edits.count; i++) {
      emit(held.array, p, edits.place(i));
      byte[] text = edits.text(i);
      emit(text, 0, text.length);
      p = edits.end(i);
    }
    emit(held.array, p, held.length);
    held.clear();
    edits.clear();
  }

  private void releaseChangedFromArray() throws IOException {
    int start = from;
    for (int i = 0; i < edits.count; i++) {
      insert(start + edits.place(i), edits.text(i));
      from = Math.max(from, start + edits.end(i));
    }
    edits.clear();
  }

  private void emit(byte[] array, int start, int end) throws IOException {
    if (end > start) {
      sink.write(array, start, end - start);
    }
  }

  /** Returns the memory to the pool. */
  public void close() {
    held.close();
    pool.giveBack(edits);
  }

  /** Discards the held bytes. */
  void discard() {
    holding = false;
    held.clear();
    edits.clear();
  }
}
