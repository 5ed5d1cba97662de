package io.github.consent4j.record.export;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.ConsentRecords.Query;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes records of a store in a format of others. Records are written as they are read, so that
 * any number of them needs the same memory. The same records always give the same bytes.
 * Thread-safe.
 */
public final class RecordExport {

  /** A format. */
  public enum Format {
    /**
     * ISO/IEC TS 27560 as JSON-LD with the terms of the Data Privacy Vocabulary 2.3. The records of
     * one visitor are one consent record with the history of each service.
     */
    DPV("dpv", "application/ld+json", "jsonld"),
    /**
     * Consent receipts as Kantara's specification 1.1 has them, of decisions that grant something.
     */
    KANTARA("kantara", "application/json", "json"),
    /** A table for spreadsheets (RFC 4180), with a row for each choice. */
    CSV("csv", "text/csv; charset=utf-8", "csv"),
    /** The records as the store keeps them, one a line. */
    JSON_LINES("jsonl", "application/jsonl", "jsonl");

    private final String id;
    private final String mediaType;
    private final String extension;

    Format(String id, String mediaType, String extension) {
      this.id = id;
      this.mediaType = mediaType;
      this.extension = extension;
    }

    /** Returns the word for it, in lower case. */
    public String id() {
      return id;
    }

    /** Returns the media type of what is written. */
    public String mediaType() {
      return mediaType;
    }

    /** Returns the extension of a file, without the dot. */
    public String extension() {
      return extension;
    }
  }

  private RecordExport() {}

  /**
   * Writes the wanted records.
   *
   * @param out where UTF-8 is written to; it is flushed and stays open
   * @return the number of records that were read
   * @throws IOException if the store cannot be read or the stream takes nothing
   */
  public static long write(Format format, ConsentRecords store, Query query, OutputStream out)
      throws IOException {
    Writer writer = writer(out);
    Sheet sheet = sheet(format, new Archive(store), query.consentId() != null, writer);
    long[] count = {0};
    sheet.begin();
    try {
      store.forEach(
          query,
          record -> {
            count[0]++;
            try {
              sheet.add(record);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw new IOException(e.getCause());
    }
    sheet.end();
    writer.flush();
    return count[0];
  }

  /**
   * Writes records that were read already, all of one visitor.
   *
   * @param store has what visitors were shown and what the policies said
   * @param records the oldest first
   * @param out where UTF-8 is written to; it is flushed and stays open
   * @throws IOException if the store cannot be read or the stream takes nothing
   */
  public static void write(
      Format format, ConsentRecords store, List<ConsentRecord> records, OutputStream out)
      throws IOException {
    Writer writer = writer(out);
    Sheet sheet = sheet(format, new Archive(store), true, writer);
    sheet.begin();
    for (ConsentRecord record : records) {
      sheet.add(record);
    }
    sheet.end();
    writer.flush();
  }

  private static Writer writer(OutputStream out) {
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  private static Sheet sheet(Format format, Archive archive, boolean oneVisitor, Writer out) {
    return switch (format) {
      case DPV -> new DpvSheet(archive, oneVisitor, out);
      case KANTARA -> new KantaraSheet(archive, oneVisitor, out);
      case CSV -> new CsvSheet(archive, out);
      case JSON_LINES -> new JsonLinesSheet(out);
    };
  }
}
