package io.github.consent4j.spring;

import io.github.consent4j.format.JsonWriter;
import java.util.List;

/**
 * Says to a program that a visitor's consent is missing (RFC 9457). Immutable.
 *
 * @param missing identifiers of services and categories
 * @param settings address of the settings; empty if there are none
 */
record ConsentProblem(List<String> missing, String settings) {

  static ConsentProblem of(List<String> missing, String settings) {
    return new ConsentProblem(List.copyOf(missing), settings);
  }

  String json() {
    JsonWriter json =
        JsonWriter.compact()
            .beginObject()
            .field("type", "about:blank")
            .field("title", "Forbidden")
            .field("status", 403)
            .field("detail", "The visitor has not allowed " + String.join(", ", missing))
            .field("consent", missing);
    if (!settings.isEmpty()) {
      json.field("settings", settings);
    }
    return json.endObject().toText();
  }
}
