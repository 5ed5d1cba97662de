package io.github.consent4j.gate.html;

import io.github.consent4j.format.Json;
import io.github.consent4j.format.JsonReader;
import io.github.consent4j.format.JsonReader.Token;
import java.io.IOException;

/**
 * Reads speculation rules that select links of the page itself ("document rules" in the Speculation
 * Rules draft). It finds out whether they may select links to other sites. A browser contacts these
 * sites before the visitor follows a link.
 */
final class SpeculationRules {

  private SpeculationRules() {}

  /**
   * Returns whether links to other sites may be selected. Browsers ignore rules that they cannot
   * read. Without a reader of JSON nobody knows, so they may.
   */
  static boolean pickForeignLinks(byte[] json, int length) {
    if (!Json.isReadable()) {
      return true;
    }
    try (JsonReader parser = Json.reader(json, length)) {
      boolean found = false;
      while (parser.next() != Token.END) {
        boolean isRule = parser.token() == Token.BEGIN_OBJECT && parser.isElement();
        found |= isRule && isForeign(parser);
      }
      return found;
    } catch (IOException e) {
      return false;
    }
  }

  /** Reads a rule. A rule without a condition selects every link, unless it is a list of URLs. */
  private static boolean isForeign(JsonReader parser) throws IOException {
    boolean lists = false;
    boolean foreign = true;
    while (parser.nextMember()) {
      String name = parser.name();
      lists |= name.equals("urls");
      if (name.equals("where")) {
        foreign = condition(parser);
      } else {
        parser.skip();
      }
    }
    return foreign && !lists;
  }

  private static boolean condition(JsonReader parser) throws IOException {
    if (parser.token() != Token.BEGIN_OBJECT) {
      parser.skip();
      return true;
    }
    boolean foreign = true;
    while (parser.nextMember()) {
      String name = parser.name();
      foreign &=
          switch (name) {
            case "and", "or" -> several(parser, name.equals("or"));
            case "href_matches" -> patterns(parser);
            default -> true;
          };
      parser.skip();
    }
    return foreign;
  }

  /** Reads several conditions, of which one or all must be met. */
  private static boolean several(JsonReader parser, boolean one) throws IOException {
    if (parser.token() != Token.BEGIN_ARRAY) {
      return true;
    }
    boolean foreign = !one;
    while (parser.nextElement()) {
      boolean next = condition(parser);
      foreign = one ? foreign || next : foreign && next;
    }
    return foreign;
  }

  /** Reads one or several patterns. A pattern without a host applies to the host of the page. */
  private static boolean patterns(JsonReader parser) throws IOException {
    boolean foreign = false;
    boolean several = parser.token() == Token.BEGIN_ARRAY;
    while (!several || parser.nextElement()) {
      foreign |= parser.token() != Token.STRING || parser.text().contains("//");
      parser.skip();
      if (!several) {
        break;
      }
    }
    return foreign;
  }
}
