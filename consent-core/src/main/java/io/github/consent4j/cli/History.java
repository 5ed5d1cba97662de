package io.github.consent4j.cli;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.ConsentRecords.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The decisions of one visitor, the earliest first. Immutable. */
record History(List<ConsentRecord> records) {

  History {
    records = List.copyOf(records);
  }

  /** Reads the decisions of a visitor. */
  static History of(ConsentRecords store, String consentId) throws IOException {
    List<ConsentRecord> records = new ArrayList<>();
    store.forEach(Query.of(consentId), records::add);
    return new History(records);
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  /** Returns the last decision up to the end of a moment; it may have lapsed. */
  Optional<ConsentRecord> lastAt(Moment moment) {
    return records.stream()
        .filter(record -> record.at().isBefore(moment.until()))
        .reduce((earlier, later) -> later);
  }

  /** Returns whether a decision had lapsed when a moment began. */
  static boolean isLapsed(ConsentRecord record, Moment moment) {
    return !record.validUntil().isAfter(moment.from());
  }
}
