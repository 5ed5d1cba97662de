package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.format.EnumName;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.util.Set;
import java.util.TreeSet;

/**
 * The consent of a visitor as JSON. It contains the decision, and for every category and service
 * the state {@code required}, {@code granted}, {@code refused}, {@code undecided} or {@code
 * not-needed}. A category of which only a part was granted is {@code partial}.
 */
final class StateJson {

  private StateJson() {}

  static byte[] of(Consent consent) {
    JsonWriter json = JsonWriter.compact().beginObject();
    writeDecision(json, consent);
    json.beginArray("categories");
    for (Category category : consent.policy().categories()) {
      writeCategory(json, consent, category);
    }
    return json.endArray().endObject().toBytes();
  }

  private static void writeDecision(JsonWriter json, Consent consent) {
    json.field("made", consent.isMade());
    json.field("needsAnswer", consent.needsAnswer());
    if (!consent.isNeeded()) {
      json.field("needsConsent", false);
    }
    json.field("revision", consent.marks().revision());
    if (consent.decision() instanceof Decision.Made made) {
      json.field("id", made.id());
      json.field("at", made.at().toString());
      json.field("notice", made.notice().orElse(null));
    }
  }

  private static void writeCategory(JsonWriter json, Consent consent, Category category) {
    Policy policy = consent.policy();
    Set<String> states = new TreeSet<>();
    json.beginObject();
    json.field("id", category.id());
    json.beginArray("services");
    for (Service service : category.services()) {
      String state = EnumName.of(consent.stateAt(policy.indexOf(service.id())));
      states.add(state);
      json.beginObject();
      json.field("id", service.id());
      json.field("state", state);
      json.endObject();
    }
    json.endArray();
    json.field("state", category(consent, category, states));
    json.endObject();
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
      return consent.isNeeded() || consent.isMade() ? "granted" : "not-needed";
    }
    boolean refused =
        consent.decision() instanceof Decision.Made made && made.refused().contains(category.id());
    return refused ? "refused" : "undecided";
  }
}
