package io.github.consent4j.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.MarkerClass;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UrlPattern;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a policy declares, as data for auditors: every category, every service and every
 * stored item (GDPR Art. 13; CJEU C-673/17 on lifetimes and third parties). Immutable and
 * thread-safe.
 *
 * <p>The entries have the order of the policy, so that two exports of the same policy are identical
 * bytes.
 */
public final class Inventory {

  /** The version of the JSON schema. It grows when a reader would have to change. */
  public static final String SCHEMA_VERSION = "1.0";

  /**
   * The domain of items that the site stores for its own host, whatever the name of the host is.
   */
  public static final String OWN_HOST = "self";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // The default pool keeps the application's class loader alive in every thread.
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .build();

  private final Policy policy;

  /**
   * @param policy the policy to list
   */
  public Inventory(Policy policy) {
    this.policy = policy;
  }

  /**
   * Returns the inventory as pretty-printed JSON in UTF-8, with a stable order and a schema
   * version.
   */
  public byte[] toJson() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
      write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    out.write('\n');
    return out.toByteArray();
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("schemaVersion", SCHEMA_VERSION);
    json.writeStringField("revision", RevisionMarks.of(policy).revision());
    json.writeStringField("declaredRevision", policy.revision());
    json.writeObjectFieldStart("site");
    text(json, "name", policy.site().name());
    optionalText(json, "privacyPolicy", policy.site().privacyPolicy());
    optionalText(json, "imprint", policy.site().imprint());
    json.writeEndObject();
    strings(json, "languages", policy.languages());
    json.writeArrayFieldStart("categories");
    for (Category category : policy.categories()) {
      write(json, category);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(JsonGenerator json, Category category) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", category.id());
    text(json, "title", category.title());
    text(json, "description", category.description());
    json.writeBooleanField("required", category.required());
    json.writeStringField("beforeDecision", category.beforeDecision().id());
    json.writeStringField("enforce", category.enforce().id());
    json.writeStringField("gpc", category.gpc().id());
    json.writeArrayFieldStart("services");
    for (Service service : category.services()) {
      write(json, category, service);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(JsonGenerator json, Category category, Service service) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", service.id());
    text(json, "name", service.name());
    json.writeStringField("category", category.id());
    text(json, "purpose", service.purpose());
    json.writeStringField("legalBasis", service.legalBasis().id());
    write(json, service.provider());
    json.writeArrayFieldStart("cookies");
    for (CookieDescriptor stored : service.stores()) {
      write(json, category, service, stored);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("loads");
    strings(json, "hosts", service.loads().urls().stream().map(UrlPattern::toString).toList());
    strings(json, "scripts", service.loads().scripts().stream().map(NamePattern::glob).toList());
    strings(json, "inlineMarkers", service.loads().inline());
    json.writeEndObject();
    strings(json, "marks", service.marks().stream().map(MarkerClass::toString).toList());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Provider provider) throws IOException {
    json.writeObjectFieldStart("provider");
    json.writeStringField("name", provider.name());
    optional(json, "address", provider.address());
    optional(json, "country", provider.country());
    optional(json, "privacyPolicy", provider.privacyPolicy());
    strings(json, "transfersTo", provider.transfersTo());
    strings(json, "domains", provider.domains());
    json.writeEndObject();
  }

  private void write(
      JsonGenerator json, Category category, Service service, CookieDescriptor stored)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", stored.name().glob());
    json.writeStringField("kind", stored.kind().id());
    json.writeStringField("category", category.id());
    json.writeStringField("service", service.id());
    json.writeStringField("provider", service.provider().name());
    json.writeStringField("domain", stored.domain().orElse(OWN_HOST));
    json.writeStringField("path", stored.path());
    json.writeStringField("lifetime", stored.lifetime().toString());
    text(json, "purpose", stored.purpose());
    optionalText(json, "necessity", stored.necessity());
    json.writeEndObject();
  }

  /**
   * Writes a text in every language of the policy, so that the result does not depend on the
   * reader.
   */
  private void text(JsonGenerator json, String field, LocalizedText text) throws IOException {
    json.writeObjectFieldStart(field);
    for (String language : policy.languages()) {
      json.writeStringField(language, text.in(language));
    }
    json.writeEndObject();
  }

  private void optionalText(JsonGenerator json, String field, Optional<LocalizedText> text)
      throws IOException {
    if (text.isPresent()) {
      text(json, field, text.get());
    } else {
      json.writeNullField(field);
    }
  }

  private static void optional(JsonGenerator json, String field, Optional<String> value)
      throws IOException {
    json.writeStringField(field, value.orElse(null));
  }

  private static void strings(JsonGenerator json, String field, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
