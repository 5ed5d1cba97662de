package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.bytes.GramFilter;
import io.github.consent4j.gate.bytes.LongKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All inline markers in one automaton (Aho and Corasick). A script is read once, however many
 * markers there are. Immutable and thread-safe.
 */
@SuppressWarnings("MutablePublicArray") // in a package of ours alone
public final class InlineMarkers {

  /** The value of {@link #servicesAt} behind the word by which a module imports. */
  public static final int[] IMPORTS = {-1};

  /** The same for an import call. It includes the byte behind the word. */
  public static final int[] CALLS = {-2};

  /** The same for the word before the URL of a re-export. */
  public static final int[] FROMS = {-3};

  private static final String BEHIND_WORD = " \t\n\r\f/";

  public static final int START = 0;

  /** The number of bytes that the automaton reads before skipping is worthwhile again. */
  public static final int KNOWN = GramFilter.MAXIMUM_STRIDE + GramFilter.GRAM;

  private static final int[] NONE = {};

  /** The transitions, by state and byte. */
  private final LongKeys transitions;

  /** The states that the transitions lead to. */
  private final int[] targets;

  private final int[] fromStart = new int[256];
  private int[] failure = new int[16];
  private int[][] services = new int[16][];

  /** The known services whose markers end in a state, by state. */
  private int[][] known = new int[16][];

  private int states = 1;

  private final GramFilter grams;

  /**
   * @param markers texts, not empty, each with the services that declare it
   * @param known texts, not empty, each with the known services that it belongs to
   */
  InlineMarkers(Map<String, int[]> markers, Map<String, int[]> known) {
    services[START] = NONE;
    this.known[START] = NONE;
    Map<Long, Integer> gathered = new HashMap<>();
    markers.forEach(
        (text, declaring) -> {
          int state = add(text, gathered);
          services[state] = declaring;
        });
    known.forEach(
        (text, knowing) -> {
          int state = add(text, gathered);
          this.known[state] = knowing;
        });
    transitions = new LongKeys(gathered.keySet().stream().mapToLong(Long::longValue).toArray(), 2);
    targets = new int[transitions.places()];
    gathered.forEach((key, target) -> targets[transitions.find(key)] = target);
    for (int b = 0; b < 256; b++) {
      fromStart[b] = Math.max(child(START, (byte) b), START);
    }
    link(gathered.keySet());
    grams =
        new GramFilter(
            Stream.concat(markers.keySet().stream(), known.keySet().stream())
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList());
  }

  /**
   * Skips bytes that cannot belong to a marker.
   *
   * @return a place at or before the start of the next marker, and before the last few bytes
   */
  public int skip(byte[] bytes, int from, int to) {
    return grams.skip(bytes, from, to);
  }

  /** Adds a text. Returns the state in which it ends. */
  private int add(String text, Map<Long, Integer> gathered) {
    int state = START;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      state = gathered.computeIfAbsent(key(state, b), key -> newState());
    }
    return state;
  }

  private int newState() {
    if (states == failure.length) {
      failure = Arrays.copyOf(failure, 2 * states);
      services = Arrays.copyOf(services, 2 * states);
      known = Arrays.copyOf(known, 2 * states);
    }
    services[states] = NONE;
    known[states] = NONE;
    return states++;
  }

  private void link(Set<Long> gathered) {
    List<List<Long>> children = new ArrayList<>();
    for (int i = 0; i < states; i++) {
      children.add(new ArrayList<>(1));
    }
    for (long key : gathered) {
      children.get((int) (key >>> 8)).add(key);
    }
    Deque<Integer> queue = new ArrayDeque<>(List.of(START));
    while (!queue.isEmpty()) {
      int parent = queue.remove();
      for (long key : children.get(parent)) {
        byte b = (byte) key;
        int state = child(parent, b);
        failure[state] = parent == START ? START : step(failure[parent], b);
        if (services[state].length == 0) {
          services[state] = services[failure[state]];
        }
        if (known[state].length == 0) {
          known[state] = known[failure[state]];
        }
        queue.add(state);
      }
    }
  }

  private static long key(int state, byte b) {
    return (long) state << 8 | (b & 0xff);
  }

  private int child(int state, byte b) {
    int place = transitions.find(key(state, b));
    return place < 0 ? -1 : targets[place];
  }

  /** Returns the state after one more byte. */
  public int step(int state, byte b) {
    int s = state;
    while (s != START) {
      int next = child(s, b);
      if (next >= 0) {
        return next;
      }
      s = failure[s];
    }
    return fromStart[b & 0xff];
  }

  /** Returns whether a marker ends in a state. */
  public boolean isMarker(int state) {
    return services[state].length > 0 || known[state].length > 0;
  }

  /**
   * Returns the services that declare the longest marker that ends in a state; empty if none ends
   * there.
   */
  public int[] servicesAt(int state) {
    return services[state];
  }

  /** Returns the known services of the longest marker that ends in a state, in the same manner. */
  public int[] knownAt(int state) {
    return known[state];
  }

  /**
   * Adds the words that precede an imported URL to the markers of an automaton. A word includes the
   * byte behind it, because longer markers are found faster.
   */
  public static void addImports(Map<String, int[]> markers, boolean ofModules) {
    if (ofModules) {
      markers.putIfAbsent("import", IMPORTS);
      (BEHIND_WORD + "\"'`").chars().forEach(c -> markers.putIfAbsent("from" + (char) c, FROMS));
    } else {
      (BEHIND_WORD + '(').chars().forEach(c -> markers.putIfAbsent("import" + (char) c, CALLS));
    }
  }
}
