package io.github.consent4j.record.export;

import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.export.PolicyFacts.Party;
import io.github.consent4j.record.export.PolicyFacts.ServiceFacts;
import io.github.consent4j.record.export.PolicyFacts.Stored;
import io.github.consent4j.record.export.PolicyFacts.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the facts of a policy with the terms of the Data Privacy Vocabulary 2.3, as records and
 * the inventory have them. Not thread-safe.
 */
final class DpvFacts {

  private static final Map<String, String> PREFIXES =
      new TreeMap<>(
          Map.of(
              "dpv", "https://w3id.org/dpv#",
              "pd", "https://w3id.org/dpv/pd#",
              "loc", "https://w3id.org/dpv/loc#",
              "eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#",
              "legal-eu", "https://w3id.org/dpv/legal/eu#",
              "dct", "http://purl.org/dc/terms/",
              "skos", "http://www.w3.org/2004/02/skos/core#",
              "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
              "xsd", "http://www.w3.org/2001/XMLSchema#"));

  /** The purposes of DPV that the library's own categories are narrower than. */
  private static final Map<String, String> BROADER =
      Map.of(
          "statistics", "dpv:ServiceUsageAnalytics",
          "external-media", "dpv:RequestedServiceProvision");

  private final JsonWriter json;
  private final String language;

  DpvFacts(JsonWriter json, String language) {
    this.json = json;
    this.language = language;
  }

  /** Writes the members of the context that a document begins with. */
  static void context(JsonWriter json) {
    PREFIXES.forEach(json::field);
    json.beginObject("dct:conformsTo").field("@type", "@id").endObject();
  }

  /** Writes the purpose of a service or category. */
  void purpose(String category, Optional<ServiceFacts> facts) {
    Optional<String> broader = Optional.ofNullable(BROADER.get(category));
    json.beginObject("dpv:hasPurpose");
    json.field("@type", "dpv:Purpose");
    broader.ifPresent(term -> json.beginObject("skos:broader").field("@id", term).endObject());
    facts.ifPresent(known -> text("dct:description", known.purpose()));
    json.endObject();
  }

  /**
   * Writes what is said about a service.
   *
   * @param recipient name of the node of who receives its data; empty if that is the site itself
   */
  void service(ServiceFacts service, Optional<String> recipient) {
    json.beginObject("dpv:hasService");
    json.field("@type", "dpv:Service");
    text("dct:title", service.name());
    json.endObject();
    if (service.legalBasis().filter("consent"::equals).isPresent()) {
      json.beginObject("dpv:hasLegalBasis").field("@id", "eu-gdpr:A6-1-a").endObject();
    }
    personalData(service);
    recipient.ifPresent(id -> json.beginObject("dpv:hasRecipient").field("@id", id).endObject());
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

  /**
   * Writes the members of the controller's node.
   *
   * @param id name of the node
   */
  void controller(String id, PolicyFacts policy) {
    json.field("@id", id);
    json.field("@type", "dpv:DataController");
    policy.siteName().in(language).ifPresent(name -> json.field("dct:title", name));
    policy.controller().ifPresent(this::controller);
  }

  private void controller(Party controller) {
    party(controller);
    controller
        .officer()
        .ifPresent(
            officer -> {
              json.beginObject("dpv:hasDataProtectionOfficer");
              json.field("@type", "dpv:DataProtectionOfficer");
              json.field("dpv:hasContact", officer);
              json.endObject();
            });
  }

  /**
   * Writes the node of who receives the data of a service.
   *
   * @param id name of the node
   */
  void recipient(String id, Party provider) {
    json.beginObject();
    json.field("@id", id);
    json.field("@type", List.of("dpv:LegalEntity", "dpv:Recipient"));
    party(provider);
    json.endObject();
  }

  private void party(Party party) {
    party.name().ifPresent(name -> json.field("dpv:hasName", name));
    party.address().ifPresent(address -> json.field("dpv:hasAddress", address));
    party.contact().ifPresent(contact -> json.field("dpv:hasContact", contact));
    party
        .country()
        .ifPresent(
            country ->
                json.beginObject("dpv:hasLocation").field("@id", "loc:" + country).endObject());
  }

  /** Writes a text in the language of the document, if there is one. */
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
