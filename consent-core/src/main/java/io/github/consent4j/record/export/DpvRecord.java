package io.github.consent4j.record.export;

import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.Notice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes one consent record of ISO/IEC TS 27560 as a node of JSON-LD. Not thread-safe. */
final class DpvRecord {

  private static final String PROFILE = "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr";

  private final Archive archive;
  private final Set<String> noticesWritten;
  private final List<ConsentRecord> decisions;
  private final ConsentRecord first;
  private final ConsentRecord last;
  private final JsonWriter json;

  /**
   * @param noticesWritten identifiers of the notices whose words the document has already
   * @param decisions decisions of one visitor, the earliest first; at least one
   */
  DpvRecord(
      Archive archive, Set<String> noticesWritten, List<ConsentRecord> decisions, JsonWriter json) {
    this.archive = archive;
    this.noticesWritten = noticesWritten;
    this.decisions = decisions;
    this.first = decisions.get(0);
    this.last = decisions.get(decisions.size() - 1);
    this.json = json;
  }

  void write() throws IOException {
    List<DpvProcess> processes = DpvProcess.of(decisions, archive);
    PolicyFacts policy = archive.policy(last);
    json.beginObject();
    json.field("@id", Addresses.record(first));
    json.field("@type", "dpv:ConsentRecord");
    json.field("dct:conformsTo", PROFILE);
    json.field("dpv:hasIdentifier", first.id().toString());
    DpvTime.write(json, "dct:created", first.at());
    if (decisions.size() > 1) {
      DpvTime.write(json, "dct:modified", last.at());
    }
    subject();
    json.beginObject("dpv:hasApplicableLaw").field("@id", "legal-eu:law-GDPR").endObject();
    json.beginObject("dpv:hasDataController").field("@id", controllerId()).endObject();
    notices();
    policies();
    json.beginArray("dpv:hasProcess");
    for (DpvProcess process : processes) {
      new DpvProcessWriter(process, json).write();
    }
    json.endArray();
    control(policy);
    rights(policy);
    entities(policy, processes);
    json.field("skos:editorialNote", remarks(policy));
    json.endObject();
  }

  private void subject() {
    json.beginObject("dpv:hasDataSubject");
    json.field("@id", Addresses.visitor(first));
    json.field("@type", "dpv:DataSubject");
    json.field("dpv:hasIdentifier", first.consentId());
    json.endObject();
  }

  private void notices() throws IOException {
    Map<String, ConsentRecord> shown = new LinkedHashMap<>();
    for (ConsentRecord record : decisions) {
      record.notice().ifPresent(id -> shown.putIfAbsent(id, record));
    }
    json.beginArray("dpv:hasNotice");
    for (Map.Entry<String, ConsentRecord> entry : shown.entrySet()) {
      ConsentRecord record = entry.getValue();
      json.beginObject();
      json.field("@id", Addresses.notice(record, entry.getKey()));
      json.field("@type", "dpv:ConsentNotice");
      json.field("dct:identifier", "sha-256:" + entry.getKey());
      Optional<Notice> notice = archive.notice(record);
      json.field("dct:language", notice.map(Notice::language).orElse(record.language()));
      if (notice.isPresent() && noticesWritten.add(entry.getKey())) {
        DpvTime.write(json, "dct:issued", notice.get().since());
        json.field("dct:description", notice.get().text());
      }
      json.endObject();
    }
    json.endArray();
  }

  private void policies() {
    Map<String, ConsentRecord> policies = new LinkedHashMap<>();
    decisions.forEach(record -> policies.putIfAbsent(record.policy(), record));
    json.beginArray("dct:references");
    policies.forEach(
        (fingerprint, record) -> {
          json.beginObject();
          json.field("@id", Addresses.ofSite(record, "policy-" + fingerprint));
          json.field("dct:identifier", fingerprint);
          json.field("dct:hasVersion", record.revision());
          json.endObject();
        });
    json.endArray();
  }

  private void control(PolicyFacts policy) {
    json.beginObject("dpv:hasConsentControl");
    json.field("@type", List.of("dpv:ProvideConsent", "dpv:WithdrawConsent"));
    policy
        .settingsPath()
        .ifPresent(
            path -> json.field("dct:description", "settings page of the application: " + path));
    json.endObject();
  }

  private void rights(PolicyFacts policy) {
    json.beginObject("dpv:hasRight");
    json.field("@type", List.of("dpv:DataSubjectRight", "eu-gdpr:A7-3"));
    Addresses.privacyPolicy(last, policy)
        .ifPresent(
            address -> json.beginObject("dpv:isExercisedAt").field("@id", address).endObject());
    json.endObject();
  }

  private String controllerId() {
    return Addresses.ofSite(last, "controller-" + last.policy());
  }

  private void entities(PolicyFacts policy, List<DpvProcess> processes) {
    DpvFacts facts = new DpvFacts(json, last.language());
    json.beginArray("dpv:hasEntity");
    json.beginObject();
    facts.controller(controllerId(), policy);
    json.endObject();
    for (DpvProcess process : processes) {
      DpvProcessWriter.recipient(process)
          .ifPresent(provider -> facts.recipient(DpvProcessWriter.recipientId(process), provider));
    }
    json.endArray();
  }

  private List<String> remarks(PolicyFacts policy) throws IOException {
    List<String> remarks = new ArrayList<>();
    remarks.add(Remarks.JURISDICTION);
    remarks.addAll(Remarks.controller(policy));
    if (policy.settingsPath().isEmpty()) {
      remarks.add("the inventory of the policy names no settings page");
    }
    for (ConsentRecord record : decisions) {
      if (record.notice().isEmpty()) {
        remarks.add("the decision " + record.id() + " names no notice");
      } else if (archive.notice(record).isEmpty()) {
        remarks.add("the notice " + record.notice().get() + " is not in the store");
      }
    }
    return remarks.stream().distinct().toList();
  }
}
