package io.github.consent4j;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Where threads wait for each other with {@code synchronized}. Until Java 24, a virtual thread
 * keeps its carrier while it is in such a block, so nothing slow may happen in one: no file, no
 * database, no network. A {@code ReentrantLock} guards what is slow.
 */
class LocksTest {

  private static final Pattern SYNCHRONIZED = Pattern.compile("\\bsynchronized\\b");

  /** The classes that may use the word, with what happens in the blocks. */
  private static final Map<String, String> QUICK =
      Map.ofEntries(
          entry("gate/RateLimit", "counts"),
          entry("gate/cookie/CookiePlaces", "adds to a list in memory"),
          entry("gate/header/BrowserReports", "counts in memory"),
          entry("gate/rule/HostNames", "adds to a table in memory"),
          entry("policy/reader/PackedFiles", "decodes bytes that are in memory"),
          entry("record/file/MemoryIndex", "adds to arrays in memory"),
          entry("record/keep/GroupCommit", "starts a thread, sets fields"),
          entry("record/keep/KeepingHealth", "counts"),
          entry("record/keep/Pause", "computes a time"),
          entry("record/keep/RecordIds", "computes an identifier"),
          entry("record/keep/RunningStatistics", "counts in memory"),
          entry(
              "record/keep/StoreThread", "hands over to a thread; only that platform thread waits"),
          entry("seen/journal/SeenThing", "adds to a list in memory"),
          entry("servlet/exchange/ComingBack", "adds to a small set"),
          entry("servlet/exchange/Exchange", "copies a small set of one request"),
          entry("servlet/plan/HeldHeaders", "sets headers of a response, which leave later"),
          entry("servlet/proof/NoticesOfOthers", "looks into a map"));

  private static String code(Path file) {
    try {
      return Files.readString(file)
          .replaceAll("(?s)/\\*.*?\\*/", "")
          .replaceAll("(?m)//.*$", "")
          .replaceAll("\"(\\\\.|[^\"\\\\\n])*\"", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nothing_slow_happens_in_a_synchronized_block() throws IOException {
    TreeSet<String> found = new TreeSet<>();
    for (String module : List.of("consent-core", "consent-servlet", "consent-spring-starter")) {
      Path root = Path.of("..", module, "src/main/java/io/github/consent4j");
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> SYNCHRONIZED.matcher(code(file)).find())
            .map(file -> root.relativize(file).toString().replace('\\', '/'))
            .forEach(file -> found.add(file.replaceFirst("\\.java$", "")));
      }
    }
    assertThat(found)
        .as("say here why nothing slow happens in it, or use a ReentrantLock")
        .containsExactlyInAnyOrderElementsOf(QUICK.keySet());
  }
}
