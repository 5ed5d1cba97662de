package io.github.consent4j.cli;

import io.github.consent4j.audit.Inventory;
import io.github.consent4j.cli.change.DeclaredInventory;
import io.github.consent4j.cli.change.DiffReport;
import io.github.consent4j.cli.change.InventoryDiff;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.format.MarkdownText;
import io.github.consent4j.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two policies or inventories. */
@Command(
    name = "diff",
    description = {
      "Shows what is added, removed and changed when a policy or inventory replaces another.",
      "For two policies, it also shows who is asked again, and what is held back."
    },
    footerHeading = "%n",
    footer = {
      "Inventories are those that the site serves at /consent/inventory.json, of schema 1 or 2.",
      "Exits with 1 if anything that --fail-on names has changed."
    })
final class DiffCommand extends CliCommand {

  /** The form of the output. */
  enum Format {
    /** Lines for people. */
    TEXT,
    /** JSON. */
    JSON,
    /** Markdown, for comments and summaries. */
    MD
  }

  /** The changes that lead to an exit code other than 0. */
  enum FailOn {
    /** Every change. */
    CHANGE,
    /** Every change but one of words. */
    SUBSTANCE,
    /** None. */
    NEVER
  }

  /** The number of new lines that are printed; JSON contains all. */
  private static final int MOST_WORDS = 5;

  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description = "The policy file in use, or an earlier inventory.")
  Path old = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "NEW",
      description = "The policy file or inventory that replaces it.")
  Path replacement = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description = "Write text, json or md (default: text).")
  Format format = Format.TEXT;

  @Option(names = "--json", description = "Write JSON.")
  boolean json;

  @Option(
      names = "--fail-on",
      paramLabel = "CHANGE",
      description =
          "Exit with 1 on every change, on those in substance, or never: change, substance, never"
              + " (default: change).")
  FailOn failOn = FailOn.CHANGE;

  DiffCommand(Terminal terminal) {
    super(terminal);
  }

  /** A policy or an inventory. */
  private record Side(DeclaredInventory inventory, Optional<Policy> policy) {}

  @Override
  public Integer call() {
    Side before = read(old);
    Side after = read(replacement);
    Optional<PolicyDiff> visitors =
        before.policy().isPresent() && after.policy().isPresent()
            ? Optional.of(new PolicyDiff(before.policy().get(), after.policy().get()))
            : Optional.empty();
    InventoryDiff diff = new InventoryDiff(before.inventory(), after.inventory());
    write(visitors, diff);
    return exitCode(visitors, diff);
  }

  private static Side read(Path file) {
    byte[] inventory = InventoryFile.read(file);
    try {
      if (inventory.length > 0) {
        return new Side(DeclaredInventory.read(inventory), Optional.empty());
      }
      Policy policy = new PolicyFiles().read(file);
      return new Side(DeclaredInventory.read(new Inventory(policy).toJson()), Optional.of(policy));
    } catch (IOException e) {
      throw new UnusableException(file + ":" + e.getMessage());
    }
  }

  private int exitCode(Optional<PolicyDiff> visitors, InventoryDiff diff) {
    boolean fails =
        switch (failOn) {
          case CHANGE -> !diff.isEmpty() || visitors.filter(each -> !each.isEmpty()).isPresent();
          case SUBSTANCE ->
              diff.isSubstantial() || visitors.filter(PolicyDiff::isSubstantial).isPresent();
          case NEVER -> false;
        };
    return fails ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private void write(Optional<PolicyDiff> visitors, InventoryDiff diff) {
    DiffReport report = new DiffReport(diff);
    switch (json ? Format.JSON : format) {
      case TEXT -> {
        visitors.ifPresent(this::print);
        if (visitors.isEmpty() || !diff.isEmpty()) {
          report.toLines().forEach(terminal()::say);
        }
      }
      case JSON -> terminal().write(toJson(visitors, diff, report));
      case MD -> terminal().out().print(toMarkdown(visitors, report));
    }
  }

  private String toMarkdown(Optional<PolicyDiff> visitors, DiffReport report) {
    String text =
        "# From "
            + MarkdownText.of(old.toString())
            + " to "
            + MarkdownText.of(replacement.toString())
            + "\n"
            + report.toMarkdown();
    return text + visitors.map(DiffCommand::toMarkdown).orElse("");
  }

  private static String toMarkdown(PolicyDiff diff) {
    List<String> asked =
        diff.questions().stream()
            .map(each -> each.id() + ": " + String.join("; ", each.reasons()))
            .toList();
    return section("Visitors are asked again about", asked)
        + section("No longer asked", diff.settled())
        + section("Newly held back before a decision", diff.held())
        + section("No longer held back", diff.freed());
  }

  private static String section(String heading, List<String> lines) {
    return lines.isEmpty()
        ? ""
        : "\n## "
            + heading
            + "\n"
            + lines.stream()
                .map(line -> "- " + MarkdownText.of(line) + "\n")
                .collect(Collectors.joining());
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

  private static byte[] toJson(
      Optional<PolicyDiff> visitors, InventoryDiff diff, DiffReport report) {
    JsonWriter json = JsonWriter.indented();
    json.beginObject();
    json.field("changed", !diff.isEmpty() || visitors.filter(each -> !each.isEmpty()).isPresent());
    visitors.ifPresent(each -> write(json, each));
    report.write(json);
    json.endObject();
    return json.toBytes();
  }

  private static void write(JsonWriter json, PolicyDiff diff) {
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
  }
}
