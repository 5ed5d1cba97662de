package io.github.consent4j.page.asset;

import static io.github.consent4j.page.asset.GuardRegex.NOTHING;
import static io.github.consent4j.page.asset.JavaScript.ascii;
import static io.github.consent4j.page.asset.JavaScript.string;

import io.github.consent4j.gate.cookie.CookieRules;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A regular expression of the guard, that of what is held back, around the patterns of what is open
 * and of what is not. Immutable.
 *
 * @param start stands before both
 * @param notOpen stands before what is open, which it excludes
 * @param end stands behind both
 * @param undeclared matches what is held back without being declared, as a script writes a text;
 *     empty if nothing is
 * @param grouped whether each service has a group of its own
 */
record GuardExpression(
    String start, String notOpen, String end, String undeclared, boolean grouped) {

  private static final String OWN_SITE =
      "location.hostname.replace(/^www\\./,\"\").replace(/\\W/g,\"\\\\$&\")";

  /**
   * What the guard sees of cookies: a pair with or without its attributes, or a name, which may be
   * that of a piece.
   */
  static GuardExpression cookies(boolean holdsUndeclared) {
    return new GuardExpression(
        "^[\\s=]*",
        "(?![\\s=]|",
        "(" + CookieRules.PIECE + ")?" + GuardNames.COOKIE_END,
        holdsUndeclared ? string("|[^=;]*") : "",
        false);
  }

  /** Names of what scripts store elsewhere; each says where it ends. */
  static GuardExpression keys() {
    return new GuardExpression("^", "(?!", "", "", false);
  }

  /** URLs without query: scheme, host, port and path. Each pattern says where it ends. */
  static GuardExpression urls(boolean holdsUndeclared) {
    String own = string("|(?!(?:[^/]*\\.)?") + '+' + OWN_SITE + '+' + string("[:/])[^/]*[^:/]/");
    return new GuardExpression("^\\w+://", "(?!", "", holdsUndeclared ? own : "", true);
  }

  /** The text of inline scripts; whatever else stands in it, a marker tells. */
  static GuardExpression texts() {
    return new GuardExpression("", "(?=|", "", "", true);
  }

  /** Whether what is open can be left out where nothing else matches the same. */
  boolean canSpare() {
    return undeclared.isEmpty();
  }

  /** The parts around what is open and what is not: three texts as a script writes them. */
  List<String> parts() {
    String last = string(")" + end);
    return List.of(
        string(start + notOpen + "(?:"),
        string(")" + end + ")(?:"),
        undeclared.isEmpty() ? last : undeclared + '+' + last);
  }

  /** The whole expression, as a script writes it. */
  String script(String open, List<String> closed) {
    String exclusion = open.isEmpty() || notOpen.equals("(?=|") ? "" : exclusion(open);
    String alternatives =
        closed.stream()
            .filter(pattern -> grouped || !pattern.equals(NOTHING))
            .map(pattern -> grouped ? '(' + pattern + ')' : pattern)
            .collect(Collectors.joining("|"));
    String held = alternatives.isEmpty() ? NOTHING : alternatives;
    String before = start + exclusion;
    if (!undeclared.isEmpty()) {
      return "RegExp(%s+%s+%s)"
          .formatted(string(before + "(?:" + held), undeclared, string(')' + end));
    }
    String group = grouped ? "(?:" : "(";
    return literal(before.isEmpty() && end.isEmpty() ? held : before + group + held + ")" + end);
  }

  private String exclusion(String open) {
    return notOpen + (end.isEmpty() ? open : "(?:" + open + ")" + end) + ")";
  }

  private static String literal(String regex) {
    return regex
        .replace("/", "\\/")
        .chars()
        .mapToObj(c -> ascii((char) c))
        .collect(Collectors.joining("", "/", "/"));
  }
}
