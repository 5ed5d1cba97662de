package io.github.consent4j.cli;

import io.github.consent4j.audit.Inventory;
import io.github.consent4j.cli.observation.Observations;
import io.github.consent4j.seen.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Joins an inventory with files of observations. */
final class ObservedInventory {

  private ObservedInventory() {}

  /**
   * Returns an inventory with what was seen. The observation lasts from the first thing that was
   * seen to the last one.
   *
   * @param decisionCookie name of the cookie that stores the visitor's decision
   * @throws UnusableException if a file cannot be read
   */
  static Inventory of(Inventory declared, List<Path> files, String decisionCookie) {
    List<Seen.Item> seen = new ArrayList<>();
    for (Path file : files) {
      seen.addAll(read(file, decisionCookie));
    }
    Instant from =
        seen.stream().map(Seen.Item::first).min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    Instant to = seen.stream().map(Seen.Item::last).max(Comparator.naturalOrder()).orElse(from);
    return declared.withPlaces().observed(seen, from, to);
  }

  private static List<Seen.Item> read(Path file, String decisionCookie) {
    if (!Files.exists(file)) {
      throw new UnusableException(
          file + " is not there; the site writes it if its policy has 'seen: { file: ... }'");
    }
    try {
      return Observations.read(file, decisionCookie);
    } catch (IOException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }
}
