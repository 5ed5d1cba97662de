package io.github.consent4j.record.chain;

import io.github.consent4j.record.ConsentRecords.Verification;
import io.github.consent4j.record.chain.ChainEntry.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the chain of one node. It is fed with all entries in order, and then asked for the
 * result. What it keeps grows with the number of erased records alone. Not thread-safe.
 */
public final class ChainVerifier {

  private static final int MOST_BREAKS = 100;

  private final String node;
  private final @Nullable CheckpointKey key;
  private final List<Checkpoint> checkpoints;

  /** The checkpoints that have not been compared with their entries, by the entries' numbers. */
  private final NavigableMap<Long, List<Checkpoint>> ahead = new TreeMap<>();

  /** The erased entries that no erasure has named yet, with their places. */
  private final TreeMap<Long, String> unnamed = new TreeMap<>();

  private final Set<Long> named = new HashSet<>();
  private final List<String> breaks = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private long oldest = 1;
  private long firstNumber;
  private long number;
  private String link = ChainEntry.START;
  private boolean began;
  private long records;
  private long erased;
  private long verified;
  private long lastVerified;

  /**
   * Begins a verification.
   *
   * @param node name of the node
   * @param checkpoints all checkpoints of the node
   * @param key verifies signatures; null if none is at hand
   */
  public ChainVerifier(String node, List<Checkpoint> checkpoints, @Nullable CheckpointKey key) {
    this.node = node;
    this.key = key;
    this.checkpoints =
        checkpoints.stream().sorted(Comparator.comparingLong(Checkpoint::sequence)).toList();
    checkpoints();
  }

  private void checkpoints() {
    long lastSigned = lastSigned();
    long sequence = 0;
    long number = 0;
    for (Checkpoint checkpoint : checkpoints) {
      String place = place(checkpoint);
      if (checkpoint.sequence() != ++sequence) {
        broken(place, "checkpoint " + sequence + " is missing or there twice");
        sequence = checkpoint.sequence();
      }
      if (checkpoint.number() < number || checkpoint.first() < oldest) {
        broken(place, "it goes back behind the checkpoint before");
      }
      if (key != null && !checkpoint.isSigned() && sequence > lastSigned) {
        broken(place, lastSigned == 0 ? "no checkpoint is signed" : "it is not signed any more");
      } else if (key == null || !checkpoint.isSigned() || verifies(checkpoint, key)) {
        // One without a signature counts if a later one with a signature confirms it.
        number = checkpoint.number();
        oldest = Math.max(oldest, checkpoint.first());
        ahead.computeIfAbsent(number, at -> new ArrayList<>(1)).add(checkpoint);
      }
    }
  }

  private long lastSigned() {
    return checkpoints.stream()
        .filter(Checkpoint::isSigned)
        .mapToLong(Checkpoint::sequence)
        .max()
        .orElse(0);
  }

  private boolean verifies(Checkpoint checkpoint, CheckpointKey key) {
    if (!key.has(checkpoint.key())) {
      broken(
          place(checkpoint),
          "it is signed with the key " + checkpoint.key() + ", not with " + key.id());
      return false;
    }
    if (!key.verifies(checkpoint)) {
      broken(place(checkpoint), "its signature is wrong");
      return false;
    }
    verified++;
    lastVerified = Math.max(lastVerified, checkpoint.number());
    return true;
  }

  /**
   * Takes the next entry.
   *
   * @param place where it stands, for a person: a file and line, or a table's key
   * @param content its content, exactly as it was digested; null if it was erased
   */
  public void entry(String place, ChainEntry entry, @Nullable String content) {
    boolean right = follows(place, entry);
    if (content != null && !ChainEntry.digest(content).equals(entry.digest())) {
      broken(place, "the content of entry " + entry.number() + " was changed");
      right = false;
    }
    began = true;
    number = entry.number();
    link = entry.link();
    right &= compare(place);
    if (content == null) {
      unnamed.put(number, place);
      erased++;
      if (entry.kind() == Kind.ERASURE) {
        broken(place, "entry " + number + " is an erasure, which cannot be erased itself");
      }
    } else if (entry.kind() == Kind.ERASURE) {
      erasure(place, content);
    } else if (right) {
      records++;
    }
  }

