package io.github.consent4j.record.export;

import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.ConsentRecord;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Consent records as ISO/IEC TS 27560 has them, as JSON-LD with the terms of the Data Privacy
 * Vocabulary 2.3. Each decision is a record of its own, unless they are all of one visitor: then
 * they are the history of one record.
 */
final class DpvSheet implements Sheet {

  private final Archive archive;
  private final boolean oneVisitor;
  private final Writer out;
  private final JsonElements records;
  private final Set<String> noticesWritten = new HashSet<>();
  private final List<ConsentRecord> history = new ArrayList<>();

  DpvSheet(Archive archive, boolean oneVisitor, Writer out) {
    this.archive = archive;
    this.oneVisitor = oneVisitor;
    this.out = out;
    this.records = new JsonElements(out);
  }

  @Override
  public void begin() throws IOException {
    JsonWriter context = JsonWriter.compact().beginObject();
    DpvFacts.context(context);
    context.endObject();
    out.write("{\n\"@context\": ");
    out.write(new String(context.toBytes(), StandardCharsets.UTF_8));
    out.write(",\n\"@graph\": [");
  }

  @Override
  public void add(ConsentRecord record) throws IOException {
    if (oneVisitor) {
      history.add(record);
    } else {
      write(List.of(record), JsonWriter.compact());
    }
  }

  @Override
  public void end() throws IOException {
    if (!history.isEmpty()) {
      write(history, JsonWriter.indented());
    }
    out.write("\n]}\n");
  }

  private void write(List<ConsentRecord> decisions, JsonWriter json) throws IOException {
    new DpvRecord(archive, noticesWritten, decisions, json).write();
    records.add(json);
  }
}
