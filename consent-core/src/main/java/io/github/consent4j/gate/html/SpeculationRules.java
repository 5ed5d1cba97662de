package io.github.consent4j.gate.html;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;

/**
 * Reads speculation rules that pick links of the page itself, as the Speculation Rules draft's
 * "document rules" do: whether they may pick links to other sites, which a browser then contacts
 * before anybody follows them.
 */
final class SpeculationRules {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // the usual pool keeps the application's class loader alive in every thread
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .build();

  private SpeculationRules() {}

  /** Whether links to other sites may be picked. Browsers ignore rules that cannot be read. */
  static boolean pickForeignLinks(byte[] json, int length) {
    try (JsonParser parser = JSON.createParser(json, 0, length)) {
      boolean found = false;
      while (parser.nextToken() != null) {
        boolean isRule = parser.currentToken() == JsonToken.START_OBJECT;
        found |= isRule && parser.getParsingContext().getParent().inArray() && isForeign(parser);
      }
      return found;
    } catch (IOException e) {
      return false;
    }
  }

  /** Takes a rule: one without a condition picks every link, if it is no list of URLs. */
  private static boolean isForeign(JsonParser parser) throws IOException {
    boolean lists = false;
    boolean foreign = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      lists |= name.equals("urls");
      if (name.equals("where")) {
        foreign = condition(parser);
      } else {
        parser.skipChildren();
      }
    }
    return foreign && !lists;
  }

  private static boolean condition(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return true;
    }
    boolean foreign = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      foreign &=
          switch (name) {
            case "and", "or" -> several(parser, name.equals("or"));
            case "href_matches" -> patterns(parser);
            default -> true;
          };
      parser.skipChildren();
    }
    return foreign;
  }

  /** Takes conditions of which one, or else each, has to be met. */
  private static boolean several(JsonParser parser, boolean one) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return true;
    }
    boolean foreign = !one;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      boolean next = condition(parser);
      foreign = one ? foreign || next : foreign && next;
    }
    return foreign;
  }

  /** Takes a pattern, or several: one that names no host is that of the page. */
  private static boolean patterns(JsonParser parser) throws IOException {
    boolean foreign = false;
    boolean several = parser.currentToken() == JsonToken.START_ARRAY;
    while (!several || parser.nextToken() != JsonToken.END_ARRAY) {
      foreign |= parser.currentToken() != JsonToken.VALUE_STRING || parser.getText().contains("//");
      parser.skipChildren();
      if (!several) {
        break;
      }
    }
    return foreign;
  }
}
