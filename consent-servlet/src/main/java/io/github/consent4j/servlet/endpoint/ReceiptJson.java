package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.Notice;
import io.github.consent4j.record.json.RecordJson;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A visitor's own records as JSON, with the words that the visitor was shown. */
final class ReceiptJson {

  private ReceiptJson() {}

  /**
   * Returns the records, the oldest first, and the notices that they name.
   *
   * @throws IOException if the store cannot be read
   */
  static byte[] of(List<ConsentRecord> records, ConsentRecords store) throws IOException {
    JsonWriter json = JsonWriter.compact().beginObject();
    json.field("version", RecordJson.VERSION);
    json.field("consentId", records.get(0).consentId());
    json.raw(
        "records",
        records.stream().map(RecordJson::write).collect(Collectors.joining(",", "[", "]")));
    json.beginArray("notices");
    Set<String> ids = new LinkedHashSet<>();
    records.forEach(record -> record.notice().ifPresent(ids::add));
    for (String id : ids) {
      Optional<Notice> notice = store.notice(id);
      if (notice.isPresent()) {
        json.beginObject();
        json.field("id", notice.get().id());
        json.field("language", notice.get().language());
        json.field("since", notice.get().since().toString());
        json.field("text", notice.get().text());
        json.endObject();
      }
    }
    return json.endArray().endObject().toBytes();
  }
}
