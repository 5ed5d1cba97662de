package io.github.consent4j.record.export;

import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecord.Choice;
import io.github.consent4j.record.ConsentRecord.State;
import io.github.consent4j.record.export.PolicyFacts.Party;
import io.github.consent4j.record.export.PolicyFacts.ServiceFacts;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Consent receipts (Kantara Initiative, KI-CR-v1.1.0). A receipt has no word for a refusal, so only
 * what was granted is in it. What the specification asks for and the policy did not say is named in
 * {@code remarks} and left out.
 */
final class KantaraSheet implements Sheet {

  private final Archive archive;
  private final boolean indented;
  private final Writer out;
  private final JsonElements receipts;

  KantaraSheet(Archive archive, boolean indented, Writer out) {
    this.archive = archive;
    this.indented = indented;
    this.out = out;
    this.receipts = new JsonElements(out);
  }

  @Override
  public void begin() throws IOException {
    out.write("[");
  }

  @Override
  public void add(ConsentRecord record) throws IOException {
    List<Choice> granted =
        record.choices().stream().filter(choice -> choice.state() == State.GRANTED).toList();
    if (!granted.isEmpty()) {
      receipts.add(receipt(record, granted, archive.policy(record)));
    }
  }

  @Override
  public void end() throws IOException {
    out.write("\n]\n");
  }

  private JsonWriter receipt(ConsentRecord record, List<Choice> granted, PolicyFacts policy) {
    List<String> remarks = new ArrayList<>();
    JsonWriter json = indented ? JsonWriter.indented() : JsonWriter.compact();
    json.beginObject();
    json.field("version", "KI-CR-v1.1.0");
    remarks.add(Remarks.JURISDICTION);
    json.field("consentTimestamp", record.at().getEpochSecond());
    json.field("collectionMethod", Words.method(record));
    json.field("consentReceiptID", record.id().toString());
    json.field("language", record.language());
    json.field("piiPrincipalId", record.consentId());
    controller(json, policy, remarks);
    Addresses.privacyPolicy(record, policy)
        .ifPresentOrElse(
            address -> json.field("policyUrl", address),
            () -> remarks.add("policyUrl: the policy names no privacy policy"));
    json.beginArray("services");
    for (Choice choice : granted) {
      service(json, record, choice, policy, remarks);
    }
    json.endArray();
    remarks.add("sensitive: the policy has no place for it");
    json.field("remarks", remarks);
    return json.endObject();
  }

  private static void controller(JsonWriter json, PolicyFacts policy, List<String> remarks) {
    Optional<Party> controller = policy.controller();
    json.beginArray("piiControllers");
    controller.ifPresent(
        party -> {
          json.beginObject();
          party.name().ifPresent(name -> json.field("piiController", name));
          party.contact().ifPresent(contact -> json.field("contact", contact));
          party
              .address()
              .ifPresent(
                  address -> {
                    json.beginObject("address");
                    json.field("streetAddress", address);
                    json.endObject();
                  });
          json.endObject();
        });
    json.endArray();
    Remarks.controller(policy).forEach(remark -> remarks.add("piiControllers: " + remark));
  }

  private static void service(
      JsonWriter json,
      ConsentRecord record,
      Choice choice,
      PolicyFacts policy,
      List<String> remarks) {
    String language = record.language();
    Optional<ServiceFacts> facts = policy.service(choice.id());
    json.beginObject();
    json.field("service", facts.flatMap(it -> it.name().in(language)).orElse(choice.id()));
    json.beginArray("purposes");
    json.beginObject();
    facts
        .flatMap(it -> it.purpose().in(language))
        .ifPresent(purpose -> json.field("purpose", purpose));
    json.field(
        "purposeCategory",
        List.of(policy.category(choice.category()).in(language).orElse(choice.category())));
    json.field("consentType", "EXPLICIT");
    json.field("piiCategory", facts.flatMap(it -> it.dataTypes().in(language)).stream().toList());
    json.field("primaryPurpose", false);
    json.field("termination", record.validUntil().toString());
    thirdParty(facts, policy)
        .ifPresentOrElse(
            name -> {
              json.field("thirdPartyDisclosure", true);
              json.field("thirdPartyName", name);
            },
            () -> json.field("thirdPartyDisclosure", false));
    json.endObject();
    json.endArray();
    json.endObject();
    Remarks.service(choice.id(), policy)
        .forEach(remark -> remarks.add(choice.id() + ": " + remark));
  }

  /** Returns the provider if it is another one than the site itself. */
  private static Optional<String> thirdParty(Optional<ServiceFacts> facts, PolicyFacts policy) {
    return facts.flatMap(policy::recipient).flatMap(Party::name);
  }
}
