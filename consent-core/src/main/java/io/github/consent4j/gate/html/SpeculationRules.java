package io.github.consent4j.gate.html;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;

/**
 * Reads speculation rules that select links of the page itself ("document rules" in the Speculation
 * Rules draft). It finds out whether they may select links to other sites. A browser contacts these
 * sites before the visitor follows a link.
 */
final class SpeculationRules {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // The default pool keeps the application's class loader alive in every thread.
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .build();

  private SpeculationRules() {}

  /**
   * Returns whether links to other sites may be selected. Browsers ignore rules that they cannot
   * read.
   */
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

  /** Reads a rule. A rule without a condition selects every link, unless it is a list of URLs. */
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

  /** Reads several conditions, of which one or all must be met. */
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

  /** Reads one or several patterns. A pattern without a host applies to the host of the page. */
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
