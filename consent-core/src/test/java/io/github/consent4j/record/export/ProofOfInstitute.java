package io.github.consent4j.record.export;

import io.github.consent4j.audit.Inventory;
import io.github.consent4j.consent.ConsentEvent.Action;
import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecord.Choice;
import io.github.consent4j.record.ConsentRecord.Event;
import io.github.consent4j.record.ConsentRecord.State;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.Notice;
import io.github.consent4j.record.TestRecords;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The records of a site: two visitors, three decisions of the first one, two policies. */
public final class ProofOfInstitute {

  /** The visitor who gives, takes back and gives again. */
  public static final String FIRST = "nB1x0QfWq7k";

  /** The visitor who refuses. */
  public static final String SECOND = "-A3jd92lsQE";

  public static final String WORDS =
      """
      Your privacy
      Some services of this site need your consent: Statistics, External media.
      You can change your choice at any time.
      Accept all
      Reject all
      Settings""";

  static final String OLD_POLICY = "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg";
  static final String NEW_POLICY = "aaaQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg";
  static final String OLD_NOTICE = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";
  static final String NEW_NOTICE = "58DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

  private static final String CONTROLLER =
      """
      site:
        name: Institute
        privacy-policy: /privacy
        controller: { name: Institute of Things, address: "Road 1, 12345 Town", contact: privacy@institute.example }
      languages: [en, de]
      categories:
        necessary:      { required: true }
        statistics:     { services: [econda] }
        external-media: { services: [youtube] }
      """;

  private static final String CHANGED =
      CONTROLLER
          + """
          services:
            econda:
              retention: P2Y
              data-types: { de: Adresse und gelesene Seiten, en: Address and pages }
          """;

  private ProofOfInstitute() {}

  /** Fills a store. */
  public static <S extends ConsentRecords> S in(S store) throws IOException {
    archive(store, OLD_NOTICE, OLD_POLICY, CONTROLLER, WORDS);
    archive(store, NEW_NOTICE, NEW_POLICY, CHANGED, WORDS + "\nAddress and pages");
    store.append(
        List.of(
            decision(1, FIRST, "2026-02-14T09:15:30Z", Event.GIVEN, State.GRANTED).build(),
            decision(2, SECOND, "2026-02-20T10:00:00Z", Event.REFUSED, State.REFUSED)
                .action(Action.REJECT_ALL)
                .build(),
            decision(3, FIRST, "2026-03-10T18:00:00Z", Event.WITHDRAWN, State.REFUSED)
                .action(Action.WITHDRAW)
                .layer(Layer.SETTINGS)
                .build(),
            decision(4, FIRST, "2026-04-01T07:00:00.250Z", Event.CHANGED, State.GRANTED)
                .policy(NEW_POLICY)
                .notice(NEW_NOTICE)
                .revision("g4Le1b")
                .gpc(true)
                .build()));
    return store;
  }

  private static ConsentRecord.Builder decision(
      int number, String visitor, String at, Event event, State statistics) {
    Instant time = Instant.parse(at);
    return TestRecords.builder(visitor, time)
        .id(new UUID(time.toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L | number))
        .policy(OLD_POLICY)
        .notice(OLD_NOTICE)
        .language("en")
        .event(event)
        .choices(
            List.of(
                new Choice("econda", "statistics", statistics),
                new Choice("youtube", "external-media", State.REFUSED)));
  }

  private static void archive(
      ConsentRecords store, String id, String policy, String yaml, String words)
      throws IOException {
    store.archive(
        new Notice(
            id,
            Layer.BANNER,
            "en",
            "f3Kd0a",
            policy,
            Instant.parse("2026-02-01T00:00:00Z"),
            words,
            "<!DOCTYPE html>\n<title>Cookies</title>\n<p>" + words + "</p>\n"),
        new Inventory(ReferencePolicy.read(yaml)).facts());
  }
}
