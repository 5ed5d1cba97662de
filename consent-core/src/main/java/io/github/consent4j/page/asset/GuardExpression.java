package io.github.consent4j.page.asset;

import static io.github.consent4j.page.asset.GuardRegex.NOTHING;
import static io.github.consent4j.page.asset.JavaScript.ascii;
import static io.github.consent4j.page.asset.JavaScript.string;

import io.github.consent4j.gate.cookie.CookieRules;
import io.github.consent4j.policy.UrlPattern;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The frame of a regular expression that matches what the guard blocks. The patterns of what is
 * allowed and of what is not are inserted into it. Immutable.
 *
 * @param start stands before both
 * @param notAllowed stands before the patterns of what is allowed, which it excludes
 * @param end stands behind both
 * @param undeclared matches what is blocked because nobody declares it, as a JavaScript string;
 *     empty if the site does not block that
 * @param grouped true if each service has a group of its own
 */
record GuardExpression(
    String start, String notAllowed, String end, String undeclared, boolean grouped) {

  /**
   * Returns the frame for cookies. The guard sees a pair, with or without attributes, or a name.
   * The name may be that of one piece of a cookie in several pieces.
   */
  static GuardExpression cookies(boolean blocksUndeclared) {
    return new GuardExpression(
        "^[\\s=]*",
        "(?![\\s=]|",
        "(" + CookieRules.PIECE + ")?" + GuardNames.COOKIE_END,
        blocksUndeclared ? string("|[^=;]*") : "",
        false);
  }

  /** Returns the frame for names in other storages. Each pattern contains its own end. */
  static GuardExpression keys() {
    return new GuardExpression("^", "(?!", "", "", false);
  }

  /**
   * Returns the frame for URLs without query: scheme, host, port and path. Each pattern contains
   * its own end.
   *
   * @param ownHosts the site's hosts beside its own one and those below it
   */
  static GuardExpression urls(boolean blocksUndeclared, List<UrlPattern> ownHosts) {
    String hosts =
        Stream.concat(
                Stream.of("(?:[^/]*\\.)?" + GuardRegex.OWN_HOST),
                ownHosts.stream()
                    .map(
                        own ->
                            (own.subdomains() ? "[^/:]*\\." : "")
                                + GuardRegex.ofGlob(own.host(), "[^./:]")))
            .collect(Collectors.joining("|"));
    String own = GuardRegex.string("|(?!(?:" + hosts + ")[:/])[^/]*[^:/]/");
    return new GuardExpression("^\\w+://", "(?!", "", blocksUndeclared ? own : "", true);
  }

  /**
   * Returns the frame for the text of inline scripts. A script is blocked as soon as it contains
   * the text of a blocked service, whatever else it contains.
   */
  static GuardExpression texts() {
    return new GuardExpression("", "(?=|", "", "", true);
  }

  /**
   * Returns whether patterns of what is allowed can be left out if no pattern of what is blocked
   * matches the same.
   */
  boolean canOmitAllowed() {
    return undeclared.isEmpty();
  }

  /** Returns the parts around the patterns, as three JavaScript strings. */
  List<String> parts() {
    String last = string(")" + end);
    return List.of(
        string(start + notAllowed + "(?:"),
        string(")" + end + ")(?:"),
        undeclared.isEmpty() ? last : undeclared + '+' + last);
  }

  /** Returns the whole expression in JavaScript. */
  String script(String allowed, List<String> blocked) {
    String exclusion = allowed.isEmpty() || notAllowed.equals("(?=|") ? "" : exclusion(allowed);
    String alternatives =
        blocked.stream()
            .filter(pattern -> grouped || !pattern.equals(NOTHING))
            .map(pattern -> grouped ? '(' + pattern + ')' : pattern)
            .collect(Collectors.joining("|"));
    String matches = alternatives.isEmpty() ? NOTHING : alternatives;
    String before = start + exclusion;
    if (!undeclared.isEmpty()) {
      return "RegExp(%s+%s+%s)"
          .formatted(GuardRegex.string(before + "(?:" + matches), undeclared, string(')' + end));
    }
    String group = grouped ? "(?:" : "(";
    if ((exclusion + matches).contains(GuardRegex.OWN_HOST)) {
      return "RegExp(" + GuardRegex.string(before + group + matches + ')' + end) + ')';
    }
    return literal(
        before.isEmpty() && end.isEmpty() ? matches : before + group + matches + ")" + end);
  }

  private String exclusion(String allowed) {
    return notAllowed + (end.isEmpty() ? allowed : "(?:" + allowed + ")" + end) + ")";
  }

  private static String literal(String regex) {
    return regex
        .replace("/", "\\/")
        .chars()
        .mapToObj(c -> ascii((char) c))
        .collect(Collectors.joining("", "/", "/"));
  }
}
