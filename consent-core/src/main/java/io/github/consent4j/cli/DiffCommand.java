package io.github.consent4j.cli;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two policies. */
@Command(
    name = "diff",
    description =
        "Shows who is asked again, and what is held back, when a policy replaces another.",
    footerHeading = "%n",
    footer = "Exits with 1 if anything changes for visitors.")
final class DiffCommand extends CliCommand {

  /** The number of new lines that are printed; JSON contains all. */
  private static final int MOST_WORDS = 5;

  @Parameters(index = "0", paramLabel = "OLD", description = "The policy file in use.")
  Path old = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The policy file that replaces it.")
  Path replacement = Path.of("");

  @Option(names = "--json", description = "Write JSON.")
  boolean json;

  DiffCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    PolicyFiles files = new PolicyFiles();
    PolicyDiff diff = new PolicyDiff(files.read(old), files.read(replacement));
    if (json) {
      terminal().write(toJson(diff));
    } else {
      print(diff);
    }
    return diff.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private void print(PolicyDiff diff) {
    if (diff.isEmpty()) {
      terminal().say("Nothing changes for visitors.");
      return;
    }
    if (diff.questions().isEmpty()) {
      terminal().say("No visitor who has decided is asked again.");
    } else {
      terminal().say("Visitors who have decided are asked again about:");
      for (PolicyDiff.Question question : diff.questions()) {
        terminal().say("  " + question.id() + " (category '" + question.category() + "')");
        question.reasons().forEach(reason -> terminal().say("    " + reason));
      }
      terminal().say("Their other answers stay valid.");
    }
    printNotices(diff.newNotices());
    print("No longer asked:", diff.settled());
    print("Newly held back before a decision:", diff.held());
    print("No longer held back:", diff.freed());
  }

  /** Prints other words under the languages and layers that show them. */
  private void printNotices(List<PolicyDiff.NewNotice> notices) {
    Map<List<String>, List<String>> places = new LinkedHashMap<>();
    for (PolicyDiff.NewNotice notice : notices) {
      places
          .computeIfAbsent(notice.words(), words -> new ArrayList<>())
          .add(EnumName.of(notice.layer()) + " (" + notice.language() + ")");
    }
    if (!places.isEmpty()) {
      terminal().say("Visitors are shown other words, which alone asks nobody again, on:");
      places.forEach(
          (words, where) -> {
            terminal().say("  " + String.join(", ", where));
            words.stream().limit(MOST_WORDS).forEach(line -> terminal().say("    " + line));
            if (words.size() > MOST_WORDS) {
              terminal().say("    and " + (words.size() - MOST_WORDS) + " more lines");
            } else if (words.isEmpty()) {
              terminal().say("    less than before, or in another order");
            }
          });
    }
  }

  private void print(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      terminal().say(heading);
      lines.forEach(line -> terminal().say("  " + line));
    }
  }

  private static byte[] toJson(PolicyDiff diff) {
    JsonWriter json = JsonWriter.indented();
    json.beginObject();
    json.field("changed", !diff.isEmpty());
    json.beginArray("askedAgain");
    for (PolicyDiff.Question question : diff.questions()) {
      json.beginObject();
      json.field("id", question.id());
      json.field("category", question.category());
      json.field("reasons", question.reasons());
      json.endObject();
    }
    json.endArray();
    json.beginArray("newNotices");
    for (PolicyDiff.NewNotice notice : diff.newNotices()) {
      json.beginObject();
      json.field("language", notice.language());
      json.field("layer", EnumName.of(notice.layer()));
      json.field("words", notice.words());
      json.endObject();
    }
    json.endArray();
    json.field("noLongerAsked", diff.settled());
    json.field("newlyHeldBack", diff.held());
    json.field("noLongerHeldBack", diff.freed());
    json.endObject();
    return json.toBytes();
  }
}
