package io.github.consent4j.record.export;

import io.github.consent4j.consent.ConsentEvent.Way;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.export.PolicyFacts.Party;
import io.github.consent4j.record.export.PolicyFacts.ServiceFacts;
import io.github.consent4j.record.export.PolicyFacts.Stored;
import io.github.consent4j.record.export.PolicyFacts.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes what visitors are asked about one service. Not thread-safe. */
final class DpvProcessWriter {

  /** The purposes of DPV that the library's own categories are narrower than. */
  private static final Map<String, String> BROADER =
      Map.of(
          "statistics", "dpv:ServiceUsageAnalytics",
          "external-media", "dpv:RequestedServiceProvision");

  private final DpvProcess process;
  private final String language;
  private final JsonWriter json;

  DpvProcessWriter(DpvProcess process, JsonWriter json) {
    this.process = process;
    this.language = process.first().language();
    this.json = json;
  }

  /** Returns who receives the data of a service; empty if that is the site itself. */
  static Optional<Party> recipient(DpvProcess process) {
    return process
        .facts()
        .flatMap(ServiceFacts::provider)
        .filter(provider -> !Remarks.isSite(provider, process.policy()));
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
    purpose(facts);
    facts.ifPresent(this::service);
    json.beginArray("dpv:hasConsentStatus");
    process.states().forEach(this::status);
    json.endArray();
    List<String> remarks = Remarks.service(process.choice(), process.policy());
    if (!remarks.isEmpty()) {
      json.field("skos:editorialNote", remarks);
    }
    json.endObject();
  }

  private void purpose(Optional<ServiceFacts> facts) {
    Optional<String> broader = Optional.ofNullable(BROADER.get(process.choice().category()));
    json.beginObject("dpv:hasPurpose");
    json.field("@type", "dpv:Purpose");
    broader.ifPresent(term -> json.beginObject("skos:broader").field("@id", term).endObject());
    facts.ifPresent(known -> text("dct:description", known.purpose()));
    json.endObject();
  }

  private void service(ServiceFacts service) {
    json.beginObject("dpv:hasService");
    json.field("@type", "dpv:Service");
    text("dct:title", service.name());
    json.endObject();
    if (service.legalBasis().filter("consent"::equals).isPresent()) {
      json.beginObject("dpv:hasLegalBasis").field("@id", "eu-gdpr:A6-1-a").endObject();
    }
    personalData(service);
    recipient(process)
        .ifPresent(
            provider ->
                json.beginObject("dpv:hasRecipient")
                    .field("@id", recipientId(process))
                    .endObject());
    json.beginArray("dpv:hasStorageCondition");
    locations(service);
    durations(service);
    json.endArray();
  }

  /** A browser that loads from a host cannot but send its address. */
  private void personalData(ServiceFacts service) {
    json.beginArray("dpv:hasPersonalData");
    if (service.loads()) {
      json.beginObject().field("@id", "pd:IPAddress").endObject();
    }
    if (service.dataTypes().in(language).isPresent()) {
      json.beginObject();
      json.field("@type", "dpv:PersonalData");
      text("dct:description", service.dataTypes());
      json.endObject();
    }
    json.endArray();
  }

  private void locations(ServiceFacts service) {
    List<String> countries =
        service.provider().stream()
            .flatMap(it -> Stream.concat(it.country().stream(), it.transfersTo().stream()))
            .distinct()
            .toList();
    if (countries.isEmpty()) {
      return;
    }
    json.beginObject();
    json.field("@type", "dpv:StorageLocation");
    json.beginArray("dpv:hasLocation");
    countries.forEach(country -> json.beginObject().field("@id", "loc:" + country).endObject());
    json.endArray();
    text("dct:description", service.safeguard());
    json.endObject();
  }

  private void durations(ServiceFacts service) {
    Optional<String> retention = service.retention().in(language);
    if (retention.isPresent()) {
      json.beginObject();
      json.field("@type", "dpv:StorageDuration");
      if (isDuration(retention.get())) {
        json.field("dpv:hasDuration", retention.get());
      } else {
        text("dct:description", service.retention());
      }
      json.endObject();
    }
    for (Stored stored : service.stored()) {
      json.beginObject();
      json.field("@type", "dpv:StorageDuration");
      json.field("dct:title", stored.kind() + ' ' + stored.name());
      json.field(
          isDuration(stored.lifetime()) ? "dpv:hasDuration" : "dct:description", stored.lifetime());
      json.endObject();
    }
  }

  private static boolean isDuration(String text) {
    return text.matches("P(?=.)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+S)?)?");
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

  /** Writes a text in the language of the visitor, if there is one. */
  private void text(String name, Text text) {
    text.in(language)
        .ifPresent(
            words -> {
              json.beginObject(name);
              json.field("@value", words);
              text.languageOf(language).ifPresent(tag -> json.field("@language", tag));
              json.endObject();
            });
  }
}
