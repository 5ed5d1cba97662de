package io.github.consent4j.record.export;

import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.export.PolicyFacts.Party;
import io.github.consent4j.record.export.PolicyFacts.ServiceFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what a policy declares as JSON-LD with the terms of the Data Privacy Vocabulary 2.3, a
 * process for each service. Not thread-safe.
 */
public final class DpvInventory {

  private static final String CONTROLLER = "controller";

  private final PolicyFacts policy;
  private final String address;
  private final JsonWriter json = JsonWriter.indented();
  private final DpvFacts facts;

  private DpvInventory(PolicyFacts policy, String language) {
    this.policy = policy;
    this.address = policy.address().map(site -> site.endsWith("/") ? site : site + '/').orElse("");
    this.facts = new DpvFacts(json, language);
  }

  /**
   * Returns the document in UTF-8.
   *
   * @param inventory an inventory as JSON
   * @param language a language tag; a text that is not there in it is in another language
   * @throws IOException if the inventory is no JSON
   */
  public static byte[] of(byte[] inventory, String language) throws IOException {
    return (new DpvInventory(PolicyFacts.read(inventory), language).text() + '\n')
        .getBytes(StandardCharsets.UTF_8);
  }

  private String text() {
    json.beginObject();
    json.beginObject("@context");
    DpvFacts.context(json);
    json.endObject();
    json.beginArray("@graph");
    controller();
    policy.services().forEach(this::process);
    providers();
    json.endArray();
    json.endObject();
    return json.toText();
  }

  private void controller() {
    json.beginObject();
    facts.controller(id(CONTROLLER), policy);
    note(Remarks.controller(policy));
    json.endObject();
  }

  private void process(ServiceFacts service) {
    json.beginObject();
    json.field("@id", id("service-" + service.id()));
    json.field("@type", "dpv:Process");
    json.field("dct:identifier", service.id());
    json.field("dct:subject", service.category());
    json.beginObject("dpv:hasApplicableLaw").field("@id", "legal-eu:law-GDPR").endObject();
    json.beginObject("dpv:hasDataController").field("@id", id(CONTROLLER)).endObject();
    facts.purpose(service.category(), Optional.of(service));
    facts.service(service, policy.recipient(service).map(provider -> providerId(provider)));
    note(remarks(service));
    json.endObject();
  }

  private List<String> remarks(ServiceFacts service) {
    List<String> remarks = new ArrayList<>();
    if (service.legalBasis().filter("exempt"::equals).isPresent()) {
      remarks.add(
          "strictly necessary: Directive 2002/58/EC Art. 5(3), for which the vocabulary has no term");
    }
    remarks.addAll(Remarks.service(service.id(), policy));
    return remarks;
  }

  private String providerId(Party provider) {
    return id("provider-" + provider.name().orElse(""));
  }

  private void providers() {
    Map<String, Party> providers = new LinkedHashMap<>();
    policy.services().stream()
        .flatMap(service -> policy.recipient(service).stream())
        .forEach(provider -> providers.putIfAbsent(providerId(provider), provider));
    providers.forEach(facts::recipient);
  }

  private void note(List<String> remarks) {
    if (!remarks.isEmpty()) {
      json.field("skos:editorialNote", remarks);
    }
  }

  private String id(String fragment) {
    return Addresses.of(address, fragment);
  }
}
