package io.github.consent4j.cli;

import io.github.consent4j.record.ConsentRecords;
import java.io.IOException;
import picocli.CommandLine.Mixin;

/** A command on a store of records. */
abstract class StoreCommand extends CliCommand {

  @Mixin RecordStore place = new RecordStore();

  StoreCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public final Integer call() {
    try (ConsentRecords store = changes() ? place.change(terminal()) : place.read(terminal())) {
      return run(store);
    } catch (IOException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }

  /** Returns whether the store is changed, so that nobody else may write to it meanwhile. */
  boolean changes() {
    return false;
  }

  /** Does the work and returns the exit code. */
  abstract int run(ConsentRecords store) throws IOException;

  /** Asks before something is deleted, unless that was confirmed already. */
  void confirm(boolean confirmed, String question) {
    if (confirmed) {
      return;
    }
    if (!terminal().isInteractive()) {
      throw new UnusableException(question + " Add --yes to confirm");
    }
    if (!terminal().ask(question + " Type 'yes'", "no").equals("yes")) {
      throw new UnusableException("Nothing was changed");
    }
  }
}
