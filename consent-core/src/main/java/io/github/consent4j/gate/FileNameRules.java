package io.github.consent4j.gate;

import io.github.consent4j.policy.NamePattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which services declare a script by its file name. Immutable and thread-safe. */
final class FileNameRules {

  private record Glob(NamePattern pattern, int[] services) {}

  /** Gathers names and globs. */
  static final class Builder {

    private final Map<String, int[]> names = new HashMap<>();
    private final List<Glob> globs = new ArrayList<>();

    void add(NamePattern pattern, int service) {
      int[] services = {service};
      if (pattern.isLiteral()) {
        names.merge(pattern.glob(), services, Builder::join);
      } else {
        globs.add(new Glob(pattern, services));
      }
    }

    private static int[] join(int[] some, int[] others) {
      return IntStream.concat(IntStream.of(some), IntStream.of(others)).distinct().toArray();
    }

    FileNameRules build() {
      return new FileNameRules(new ByteKeys<>(names), List.copyOf(globs), names.isEmpty());
    }
  }

  private final ByteKeys<int[]> names;
  private final List<Glob> globs;
  private final boolean empty;

  private FileNameRules(ByteKeys<int[]> names, List<Glob> globs, boolean noNames) {
    this.names = names;
    this.globs = globs;
    empty = noNames && globs.isEmpty();
  }

  boolean isEmpty() {
    return empty;
  }

  /** Asks who declares a script with the file name that stands here. */
  void claim(byte[] bytes, int from, int to, Claims claims) {
    int[] services = names.get(bytes, from, to, ByteKeys.hash(bytes, from, to));
    if (services != null) {
      claims.add(services);
    }
    if (!globs.isEmpty()) {
      String name = new String(bytes, from, to - from, StandardCharsets.UTF_8);
      for (Glob glob : globs) {
        if (glob.pattern.matches(name)) {
          claims.add(glob.services);
        }
      }
    }
  }
}
