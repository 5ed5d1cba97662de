package io.github.consent4j.audit;

import io.github.consent4j.audit.item.DeclaredItem;
import io.github.consent4j.audit.item.DeclaredItems;
import io.github.consent4j.audit.item.Evidence;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.ElementSelector;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.PathPattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.Settings;
import io.github.consent4j.policy.Signal;
import io.github.consent4j.policy.Site;
import io.github.consent4j.policy.UrlPattern;
import io.github.consent4j.record.Notice;
import java.util.List;
import java.util.Optional;

/** Writes one inventory, from its first byte to its last one. Not thread-safe. */
final class InventoryWriter {

  private final Policy policy;
  private final RevisionMarks marks;
  private final DeclaredItems items;
  private final JsonWriter json;
  private final boolean withPlaces;
  private final Optional<Observation> observation;
  private final Optional<Evidence> evidence;
  private final EvidenceWriter seen;

  InventoryWriter(
      Policy policy,
      DerivedFacts derived,
      JsonWriter json,
      boolean withPlaces,
      Optional<Observation> observation) {
    this.policy = policy;
    this.marks = derived.marks();
    this.items = derived.items();
    this.json = json;
    this.withPlaces = withPlaces;
    this.observation = observation;
    this.evidence = observation.map(seen -> new Evidence(items, seen.items()));
    this.seen = new EvidenceWriter(json);
  }

  /** Writes the facts of the policy alone. */
  void writeFacts() {
    json.beginObject();
    json.field("schemaVersion", Inventory.SCHEMA_VERSION);
    writePolicy();
    json.endObject();
  }

  /** Writes everything. */
  void write(String fingerprint, List<Notice> notices) {
    json.beginObject();
    json.field("schemaVersion", Inventory.SCHEMA_VERSION);
    json.beginObject("generator");
    json.field("name", "Consent4j");
    json.field("version", InventoryWriter.class.getPackage().getImplementationVersion());
    json.endObject();
    json.field("policy", fingerprint);
    json.beginArray("notices");
    notices.forEach(this::write);
    json.endArray();
    observation.ifPresent(
        seen -> {
          json.beginObject("observation");
          json.field("from", seen.from().toString());
          json.field("to", seen.to().toString());
          json.endObject();
        });
    writePolicy();
    evidence.ifPresent(present -> seen.undeclared(present.undeclared()));
    json.endObject();
  }

  private void write(Notice notice) {
    json.beginObject();
    json.field("language", notice.language());
    json.field("layer", EnumName.of(notice.layer()));
    json.field("id", notice.id());
    json.endObject();
  }

  private void writePolicy() {
    Settings settings = policy.settings();
    json.field("revision", marks.revision());
    json.field("declaredRevision", policy.revision());
    write(policy.site(), settings);
    json.field("languages", policy.languages());
    json.field("renewAfter", settings.renewAfter().toString());
    json.beginObject("consentCookie");
    json.field("name", settings.cookie().name());
    optional("domain", settings.cookie().domain());
    optional("path", settings.cookie().path());
    json.field("markLength", RevisionMarks.MARK_LENGTH);
    json.endObject();
    json.field("undeclaredCookies", settings.undeclaredCookies().id());
    json.field("undeclaredHosts", settings.undeclaredHosts().id());
    json.field("leftovers", settings.leftovers().id());
    json.field("onError", settings.onError().id());
    json.beginArray("signals");
    settings.presence().signals().forEach(this::write);
    json.endArray();
    json.beginArray("waivers");
    policy.waivers().forEach(this::write);
    json.endArray();
    json.beginArray("categories");
    policy.categories().forEach(this::write);
    json.endArray();
  }

  private void write(Site site, Settings settings) {
    json.beginObject("site");
    text("name", site.name());
    optionalText("privacyPolicy", site.privacyPolicy());
    optionalText("imprint", site.imprint());
    if (settings.consentByRequest()) {
      json.field("needsConsent", "by-request");
    }
    optional("address", site.address());
    optional("host", items.host());
    json.field("settings", settings.basePath());
    site.controller().ifPresent(this::write);
    json.endObject();
  }

  private void write(Site.Controller controller) {
    json.beginObject("controller");
    json.field("name", controller.name());
    optional("address", controller.address());
    optional("contact", controller.contact());
    optional("dataProtectionOfficer", controller.dataProtectionOfficer());
    json.endObject();
  }

  private void write(Signal signal) {
    json.beginObject();
    json.field("id", signal.id());
    json.field("tool", signal.tool().id());
    json.field("type", signal.type().isEmpty() ? null : signal.type());
    json.endObject();
  }

  private void write(Policy.Waiver waiver) {
    json.beginObject();
    json.field("rule", waiver.rule());
    optional("service", waiver.service());
    optional("category", waiver.category());
    json.field("reason", waiver.reason());
    json.endObject();
  }

