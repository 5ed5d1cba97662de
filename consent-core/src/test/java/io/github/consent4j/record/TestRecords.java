package io.github.consent4j.record;

import io.github.consent4j.consent.ConsentEvent.Action;
import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.consent.ConsentEvent.Way;
import io.github.consent4j.record.ConsentRecord.Choice;
import io.github.consent4j.record.ConsentRecord.Event;
import io.github.consent4j.record.ConsentRecord.State;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Records for tests. */
public final class TestRecords {

  private TestRecords() {}

  /** Returns a record of a visitor who allows statistics and refuses external media. */
  public static ConsentRecord given(String consentId, Instant at) {
    return builder(consentId, at).build();
  }

  /** Begins the same record. */
  public static ConsentRecord.Builder builder(String consentId, Instant at) {
    UUID random = UUID.randomUUID();
    long high = (at.toEpochMilli() << 16) | 0x7000L | (random.getMostSignificantBits() & 0xFFFL);
    return ConsentRecord.builder()
        .id(new UUID(high, random.getLeastSignificantBits()))
        .consentId(consentId)
        .at(at)
        .event(Event.GIVEN)
        .choices(
            List.of(
                new Choice("econda", "statistics", State.GRANTED),
                new Choice("youtube", "external-media", State.REFUSED)))
        .way(Way.FORM)
        .layer(Layer.BANNER)
        .action(Action.SAVE)
        .language("de")
        .notice("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU")
        .revision("f3Kd0a")
        .policy("n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg")
        .validUntil(at.atOffset(ZoneOffset.UTC).plus(Period.ofMonths(6)).toInstant())
        .site("www.example.org");
  }
}
