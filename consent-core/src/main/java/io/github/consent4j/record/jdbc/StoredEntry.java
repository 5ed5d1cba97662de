package io.github.consent4j.record.jdbc;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.Uuid7;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.chain.ChainEntry;
import io.github.consent4j.record.chain.Erasure;
import io.github.consent4j.record.json.RecordJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of entries.
 *
 * @param entry its place in the chain
 * @param id identifier of the record; of an erasure, one of its own
 * @param consentId whose decision it was; null once it is erased
 * @param decidedAt when that was
 * @param event what the decision was; null once it is erased
 * @param validUntil when the decision lapses; null for an erasure
 * @param storedAt when the entry was stored, never before the one ahead of it in the chain
 * @param content what the chain's digest covers; null once it is erased
 */
record StoredEntry(
    ChainEntry entry,
    UUID id,
    @Nullable String consentId,
    Instant decidedAt,
    @Nullable String event,
    @Nullable Instant validUntil,
    Instant storedAt,
    @Nullable String content) {

  /** Returns the entry of a record that follows on the end of a chain. */
  static StoredEntry of(ConsentRecord record, Head head, Instant storedAt) {
    String content = RecordJson.write(record);
    return new StoredEntry(
        head.next(ChainEntry.Kind.RECORD, content),
        record.id(),
        record.consentId(),
        record.at(),
        EnumName.of(record.event()),
        validUntil(record),
        storedAt,
        content);
  }

  /** Returns the entry of an erasure that follows on the end of a chain. */
  static StoredEntry of(Erasure erasure, Head head, Instant storedAt) {
    String content = erasure.content();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new StoredEntry(
        head.next(ChainEntry.Kind.ERASURE, content),
        // It sorts among the records.
        Uuid7.of(storedAt.toEpochMilli(), random.nextInt(Uuid7.COUNTERS), random.nextLong()),
        null,
        erasure.at(),
        null,
        null,
        storedAt,
        content);
  }

  /** Returns whether the columns say what the content says. */
  boolean agreesWith(ConsentRecord record) {
    return id.equals(record.id())
        && record.consentId().equals(consentId)
        && record.at().equals(decidedAt)
        && EnumName.of(record.event()).equals(event)
        && validUntil(record).equals(validUntil);
  }

  /** The databases round what is finer, each in its own way. */
  private static Instant validUntil(ConsentRecord record) {
    return record.validUntil().truncatedTo(ChronoUnit.MILLIS);
  }
}