  private void write(Category category) {
    json.beginObject();
    json.field("id", category.id());
    text("title", category.title());
    text("description", category.description());
    json.field("required", category.required());
    json.field("beforeDecision", category.beforeDecision().id());
    json.field("enforce", category.enforce().id());
    json.field("gpc", category.gpc().id());
    json.beginArray("services");
    category.services().forEach(service -> write(category, service));
    json.endArray();
    json.endObject();
  }

  private void write(Category category, Service service) {
    json.beginObject();
    json.field("id", service.id());
    text("name", service.name());
    json.field("category", category.id());
    json.field("mark", marks.at(policy.indexOf(service.id())));
    json.field("kind", service.kind().id());
    text("purpose", service.purpose());
    json.field("legalBasis", service.legalBasis().id());
    optionalText("necessity", service.necessity());
    json.field("beforeConsent", category.isAlwaysOpen());
    optionalText("dataTypes", service.dataTypes());
    optionalText("recipients", service.recipients());
    optionalText("retention", service.retention());
    optionalText("safeguard", service.safeguard());
    if (policy.settings().publishNotes()) {
      optional("owner", service.owner());
      optional("note", service.note());
    }
    place(service.place());
    write(service.provider());
    json.beginArray("cookies");
    items.of(category, service).forEach(this::write);
    json.endArray();
    json.beginObject("loads");
    json.field("hosts", service.loads().urls().stream().map(UrlPattern::toString).toList());
    json.field("scripts", service.loads().scripts().stream().map(NamePattern::glob).toList());
    json.field("inlineMarkers", service.loads().inline());
    json.endObject();
    json.field("marks", service.marks().stream().map(ElementSelector::toString).toList());
    if (!service.applyTo().isEmpty()) {
      json.field("applyTo", service.applyTo().stream().map(PathPattern::toString).toList());
    }
    json.beginArray("sources");
    service.sources().forEach(this::write);
    json.endArray();
    evidence.ifPresent(present -> seen.contacts(present.contactsOf(service)));
    json.endObject();
  }

  private void write(Service.Source source) {
    json.beginObject();
    json.field("from", source.from());
    json.field("checked", source.checked());
    json.field("values", source.values());
    json.endObject();
  }

  private void write(Provider provider) {
    json.beginObject("provider");
    json.field("name", provider.name());
    optional("address", provider.address());
    optional("country", provider.country());
    optional("contact", provider.contact());
    optional("privacyPolicy", provider.privacyPolicy());
    optional("optOut", provider.optOut());
    json.field("transfersTo", provider.transfersTo());
    json.field("domains", provider.domains());
    json.field("unconfirmed", provider.isUnconfirmed());
    json.endObject();
  }

  private void write(DeclaredItem item) {
    json.beginObject();
    json.field("id", item.id());
    json.field("name", item.declared().name().glob());
    json.field("nameKind", item.nameKind());
    json.field("kind", item.declared().kind().id());
    json.field("category", item.category().id());
    json.field("service", item.service().id());
    json.field("provider", item.service().provider().name());
    json.field("domain", item.domain().orElse(Inventory.OWN_HOST));
    flag("hostOnly", item.hostOnly());
    json.field("path", item.declared().path());
    optional("setBy", item.setBy().map(by -> by.id()));
    optional("party", item.party().map(party -> party.id()));
    optional("lifetime", item.lifetime());
    flag("session", item.isSession());
    flag("secure", item.secure());
    flag("httpOnly", item.httpOnly());
    optional("sameSite", item.sameSite());
    flag("partitioned", item.partitioned());
    text("purpose", item.declared().purpose());
    json.field("legalBasis", item.service().legalBasis().id());
    optionalText("necessity", item.necessity());
    json.field("beforeConsent", item.comesBeforeConsent());
    json.field("onBlock", item.declared().handling().onBlock().id());
    optional("checked", item.checked());
    place(item.declared().place());
    evidence.ifPresent(present -> seen.declared(present.of(item)));
    json.endObject();
  }

  private void place(Optional<Problem.Place> place) {
    if (withPlaces && place.isPresent()) {
      json.beginObject("declaredAt");
      json.field("file", place.get().file());
      json.field("line", place.get().line());
      json.field("column", place.get().column());
      json.endObject();
    } else if (withPlaces) {
      json.field("declaredAt", (String) null);
    }
  }

  /**
   * Writes a text in every language of the policy, so that the result does not depend on the
   * reader.
   */
  private void text(String field, LocalizedText text) {
    json.beginObject(field);
    for (String language : policy.languages()) {
      json.field(language, text.in(language));
    }
    json.endObject();
  }

  private void optionalText(String field, Optional<LocalizedText> text) {
    if (text.isPresent()) {
      text(field, text.get());
    } else {
      json.field(field, (String) null);
    }
  }

  private void optional(String field, Optional<String> value) {
    json.field(field, value.orElse(null));
  }

  private void flag(String field, Optional<Boolean> value) {
    if (value.isPresent()) {
      json.field(field, (boolean) value.get());
    } else {
      json.field(field, (String) null);
    }
  }
}
