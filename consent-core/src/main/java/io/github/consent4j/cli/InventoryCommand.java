package io.github.consent4j.cli;

import io.github.consent4j.audit.Inventory;
import io.github.consent4j.audit.form.InventoryTable;
import io.github.consent4j.audit.item.Sightings;
import io.github.consent4j.cli.form.EdpbKnowledge;
import io.github.consent4j.cli.form.OpenCookieDatabase;
import io.github.consent4j.cli.observation.Observations;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.page.Pages;
import io.github.consent4j.page.asset.Assets;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.record.export.DpvInventory;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.text.Suggestions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes everything that a policy declares, for auditors and for the site's own pages. */
@Command(
    name = "inventory",
    description = "Writes everything that a policy declares, without a running site.",
    footerHeading = "%n",
    footer = {
      "Formats: json      the inventory, as the site serves it, with files and lines",
      "         csv       a table for spreadsheets, with transfers, safeguards and lifetimes",
      "         md        Markdown, a table for each service",
      "         html      the cookie table for the privacy page, without a style sheet",
      "         edpb      knowledge for the EDPB Website Auditing Tool",
      "         ocd       CSV with the columns of the Open Cookie Database",
      "         dpv       JSON-LD with the Data Privacy Vocabulary",
      "Examples: " + ConsentCli.NAME + " inventory consent.yaml --format csv -o inventory.csv",
      "          " + ConsentCli.NAME + " inventory consent.yaml --before-consent"
    })
final class InventoryCommand extends CliCommand {

  /** A form of the inventory. */
  enum Format {
    JSON,
    CSV,
    MD,
    HTML,
    EDPB,
    OCD,
    DPV
  }

  @Parameters(paramLabel = "FILE", description = "The policy file, such as consent.yaml.")
  Path file = Path.of("");

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "json, csv, md, html, edpb, ocd or dpv (default: json).")
  @Nullable Format format;

  @Option(
      names = {"--lang", "--language"},
      paramLabel = "LANG",
      description = "Language of the texts, one of the policy's (default: its first).")
  @Nullable String language;

  @Option(
      names = "--before-consent",
      description =
          "List only what may be stored, contacted or run before a visitor decides, with the reason"
              + " (csv or md; default: md).")
  boolean beforeConsent;

  @Option(
      names = "--observed",
      paramLabel = "SEEN",
      description =
          "Add what was seen (json, csv or md): consent-seen.yaml, the EDPS collector's"
              + " inspection.json, or a HAR file.")
  @Nullable Path observed;

  @Option(
      names = "--columns",
      paramLabel = "NAME",
      split = ",",
      description =
          "Write only these columns of the CSV, such as service,name,lifetime,transfersTo.")
  List<String> columns = List.of();

  @Option(
      names = "--undecided",
      description = "Nobody answered the banner while the HAR file was recorded.")
  boolean undecided;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT",
      description = "Write to this file instead of the terminal.")
  @Nullable Path out;

  InventoryCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Policy policy = new PolicyFiles().read(file);
    byte[] document = document(policy, language(policy));
    if (out == null) {
      terminal().out().writeBytes(document);
      terminal().out().flush();
    } else {
      save(document, out);
    }
    return ExitCode.CLEAN;
  }

  private byte[] document(Policy policy, String tag) {
    Format wanted = format == null ? usualFormat() : format;
    if (!columns.isEmpty() && wanted != Format.CSV) {
      throw new UnusableException("--columns goes with --format csv");
    }
    if (beforeConsent && wanted != Format.CSV && wanted != Format.MD) {
      throw new UnusableException("--before-consent goes with --format csv or md");
    }
    if (observed != null && wanted.ordinal() > Format.MD.ordinal()) {
      throw new UnusableException("--observed goes with --format json, csv or md");
    }
    return switch (wanted) {
      case JSON -> json(policy);
      case CSV -> csv(table(policy, tag));
      case MD -> table(policy, tag).toMarkdown();
      case HTML -> html(policy, tag);
      case EDPB -> edpb(policy, tag);
      case OCD -> new OpenCookieDatabase(policy, tag).toBytes();
      case DPV -> dpv(policy, tag);
    };
  }

  private Format usualFormat() {
    if (!columns.isEmpty()) {
      return Format.CSV;
    }
    return beforeConsent ? Format.MD : Format.JSON;
  }

  private byte[] csv(InventoryTable table) {
    List<String> known = table.columns();
    for (String column : columns) {
      if (!known.contains(column)) {
        throw new UnusableException(
            "there is no column '"
                + column
                + "'"
                + Suggestions.didYouMean(column, known)
                + "; the columns are "
                + String.join(", ", known));
      }
    }
    return columns.isEmpty() ? table.toCsv() : table.toCsv(columns);
  }

  private InventoryTable table(Policy policy, String tag) {
    InventoryTable table = new InventoryTable(policy, tag);
    InventoryTable wanted = beforeConsent ? table.beforeConsent() : table;
    return observed == null ? wanted : wanted.observed(seen(policy, observed));
  }

  private byte[] json(Policy policy) {
    Inventory inventory = new Inventory(policy).with(pages(policy).notices().all()).withPlaces();
    if (observed == null) {
      return inventory.toJson();
    }
    List<Seen.Item> seen = seen(policy, observed);
    Sightings all = new Sightings(seen);
    Instant from = all.first().orElse(changed());
    Instant to = all.last().orElse(from);
    return inventory.observed(seen, from, to).toJson();
  }

  private List<Seen.Item> seen(Policy policy, Path from) {
    try {
      return undecided
          ? Observations.readUndecided(from)
          : Observations.read(from, policy.settings().cookie().name());
    } catch (IOException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }

  private static byte[] html(Policy policy, String tag) {
    return (pages(policy).cookieTable(tag) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static Pages pages(Policy policy) {
    return new Pages(policy, Assets.of(policy, RevisionMarks.of(policy)));
  }

  private static byte[] dpv(Policy policy, String tag) {
    try {
      return DpvInventory.of(new Inventory(policy).toJson(), tag);
    } catch (IOException e) {
      throw new UncheckedIOException("An inventory is JSON", e);
    }
  }

  private byte[] edpb(Policy policy, String tag) {
    EdpbKnowledge knowledge = new EdpbKnowledge(policy, tag, changed());
    List<String> leftOut = knowledge.leftOut();
    if (!leftOut.isEmpty()) {
      terminal()
          .err()
          .println(
              "Left out, as the tool has only cookies and the local storage: "
                  + String.join(", ", leftOut));
    }
    return knowledge.toJson();
  }

  /** Returns when the policy was last changed, so that the same file gives the same bytes. */
  private Instant changed() {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new UnusableException(file + ": " + PolicyFiles.reason(file, e));
    }
  }

  private String language(Policy policy) {
    List<String> known = policy.languages();
    String wanted = language;
    if (wanted == null) {
      return known.get(0);
    }
    return known.stream()
        .filter(wanted::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(
            () ->
                new UnusableException(
                    "the policy has no language '"
                        + wanted
                        + "'"
                        + Suggestions.didYouMean(wanted, known)
                        + "; it has "
                        + String.join(", ", known)));
  }

  private void save(byte[] document, Path to) {
    try {
      Files.write(to, document);
    } catch (IOException e) {
      throw new UnusableException(to + " cannot be written: " + e.getMessage());
    }
    terminal().say("Wrote " + to + ".");
  }
}
