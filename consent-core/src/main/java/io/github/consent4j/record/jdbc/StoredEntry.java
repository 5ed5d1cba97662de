package io.github.consent4j.record.jdbc;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.chain.ChainEntry;
import io.github.consent4j.record.chain.Erasure;
import io.github.consent4j.record.json.RecordJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
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
        word(record),
        validUntil(record),
        storedAt,
        content);
  }

  /** Returns the entry of an erasure that follows on the end of a chain. */
  static StoredEntry of(Erasure erasure, Head head, Instant storedAt) {
    String content = erasure.content();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    // version 7 and its variant (RFC 9562): it sorts among the records
    long high = (storedAt.toEpochMilli() << 16) | 0x7000L | random.nextLong(0x1000L);
    long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new StoredEntry(
        head.next(ChainEntry.Kind.ERASURE, content),
        new UUID(high, low),
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
        && word(record).equals(event)
        && validUntil(record).equals(validUntil);
  }

  /** The databases round what is finer, each in its own way. */
  private static Instant validUntil(ConsentRecord record) {
    return record.validUntil().truncatedTo(ChronoUnit.MILLIS);
  }

  private static String word(ConsentRecord record) {
    return record.event().name().toLowerCase(Locale.ROOT);
  }
}
