package io.github.consent4j.cli;

import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.ConsentRecords;
import java.io.IOException;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes records that nobody needs any longer. */
@Command(
    name = "purge",
    description = "Removes old records of all visitors, in whole days or months.",
    footerHeading = "%n",
    footer = {
      "A site does this on its own, after the time that 'records.keep-after' says.",
      "What is left can still be verified."
    })
final class RecordsPurgeCommand extends StoreCommand {

  @Option(
      names = "--before",
      required = true,
      paramLabel = "TIME",
      converter = Moment.Converter.class,
      description = "Remove what was no longer valid before this day or time.")
  Moment before = new Moment(Instant.EPOCH, Instant.EPOCH, "");

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  @Option(names = "--json", description = "Write JSON.")
  boolean json;

  RecordsPurgeCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean changes() {
    return true;
  }

  @Override
  int run(ConsentRecords store) throws IOException {
    confirm(yes, "Remove the records whose validity ended before " + before.text() + "?");
    long removed = store.purge(before.from());
    if (json) {
      terminal()
          .write(
              JsonWriter.indented().beginObject().field("removed", removed).endObject().toBytes());
    } else {
      terminal().say("Removed " + Plural.of(removed, "record") + ".");
    }
    return ExitCode.CLEAN;
  }
}
