package io.github.consent4j.cli;

import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.ConsentRecords;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Erases the records of one visitor. */
@Command(
    name = "erase",
    description = "Erases all records of one visitor (GDPR Art. 17).",
    footerHeading = "%n",
    footer = {
      "Of each record remains its place in the chain, so that the rest can be verified.",
      "Exits with 1 if there is no record of the visitor."
    })
final class RecordsEraseCommand extends StoreCommand {

  @Option(names = "--id", required = true, paramLabel = "ID", description = "The consent id.")
  String id = "";

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
    int found = History.of(store, id).records().size();
    int erased = 0;
    if (found > 0) {
      confirm(yes, "Erase " + Plural.of(found, "record") + " of visitor " + id + "?");
      erased = store.erase(id);
    }
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
}
