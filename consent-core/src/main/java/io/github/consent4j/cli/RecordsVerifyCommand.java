package io.github.consent4j.cli;

import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.ConsentRecords.Verification;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks that no record was changed or left out. */
@Command(
    name = "verify",
    description = "Checks that no record was changed or left out.",
    footerHeading = "%n",
    footer = {
      "Without '--key', signatures of checkpoints are not checked.",
      "Exits with 1 if the chain of records is broken."
    })
final class RecordsVerifyCommand extends StoreCommand {

  @Option(names = "--json", description = "Write JSON.")
  boolean json;

  RecordsVerifyCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(ConsentRecords store) throws IOException {
    Verification verification = store.verify();
    if (json) {
      terminal().write(toJson(verification));
    } else {
      print(verification);
    }
    return verification.holds() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private void print(Verification verification) {
    if (!verification.holds()) {
      terminal().say("The chain is broken. First at: " + verification.breaks().get(0));
      verification.breaks().stream().skip(1).forEach(place -> terminal().say("  then: " + place));
    }
    String counted =
        Plural.of(verification.records(), "record")
            + ", "
            + verification.erased()
            + " erased, "
            + Plural.of(verification.checkpoints(), "signed checkpoint");
    terminal().say(verification.holds() ? counted + ": the chain holds." : "Intact: " + counted);
    verification.remarks().forEach(remark -> terminal().say("Note: " + remark));
  }

  private static byte[] toJson(Verification verification) {
    JsonWriter json = JsonWriter.indented().beginObject();
    json.field("holds", verification.holds());
    json.field("records", verification.records());
    json.field("erased", verification.erased());
    json.field("checkpoints", verification.checkpoints());
    json.field("breaks", verification.breaks());
    json.field("remarks", verification.remarks());
    return json.endObject().toBytes();
  }
}
