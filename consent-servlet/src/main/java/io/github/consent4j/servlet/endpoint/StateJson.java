package io.github.consent4j.servlet.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a visitor stands, as JSON: the decision, and for every category and service whether it is
 * {@code required}, {@code granted}, {@code refused} or {@code undecided}; a category of which only
 * a part was granted is {@code partial}.
 */
final class StateJson {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // the usual pool keeps the application's class loader alive in every thread
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .build();

  private StateJson() {}

  static byte[] of(Consent consent) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      writeDecision(json, consent);
      json.writeArrayFieldStart("categories");
      for (Category category : consent.policy().categories()) {
        writeCategory(json, consent, category);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return out.toByteArray();
  }

  private static void writeDecision(JsonGenerator json, Consent consent) throws IOException {
    json.writeBooleanField("made", consent.isMade());
    json.writeBooleanField("needsAnswer", consent.needsAnswer());
    json.writeStringField("revision", consent.marks().revision());
    if (consent.decision() instanceof Decision.Made made) {
      json.writeStringField("id", made.id());
      json.writeStringField("at", made.at().toString());
    }
  }

  private static void writeCategory(JsonGenerator json, Consent consent, Category category)
      throws IOException {
    Policy policy = consent.policy();
    Set<String> states = new TreeSet<>();
    json.writeStartObject();
    json.writeStringField("id", category.id());
    json.writeArrayFieldStart("services");
    for (Service service : category.services()) {
      String state = consent.stateAt(policy.indexOf(service.id())).name().toLowerCase(Locale.ROOT);
      states.add(state);
      json.writeStartObject();
      json.writeStringField("id", service.id());
      json.writeStringField("state", state);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("state", category(consent, category, states));
    json.writeEndObject();
  }

  private static String category(Consent consent, Category category, Set<String> states) {
    if (states.size() == 1) {
      return states.iterator().next();
    }
    if (!states.isEmpty()) {
      return states.contains("undecided") ? "undecided" : "partial";
    }
    if (category.required()) {
      return "required";
    }
    if (consent.allows(category.id())) {
      return "granted";
    }
    boolean refused =
        consent.decision() instanceof Decision.Made made && made.refused().contains(category.id());
    return refused ? "refused" : "undecided";
  }
}
