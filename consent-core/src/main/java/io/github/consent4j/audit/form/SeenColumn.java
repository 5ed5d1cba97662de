package io.github.consent4j.audit.form;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

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
          new SeenColumn("seenBeforeConsent", seen -> String.valueOf(seen.before())),
          new SeenColumn("seenRefused", seen -> String.valueOf(seen.refused())),
          new SeenColumn("seenAllowed", seen -> String.valueOf(seen.allowed())),
          new SeenColumn("blocked", seen -> String.valueOf(seen.blocked())),
          new SeenColumn("firstSeen", seen -> seen.first().map(Instant::toString).orElse("")),
          new SeenColumn("lastSeen", seen -> seen.last().map(Instant::toString).orElse("")),
          new SeenColumn("seenLifetime", seen -> seen.lifetime().orElse("")),
          new SeenColumn("pages", Sightings::pages));

  /** The heading of the column that says whether a line is declared, observed, or both. */
  static final String EVIDENCE = "evidence";
}
