package io.github.consent4j.examples.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.boot.SpringBootVersion;

/** The table of all differences with their reasons, one row for each call and container. */
final class Table {

  private static final Path FILE = Path.of("target", "compatibility.md");

  private final List<String> rows = new ArrayList<>();
  private final Set<Explanation> explanations = EnumSet.noneOf(Explanation.class);

  /**
   * Adds a row.
   *
   * @param visitor whether the visitor has decided
   * @param found what explains each difference
   */
  void add(String call, String visitor, Pair pair, Map<String, List<Explanation>> found) {
    found.values().forEach(explanations::addAll);
    Set<String> same = new TreeSet<>(pair.on().headers().keySet());
    same.removeAll(found.keySet());
    String differences =
        found.entrySet().stream()
            .map(difference -> difference.getKey() + ' ' + numbers(difference.getValue()))
            .collect(Collectors.joining(", "));
    rows.add(
        "| %s | %s | %s | %d | %d | %s |"
            .formatted(
                call,
                pair.container().name().toLowerCase(Locale.ROOT),
                visitor,
                pair.on().status(),
                same.size(),
                differences.isEmpty() ? "none" : differences));
  }

  private static String numbers(List<Explanation> explanations) {
    return explanations.isEmpty()
        ? "**unexplained**"
        : explanations.stream()
            .map(explanation -> String.valueOf(explanation.ordinal() + 1))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  void write() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# An application with Consent4j, and the same application with `consent.enabled=false`");
    lines.add("");
    lines.add(
        "Spring Boot %s on Java %s; virtual threads %s."
            .formatted(
                SpringBootVersion.getVersion(),
                Runtime.version().feature(),
                Runtime.version().feature() < 21 ? "asked for, not there before Java 21" : "on"));
    lines.add("");
    lines.add(
        "| asked for | container | visitor | status | headers the same | different, and why |");
    lines.add("|---|---|---|---|---|---|");
    rows.stream().sorted().forEach(lines::add);
    lines.add("");
    for (Explanation explanation : explanations) {
      lines.add((explanation.ordinal() + 1) + ". " + explanation.why());
    }
    Files.createDirectories(FILE.getParent());
    Files.write(FILE, lines);
  }
}
