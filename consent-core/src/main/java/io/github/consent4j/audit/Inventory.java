package io.github.consent4j.audit;

import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.format.Sha256;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.ElementSelector;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.PathPattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.Site;
import io.github.consent4j.policy.UrlPattern;
import io.github.consent4j.record.Notice;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a policy declares, as data for auditors: every category, every service and every
 * stored item (GDPR Art. 13; CJEU C-673/17 on lifetimes and third parties). Immutable and
 * thread-safe.
 *
 * <p>The entries have the order of the policy, so that two exports of the same policy are identical
 * bytes.
 *
 * <pre>{@code
 * Files.write(Path.of("inventory.json"), new Inventory(policy).toJson());
 * }</pre>
 */
public final class Inventory {

  /** The version of the JSON schema. It grows when a reader would have to change. */
  public static final String SCHEMA_VERSION = "1.0";

  /**
   * The domain of items that the site stores for its own host, whatever the name of the host is.
   */
  public static final String OWN_HOST = "self";

  private final Policy policy;
  private final List<Notice> notices;

  /**
   * @param policy the policy to list
   */
  public Inventory(Policy policy) {
    this(policy, List.of());
  }

  private Inventory(Policy policy, List<Notice> notices) {
    this.policy = policy;
    this.notices = notices;
  }

  /**
   * Returns this inventory with the policy's fingerprint, and with the identifiers of what visitors
   * are shown.
   */
  public Inventory with(List<Notice> notices) {
    return new Inventory(policy, List.copyOf(notices));
  }

  /**
   * Returns the fingerprint of the policy: SHA-256 of its inventory without notices, in URL-safe
   * Base64 without padding.
   */
  public String fingerprint() {
    return Sha256.base64(new Inventory(policy).toJson());
  }

  /**
   * Returns the inventory as pretty-printed JSON in UTF-8, with a stable order and a schema
   * version.
   */
  public byte[] toJson() {
    JsonWriter json = JsonWriter.indented();
    write(json);
    byte[] document = json.toBytes();
    byte[] lines = Arrays.copyOf(document, document.length + 1);
    lines[document.length] = '\n';
    return lines;
  }

  private void write(JsonWriter json) {
    json.beginObject();
    json.field("schemaVersion", SCHEMA_VERSION);
    json.field("revision", RevisionMarks.of(policy).revision());
    json.field("declaredRevision", policy.revision());
    if (!notices.isEmpty()) {
      writeNotices(json);
    }
    json.beginObject("site");
    text(json, "name", policy.site().name());
    optionalText(json, "privacyPolicy", policy.site().privacyPolicy());
    optionalText(json, "imprint", policy.site().imprint());
    if (policy.settings().consentByRequest()) {
      json.field("needsConsent", "by-request");
    }
    optional(json, "address", policy.site().address());
    json.field("settings", policy.settings().basePath());
    policy.site().controller().ifPresent(controller -> write(json, controller));
    json.endObject();
    json.field("undeclaredCookies", policy.settings().undeclaredCookies().id());
    json.field("undeclaredHosts", policy.settings().undeclaredHosts().id());
    json.field("languages", policy.languages());
    json.beginArray("categories");
    for (Category category : policy.categories()) {
      write(json, category);
    }
    json.endArray();
    json.endObject();
  }

  private void writeNotices(JsonWriter json) {
    json.field("policy", fingerprint());
    json.beginArray("notices");
    for (Notice notice : notices) {
      json.beginObject();
      json.field("language", notice.language());
      json.field("layer", EnumName.of(notice.layer()));
      json.field("id", notice.id());
      json.endObject();
    }
    json.endArray();
  }

  private void write(JsonWriter json, Category category) {
    json.beginObject();
    json.field("id", category.id());
    text(json, "title", category.title());
    text(json, "description", category.description());
    json.field("required", category.required());
    json.field("beforeDecision", category.beforeDecision().id());
    json.field("enforce", category.enforce().id());
    json.field("gpc", category.gpc().id());
    json.beginArray("services");
    for (Service service : category.services()) {
      write(json, category, service);
    }
    json.endArray();
    json.endObject();
  }

  private void write(JsonWriter json, Category category, Service service) {
    json.beginObject();
    json.field("id", service.id());
    text(json, "name", service.name());
    json.field("category", category.id());
    json.field("kind", service.kind().id());
    text(json, "purpose", service.purpose());
    json.field("legalBasis", service.legalBasis().id());
    optionalText(json, "necessity", service.necessity());
    optionalText(json, "dataTypes", service.dataTypes());
    optionalText(json, "retention", service.retention());
    optionalText(json, "safeguard", service.safeguard());
    if (policy.settings().publishNotes()) {
      optional(json, "owner", service.owner());
      optional(json, "note", service.note());
    }
    write(json, service.provider());
    json.beginArray("cookies");
    for (CookieDescriptor stored : service.stores()) {
      write(json, category, service, stored);
    }
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
    service.sources().forEach(source -> write(json, source));
    json.endArray();
    json.endObject();
  }

  private static void write(JsonWriter json, Service.Source source) {
    json.beginObject();
    json.field("from", source.from());
    json.field("checked", source.checked());
    json.field("values", source.values());
    json.endObject();
  }

  private static void write(JsonWriter json, Site.Controller controller) {
    json.beginObject("controller");
    json.field("name", controller.name());
    optional(json, "address", controller.address());
    optional(json, "contact", controller.contact());
    optional(json, "dataProtectionOfficer", controller.dataProtectionOfficer());
    json.endObject();
  }

  private static void write(JsonWriter json, Provider provider) {
    json.beginObject("provider");
    json.field("name", provider.name());
    optional(json, "address", provider.address());
    optional(json, "country", provider.country());
    optional(json, "privacyPolicy", provider.privacyPolicy());
    json.field("transfersTo", provider.transfersTo());
    json.field("domains", provider.domains());
    json.field("unconfirmed", provider.isUnconfirmed());
    json.endObject();
  }

  private void write(JsonWriter json, Category category, Service service, CookieDescriptor stored) {
    json.beginObject();
    json.field("name", stored.name().glob());
    json.field("kind", stored.kind().id());
    json.field("category", category.id());
    json.field("service", service.id());
    json.field("provider", service.provider().name());
    json.field("domain", stored.domain().orElse(OWN_HOST));
    json.field("path", stored.path());
    json.field("lifetime", stored.lifetime().toString());
    text(json, "purpose", stored.purpose());
    optionalText(json, "necessity", stored.necessity());
    json.endObject();
  }

  /**
   * Writes a text in every language of the policy, so that the result does not depend on the
   * reader.
   */
  private void text(JsonWriter json, String field, LocalizedText text) {
    json.beginObject(field);
    for (String language : policy.languages()) {
      json.field(language, text.in(language));
    }
    json.endObject();
  }

  private void optionalText(JsonWriter json, String field, Optional<LocalizedText> text) {
    if (text.isPresent()) {
      text(json, field, text.get());
    } else {
      json.field(field, (String) null);
    }
  }

  private static void optional(JsonWriter json, String field, Optional<String> value) {
    json.field(field, value.orElse(null));
  }
}
