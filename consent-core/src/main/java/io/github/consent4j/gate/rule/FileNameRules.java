package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.bytes.ByteKeys;
import io.github.consent4j.policy.NamePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The services that declare a script by its file name. Immutable and thread-safe. */
final class FileNameRules {

  /** The number of first letters by which globs are looked up. */
  private static final int START = 3;

  private record Glob(NamePattern pattern, int[] services) {}

  /** Collects names and globs. */
  static final class Builder {

    private final Map<String, int[]> names = new HashMap<>();
    private final List<Glob> globs = new ArrayList<>();
    private final Map<String, List<Glob>> globsByStart = new HashMap<>();

    void add(NamePattern pattern, int service) {
      int[] services = {service};
      if (pattern.isLiteral()) {
        names.merge(pattern.glob(), services, FileNameRules::join);
      } else {
        globsOf(pattern).add(new Glob(pattern, services));
      }
    }

    /**
     * Returns the list of globs that a pattern belongs to. Globs with the same literal first
     * letters share one list, so that their total number does not matter.
     */
    private List<Glob> globsOf(NamePattern pattern) {
      String start = pattern.start();
      boolean plain = start.length() >= START && start.chars().limit(START).allMatch(c -> c < 0x80);
      return plain
          ? globsByStart.computeIfAbsent(start.substring(0, START), k -> new ArrayList<>())
          : globs;
    }

    FileNameRules build() {
      return new FileNameRules(this);
    }
  }

  private final ByteKeys<int[]> names;
  private final List<Glob> globs;
  private final ByteKeys<List<Glob>> globsByStart;
  private final boolean empty;

  private FileNameRules(Builder builder) {
    names = new ByteKeys<>(builder.names);
    globs = List.copyOf(builder.globs);
    globsByStart = new ByteKeys<>(builder.globsByStart);
    empty = builder.names.isEmpty() && globs.isEmpty() && builder.globsByStart.isEmpty();
  }

  /** Returns the services of both lists. */
  static int[] join(int[] some, int[] others) {
    return IntStream.concat(IntStream.of(some), IntStream.of(others)).distinct().toArray();
  }

  boolean isEmpty() {
    return empty;
  }

  /** Returns whether a service declares exactly this file name, without a wildcard. */
  boolean names(byte[] bytes, int from, int to) {
    return names.get(bytes, from, to, ByteKeys.hash(bytes, from, to)) != null;
  }

  /** Adds the services that declare a script with this file name, in ASCII. */
  void addDeclaring(byte[] bytes, int from, int to, DeclaringServices declaring) {
    if (empty) {
      return;
    }
    int[] services = names.get(bytes, from, to, ByteKeys.hash(bytes, from, to));
    if (services != null) {
      declaring.add(services);
    }
    int start = from + START;
    List<Glob> candidates =
        start > to ? null : globsByStart.get(bytes, from, start, ByteKeys.hash(bytes, from, start));
    if (!globs.isEmpty() || candidates != null) {
      CharSequence name = declaring.text(bytes, from, to);
      addDeclaring(globs, name, declaring);
      if (candidates != null) {
        addDeclaring(candidates, name, declaring);
      }
    }
  }

  private static void addDeclaring(
      List<Glob> globs, CharSequence name, DeclaringServices declaring) {
    // The loop uses an index because it runs for every script.
    for (int i = 0; i < globs.size(); i++) {
      if (globs.get(i).pattern.matches(name)) {
        declaring.add(globs.get(i).services);
      }
    }
  }
}
