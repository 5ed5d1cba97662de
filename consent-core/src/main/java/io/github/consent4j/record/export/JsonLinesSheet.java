package io.github.consent4j.record.export;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.json.RecordJson;
import java.io.IOException;
import java.io.Writer;

/** Records as the store keeps them, one a line. */
final class JsonLinesSheet implements Sheet {

  private final Writer out;

  JsonLinesSheet(Writer out) {
    this.out = out;
  }

  @Override
  public void begin() {}

  @Override
  public void add(ConsentRecord record) throws IOException {
    out.append(RecordJson.write(record)).append('\n');
  }

  @Override
  public void end() {}
}
