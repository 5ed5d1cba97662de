package io.github.consent4j.audit.form;

import io.github.consent4j.audit.item.Sightings;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A column of the table for spreadsheets with what was seen. Immutable.
 *
 * @param name the heading
 * @param cell makes the text of a cell
 */
record SeenColumn(String name, Function<Sightings, String> cell) {

  /** The columns behind {@link #EVIDENCE}, which follows those of what is declared. */
  static final List<SeenColumn> ALL =
      List.of(
          new SeenColumn("seen", seen -> String.valueOf(seen.count())),
          new SeenColumn("seenBeforeConsent", seen -> String.valueOf(seen.byConsent().before())),
          new SeenColumn("seenRefused", seen -> String.valueOf(seen.byConsent().refused())),
          new SeenColumn("seenAllowed", seen -> String.valueOf(seen.byConsent().allowed())),
          new SeenColumn("blocked", seen -> String.valueOf(seen.byConsent().blocked())),
          new SeenColumn("firstSeen", seen -> seen.first().map(Instant::toString).orElse("")),
          new SeenColumn("lastSeen", seen -> seen.last().map(Instant::toString).orElse("")),
          new SeenColumn("seenLifetime", seen -> seen.lifetime().orElse("")),
          new SeenColumn("pages", seen -> seen.pages().collect(Collectors.joining(" "))));

  /** The heading of the column that says whether a line is declared, observed, or both. */
  static final String EVIDENCE = "evidence";
}
