package io.github.consent4j.cli;

import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.keep.WaitingRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Erases the records of one visitor. */
@Command(
    name = "erase",
    description = "Erases all records of one visitor (GDPR Art. 17).",
    footerHeading = "%n",
    footer = {
      "Of each record remains its place in the chain, so that the rest can be verified.",
      "While a database fails, records wait in the directory of the site: name it as --spool while",
      "the site is stopped. The code of one that runs calls ConsentFilter.eraseRecords instead.",
      "Exits with 1 if there is no record of the visitor."
    })
final class RecordsEraseCommand extends StoreCommand {

  @Option(names = "--id", required = true, paramLabel = "ID", description = "The consent id.")
  String id = "";

  @Option(
      names = "--spool",
      paramLabel = "DIR",
      description = "The 'records.directory' in which records wait for the database.")
  @Nullable Path spool;

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  @Option(names = "--json", description = "Write JSON.")
  boolean json;

  RecordsEraseCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean changes() {
    return true;
  }

  @Override
  int run(ConsentRecords store) throws IOException {
    int erased = spool == null ? erase(store, null) : eraseWaiting(store, spool);
    if (json) {
      terminal()
          .write(JsonWriter.indented().beginObject().field("erased", erased).endObject().toBytes());
    } else if (erased == 0) {
      terminal().say("There is no record of a visitor " + id + ".");
    } else {
      terminal().say("Erased " + Plural.of(erased, "record") + " of visitor " + id + ".");
    }
    return erased == 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private int eraseWaiting(ConsentRecords store, Path directory) throws IOException {
    WaitingRecords waiting;
    try {
      waiting = WaitingRecords.open(directory);
    } catch (IOException e) {
      throw new UnusableException(
          e.getMessage()
              + ". Stop the site first, or have its code call ConsentFilter.eraseRecords");
    }
    try (waiting) {
      return erase(store, waiting);
    }
  }

  private int erase(ConsentRecords store, @Nullable WaitingRecords waiting) throws IOException {
    Set<UUID> found = new HashSet<>();
    History.of(store, id).records().forEach(record -> found.add(record.id()));
    if (waiting != null) {
      found.addAll(waiting.of(id));
    }
    if (found.isEmpty()) {
      return 0;
    }
    confirm(yes, "Erase " + Plural.of(found.size(), "record") + " of visitor " + id + "?");
    // What waits would reach the store after its turn.
    if (waiting != null) {
      waiting.erase(id);
    }
    int stored = store.erase(id);
    return waiting == null ? stored : found.size();
  }
}