  /** Takes note of something in the place of an entry that cannot be read. */
  public void unreadable(String place, String reason) {
    broken(place, reason);
  }

  private boolean follows(String place, ChainEntry entry) {
    if (!entry.node().equals(node)) {
      return broken(place, "entry " + entry.number() + " is of the node " + entry.node());
    }
    if (!began) {
      firstNumber = entry.number();
      return begins(place, entry);
    }
    if (entry.number() != number + 1) {
      return broken(
          place, "entry " + entry.number() + " stands where " + (number + 1) + " should be");
    }
    if (!entry.previous().equals(link)) {
      return broken(
          place,
          "entry "
              + entry.number()
              + " does not follow on the one before: one of them was changed");
    }
    return true;
  }

  private boolean begins(String place, ChainEntry entry) {
    if (entry.number() > oldest) {
      return broken(
          place,
          "the chain begins with entry "
              + entry.number()
              + ", but no checkpoint says that "
              + oldest
              + (entry.number() - 1 > oldest ? " to " + (entry.number() - 1) + " were" : " was")
              + " purged");
    }
    String before = entry.number() == 1 ? ChainEntry.START : entry.previous();
    List<Checkpoint> there = ahead.getOrDefault(entry.number() - 1, List.of());
    ahead.headMap(entry.number()).clear();
    if (!entry.previous().equals(before)
        || there.stream().anyMatch(checkpoint -> !checkpoint.link().equals(before))) {
      return broken(place, "entry " + entry.number() + " does not follow on what stood before it");
    }
    return true;
  }

  /** Compares the checkpoints of the present entry, and tells of those whose entry is not there. */
  private boolean compare(String place) {
    boolean right = true;
    NavigableMap<Long, List<Checkpoint>> reached = ahead.headMap(number, true);
    for (List<Checkpoint> same : reached.values()) {
      for (Checkpoint checkpoint : same) {
        if (checkpoint.number() != number || !checkpoint.link().equals(link)) {
          right =
              broken(
                  place,
                  "entry "
                      + number
                      + " is not what it was at "
                      + place(checkpoint)
                      + ": it or one before it was changed");
        }
      }
    }
    reached.clear();
    return right;
  }

  private void erasure(String place, String content) {
    try {
      for (long each : Erasure.read(content).entries()) {
        if (unnamed.remove(each) == null && each >= firstNumber && !named.contains(each)) {
          remarks.add(place + ": entry " + each + " was erased, but its content is there again");
        }
        named.add(each);
      }
    } catch (IOException e) {
      broken(place, String.valueOf(e.getMessage()));
    }
  }

  /** Returns what was found in the entries so far. */
  public Verification result() {
    List<String> all = new ArrayList<>(breaks);
    unnamed.forEach(
        (each, place) ->
            all.add(place + ": entry " + each + " is erased, but no erasure names it"));
    ahead.tailMap(began ? number + 1 : oldest, true).values().stream()
        .flatMap(List::stream)
        .reduce((before, last) -> last)
        .ifPresent(
            last ->
                all.add(
                    place(last)
                        + ": entries "
                        + (began ? number + 1 : oldest)
                        + " to "
                        + last.number()
                        + " are missing at the end"));
    return new Verification(records, erased, verified, all, allRemarks());
  }

  private List<String> allRemarks() {
    List<String> all = new ArrayList<>(remarks);
    if (began && firstNumber > 1) {
      all.add("Entries before " + firstNumber + " were purged");
    }
    if (key == null) {
      all.add(
          "Without a key, signatures are not checked:"
              + " whoever can write the store can rewrite the chain");
    } else if (number > lastVerified) {
      all.add(
          "No signed checkpoint covers the "
              + (number - Math.max(lastVerified, firstNumber - 1))
              + " newest entries yet");
    }
    return all;
  }

  private static String place(Checkpoint checkpoint) {
    return "checkpoint " + checkpoint.sequence() + " of " + checkpoint.at();
  }

  @SuppressWarnings("SameReturnValue")
  private boolean broken(String place, String reason) {
    if (breaks.size() < MOST_BREAKS) {
      breaks.add(place + ": " + reason);
    }
    return false;
  }
}
