package io.github.consent4j.cli;

import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.record.export.RecordExport;
import io.github.consent4j.record.export.RecordExport.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Writes records in a format of others. */
@Command(
    name = "export",
    description = "Writes records for auditors, visitors and other tools.",
    footerHeading = "%n",
    footer = {
      "dpv      ISO/IEC TS 27560 as JSON-LD; with --id the whole history as one record",
      "kantara  consent receipts, version 1.1, of decisions that grant something",
      "csv      a table for spreadsheets, with a row for each choice",
      "jsonl    the records as the store keeps them, one a line",
      "Exits with 1 if no record is found."
    })
final class RecordsExportCommand extends StoreCommand {

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      description = "One of dpv, kantara, csv, jsonl.")
  Format format = Format.JSON_LINES;

  @Option(names = "--id", paramLabel = "ID", description = "Only this visitor's records.")
  @Nullable String id;

  @Mixin final TimeRange range = new TimeRange();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write to a file, which is replaced when all is written.")
  @Nullable Path out;

  RecordsExportCommand(Terminal terminal) {
    super(terminal);
  }

  /** Reads the words for formats. */
  static final class FormatConverter implements ITypeConverter<Format> {

    @Override
    public Format convert(String value) {
      return Arrays.stream(Format.values())
          .filter(format -> format.id().equalsIgnoreCase(value))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected one of "
                          + Arrays.stream(Format.values())
                              .map(Format::id)
                              .collect(Collectors.joining(", "))
                          + " but was '"
                          + value
                          + "'"));
    }
  }

  @Override
  int run(ConsentRecords store) throws IOException {
    Query query = range.of(id);
    long written;
    if (out == null) {
      written = RecordExport.write(format, store, query, terminal().out());
    } else {
      written = toFile(store, query, out);
      terminal().say("Wrote " + Plural.of(written, "record") + " to " + out + ".");
      if (format == Format.KANTARA) {
        terminal().say("Decisions that grant nothing have no receipt.");
      }
    }
    if (written == 0) {
      terminal().err().println("No record was found.");
    }
    return written == 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private long toFile(ConsentRecords store, Query query, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      long written;
      try (OutputStream stream = Files.newOutputStream(part)) {
        written = RecordExport.write(format, store, query, stream);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      return written;
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
