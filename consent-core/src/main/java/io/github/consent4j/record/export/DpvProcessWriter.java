package io.github.consent4j.record.export;

import io.github.consent4j.consent.ConsentEvent.Way;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.export.PolicyFacts.Party;
import io.github.consent4j.record.export.PolicyFacts.ServiceFacts;
import java.util.List;
import java.util.Optional;

/** Writes what visitors are asked about one service. Not thread-safe. */
final class DpvProcessWriter {

  private final DpvProcess process;
  private final JsonWriter json;

  DpvProcessWriter(DpvProcess process, JsonWriter json) {
    this.process = process;
    this.json = json;
  }

  /** Returns who receives the data of a service; empty if that is the site itself. */
  static Optional<Party> recipient(DpvProcess process) {
    return process.facts().flatMap(process.policy()::recipient);
  }

  /** Returns the name of the recipient's node. */
  static String recipientId(DpvProcess process) {
    ConsentRecord first = process.first();
    return Addresses.ofSite(first, "provider-of-" + process.choice().id() + '-' + first.policy());
  }

  void write() {
    Optional<ServiceFacts> facts = process.facts();
    json.beginObject();
    json.field("@id", Addresses.record(process.first()) + '#' + process.choice().id());
    json.field("@type", "dpv:Process");
    json.field("dct:identifier", process.choice().id());
    json.field("dct:subject", process.choice().category());
    DpvFacts written = new DpvFacts(json, process.first().language());
    written.purpose(process.choice().category(), facts);
    facts.ifPresent(
        service ->
            written.service(service, recipient(process).map(provider -> recipientId(process))));
    json.beginArray("dpv:hasConsentStatus");
    process.states().forEach(this::status);
    json.endArray();
    List<String> remarks = Remarks.service(process.choice().id(), process.policy());
    if (!remarks.isEmpty()) {
      json.field("skos:editorialNote", remarks);
    }
    json.endObject();
  }

  private void status(DpvStatus status) {
    ConsentRecord record = status.record();
    boolean expressed = status.isGiven() && record.way() == Way.FORM;
    json.beginObject();
    json.field(
        "@type",
        expressed ? List.of(status.type(), "dpv:ExpressedConsent") : List.of(status.type()));
    json.field("dct:identifier", record.id().toString());
    json.beginObject("dpv:isIndicatedBy").field("@id", Addresses.visitor(record)).endObject();
    DpvTime.write(json, "dpv:isIndicatedAtTime", record.at());
    json.field("dpv:hasIndicationMethod", Words.method(record));
    json.beginObject("dpv:hasDuration");
    json.field("@type", "dpv:TemporalDuration");
    json.field("rdf:value", Words.validity(record));
    json.endObject();
    DpvTime.write(json, "dct:valid", record.validUntil());
    record
        .notice()
        .ifPresent(
            id ->
                json.beginObject("dpv:hasNotice")
                    .field("@id", Addresses.notice(record, id))
                    .endObject());
    if (status.type().equals(DpvStatus.REFUSED_OR_WITHDRAWN)) {
      json.field(
          "skos:editorialNote",
          "refused or withdrawn: the decisions before this one are not part of this record");
    }
    json.endObject();
  }
}
