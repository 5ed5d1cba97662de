package io.github.consent4j.cli.finding;

import io.github.consent4j.cli.observed.Observation;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.seen.Seen;
import java.time.Instant;
import java.util.Optional;

/**
 * An observation and where it was read. Immutable.
 *
 * @param source name of the file or database
 * @param observation what was read
 */
public record ObservedFile(String source, Observation observation) {

  private Optional<Instant> first() {
    return observation.items().stream().map(Seen.Item::first).min(Instant::compareTo);
  }

  private Optional<Instant> last() {
    return observation.items().stream().map(Seen.Item::last).max(Instant::compareTo);
  }

  /** Returns the sentence about it in a report. */
  String words() {
    int count = observation.items().size();
    return source
        + ": "
        + count
        + (count == 1 ? " thing" : " things")
        + " seen"
        + first().map(time -> " from " + day(time)).orElse("")
        + last().map(time -> " to " + day(time)).orElse("")
        + (observation.vantage() == Observation.Vantage.SERVER
            ? " at the server"
            : " in a browser");
  }

  private static String day(Instant time) {
    return time.toString().substring(0, 10);
  }

  void write(JsonWriter json) {
    json.beginObject();
    json.field("source", source);
    json.field("vantage", EnumName.of(observation.vantage()));
    json.field("things", observation.items().size());
    json.field("first", first().map(Instant::toString).orElse(null));
    json.field("last", last().map(Instant::toString).orElse(null));
    json.endObject();
  }
}
