package io.github.consent4j.gate.token;

import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Scan;
import java.io.IOException;

/**
 * What leaves the gate: slices of the arrays that came in, with changes between them. A piece that
 * is not yet decided can be held; what follows it then waits as well.
 */
public final class Output {

  private static final String MARK = " data-consent-ui";

  private final ByteSink sink;
  private final ByteArrayBuilder held;
  private final Edits edits;
  private final TokenizerPool pool;

  private byte[] bytes = {};
  private int from;
  private boolean holding;

  /** What is repeated if it would come too late because of what is put in before it. */
  private String encoding = "";

  /** How much may be put in until then. */
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

  /** Goes on with another array. Of the one before, everything must have been passed. */
  public void read(byte[] array, int start) {
    bytes = array;
    from = start;
  }

  /**
   * A declaration of the encoding is still to come. Browsers look for it in so few bytes that it
   * must not be moved behind them.
   *
   * @param label name of the encoding
   * @param growth how much may be put in before it
   */
  public void awaitEncoding(String label, int growth) {
    encoding = label;
    room = growth;
  }

  /** The declaration has been passed. */
  public void encodingPassed() {
    room = Integer.MAX_VALUE;
  }

  /** Declares the encoding before a place, if it would come too late when so much is put in. */
  public void reserve(int place, int growth) throws IOException {
    if (room < growth) {
      String mark = room < MARK.length() ? "" : MARK;
      room = Integer.MAX_VALUE;
      insert(place, Scan.ascii("<meta charset=" + encoding + mark + ">"));
    }
  }

  /** Puts elements before a place where elements may stand. */
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

  /** Puts a text behind everything that has been passed. */
  void insertAtEnd(byte[] text) throws IOException {
    emit(text, 0, text.length);
  }

  /** Puts a text before a place. */
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

  /** Leaves out what stands between the last place and this one. */
  void dropTo(int place) {
    from = place;
  }

  /** Makes changes to what follows the last place, and forgets them. */
  public void apply(Edits changes) throws IOException {
    for (int i = 0; i < changes.count; i++) {
      insert(changes.place(i), changes.text(i));
      from = Math.max(from, changes.end(i));
    }
    changes.clear();
  }

  /** Holds what follows a place until {@link #release} or {@link #releaseChanged}. */
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

  /** Lets go what is held as it is. */
  public void release() throws IOException {
    holding = false;
    if (held.length > 0) {
      emit(held.array, 0, held.length);
      held.clear();
    }
    edits.clear();
  }

  /**
   * Lets go what is held, with the changes that were announced for this case.
   *
   * @param first what the first of them puts in
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

  /** Gives back the memory. */
  public void close() {
    held.close();
    pool.giveBack(edits);
  }

  /** Forgets what is held. */
  void discard() {
    holding = false;
    held.clear();
    edits.clear();
  }
}
