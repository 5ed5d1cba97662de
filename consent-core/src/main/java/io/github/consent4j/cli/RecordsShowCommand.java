package io.github.consent4j.cli;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.Notice;
import io.github.consent4j.record.export.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what a visitor decided, and on which words. */
@Command(
    name = "show",
    description = "Shows what a visitor agreed to, when, how, and the words that were shown.",
    footerHeading = "%n",
    footer = {
      "Example: " + ConsentCli.NAME + " records show --directory consent-records \\",
      "           --id=nB1x0QfWq7k --at 2026-03-03",
      "An id may begin with a dash, so it is joined to its option by '='.",
      "Exits with 1 if no decision was in force or its words are not in the store."
    })
final class RecordsShowCommand extends StoreCommand {

  @Option(
      names = "--id",
      required = true,
      paramLabel = "ID",
      description =
          "The consent id: the third field of the visitor's cookie, and on the settings page.")
  String id = "";

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Moment.Converter.class,
      description =
          "A day such as 2026-03-03 (UTC), or a time such as 2026-03-03T14:00Z (default: now).")
  @Nullable Moment at;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the notice as it looked, as an HTML document.")
  @Nullable Path html;

  @Option(names = "--json", description = "Write JSON.")
  boolean json;

  RecordsShowCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(ConsentRecords store) throws IOException {
    Moment moment = at == null ? Moment.now() : at;
    History history = History.of(store, id);
    Optional<ConsentRecord> decision = history.lastAt(moment);
    Archive archive = new Archive(store);
    Optional<Notice> notice =
        decision.isPresent() ? archive.notice(decision.get()) : Optional.empty();
    ShownDecision shown = new ShownDecision(id, moment, history, decision, notice);
    if (json) {
      terminal().write(shown.toJson(archive));
    } else {
      shown.toLines(archive).forEach(terminal()::say);
    }
    if (html != null) {
      writeHtml(notice, html);
    }
    return shown.isComplete() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private void writeHtml(Optional<Notice> notice, Path file) {
    if (notice.isEmpty()) {
      terminal().err().println(file + " is not written: there is no notice to show");
      return;
    }
    try {
      Files.writeString(file, notice.get().html());
    } catch (IOException e) {
      throw new UnusableException(file + " cannot be written: " + e);
    }
  }
}
