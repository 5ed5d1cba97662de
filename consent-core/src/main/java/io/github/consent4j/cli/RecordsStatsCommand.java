package io.github.consent4j.cli;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.keep.Statistics;
import io.github.consent4j.record.keep.Statistics.Day;
import io.github.consent4j.record.keep.Statistics.Dimension;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts decisions. */
@Command(
    name = "stats",
    description = "Counts decisions by day, category, action, way and language.",
    footerHeading = "%n",
    footer = "Exits with 1 if there is no record.")
final class RecordsStatsCommand extends StoreCommand {

  @Mixin final TimeRange range = new TimeRange();

  @Option(names = "--json", description = "Write JSON.")
  boolean json;

  RecordsStatsCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(ConsentRecords store) throws IOException {
    Query query = range.of(null);
    SortedMap<LocalDate, Day> days = Statistics.of(store, query).days();
    if (json) {
      terminal().write(toJson(days));
    } else if (days.isEmpty()) {
      terminal().say("There is no record.");
    } else {
      days.forEach(this::print);
    }
    return days.isEmpty() ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private void print(LocalDate date, Day day) {
    terminal().say(date + "  " + Plural.of(day.decisions(), "decision"));
    for (Dimension dimension : Dimension.values()) {
      if (!day.by(dimension).isEmpty()) {
        String counts =
            day.by(dimension).entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
        terminal().say("  " + EnumName.of(dimension) + ": " + counts);
      }
    }
  }

  private static byte[] toJson(SortedMap<LocalDate, Day> days) {
    JsonWriter json = JsonWriter.indented().beginObject();
    json.beginArray("days");
    days.forEach(
        (date, day) -> {
          json.beginObject();
          json.field("date", date.toString());
          json.field("decisions", day.decisions());
          for (Dimension dimension : Dimension.values()) {
            json.beginObject(EnumName.of(dimension));
            for (Map.Entry<String, Long> count : day.by(dimension).entrySet()) {
              json.field(count.getKey(), count.getValue());
            }
            json.endObject();
          }
          json.endObject();
        });
    json.endArray();
    return json.endObject().toBytes();
  }
}
