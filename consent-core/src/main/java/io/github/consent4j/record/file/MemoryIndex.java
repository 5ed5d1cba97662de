package io.github.consent4j.record.file;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.chain.ChainEntry;
import io.github.consent4j.record.json.RecordJson;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An index that grows with the file; 16 bytes a record. Thread-safe. */
final class MemoryIndex implements SubjectIndex {

  private final Longs hashes = new Longs();
  private final Longs positions = new Longs();
  private Summary summary = Summary.EMPTY;

  /** The last entry, if the summary has not its link yet. */
  private @Nullable ChainEntry last;

  /** The summary with the lines that cannot be read; null if all can. */
  private @Nullable Summary bounds;

  /**
   * Adds a line.
   *
   * @return its record; null if it has none that can be read
   * @throws IOException if the line is not an entry
   */
  @Nullable ConsentRecord add(long position, byte[] line) throws IOException {
    StoredLine stored = StoredLine.read(line);
    ConsentRecord record = record(stored);
    add(position, stored, record);
    return record;
  }

  private static @Nullable ConsentRecord record(StoredLine line) {
    String content = line.content();
    if (content == null || !line.isRecord()) {
      return null;
    }
    try {
      return RecordJson.read(content);
    } catch (IOException e) {
      return null; // its place in the chain counts all the same
    }
  }

  synchronized void add(long position, StoredLine line, @Nullable ConsentRecord record) {
    summary = summary.with(line, record);
    last = line.entry();
    if (record != null) {
      put(SubjectIndex.hash(record.consentId()), position);
    } else if (line.content() == null) {
      put(SubjectIndex.hash(line.entry().digest()), position);
    }
  }

  /** Takes the bounds of an index of the same day which has lines that cannot be read any more. */
  synchronized void within(Summary whole) {
    bounds = whole;
  }

  private void put(long hash, long position) {
    hashes.add(hash);
    positions.add(position);
  }

  @Override
  public synchronized Summary summary() {
    ChainEntry entry = last;
    if (entry != null) {
      // A link is a hash, which every line would cost.
      summary = summary.withLink(entry.link());
      last = null;
    }
    return bounds == null ? summary : summary.within(bounds);
  }

  @Override
  public synchronized long[] positions(long hash) {
    Longs found = new Longs();
    for (int i = 0; i < hashes.size(); i++) {
      if (hashes.get(i) == hash) {
        found.add(positions.get(i));
      }
    }
    return Arrays.stream(found.toArray()).distinct().toArray();
  }

  /** Returns all hashes with their positions, each pair in an array, by hash and position. */
  synchronized long[][] sorted() {
    long[][] pairs = new long[hashes.size()][];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = new long[] {hashes.get(i), positions.get(i)};
    }
    Arrays.sort(pairs, Arrays::compare);
    return pairs;
  }
}
