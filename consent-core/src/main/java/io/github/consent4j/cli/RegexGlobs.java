package io.github.consent4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Regular expressions over cookie names, as globs that match the same names. */
final class RegexGlobs {

  private static final String SPECIAL = "\\^$.|?*+()[]{}";

  private static final Pattern CHOICE = Pattern.compile("([^()|]*)\\(([^()]*)\\)([^()|]*)");

  private RegexGlobs() {}

  /**
   * Returns globs that together match the names which an expression finds; empty if globs cannot
   * say that.
   *
   * @param regex an expression of JavaScript, without the slashes around it
   */
  static List<String> of(String regex) {
    boolean start = regex.startsWith("^");
    boolean end = regex.endsWith("$") && !regex.endsWith("\\$");
    String body = regex.substring(start ? 1 : 0, regex.length() - (end ? 1 : 0));
    List<String> globs = new ArrayList<>();
    for (String choice : choices(body)) {
      String glob = glob(choice);
      if (glob.isEmpty()) {
        return List.of();
      }
      String whole = (start ? "" : "*") + glob + (end ? "" : "*");
      globs.add(whole.replaceAll("\\*+", "*"));
    }
    return globs;
  }

  /** Divides an expression at the bars of its only group, or of the expression itself. */
  private static List<String> choices(String body) {
    Matcher group = CHOICE.matcher(body);
    if (!group.matches()) {
      return body.contains("(") ? List.of(body) : List.of(body.split("\\|", -1));
    }
    String inner = group.group(2).replaceFirst("^\\?:", "");
    List<String> choices = new ArrayList<>();
    for (String choice : inner.split("\\|", -1)) {
      choices.add(group.group(1) + choice + group.group(3));
    }
    return choices;
  }

  /** Returns the glob of an expression without groups and anchors; empty if there is none. */
  private static String glob(String body) {
    StringBuilder glob = new StringBuilder();
    int i = 0;
    while (i < body.length()) {
      char c = body.charAt(i);
      char next = i + 1 < body.length() ? body.charAt(i + 1) : ' ';
      if (c == '\\' && SPECIAL.indexOf(next) < 0 && next != '-' && next != '/') {
        return "";
      }
      if (c == '\\') {
        if (next == '*' || next == '?') {
          return "";
        }
        glob.append(next);
        i += 2;
      } else if (c == '.') {
        glob.append(next == '*' ? "*" : next == '+' ? "?*" : "?");
        i += next == '*' || next == '+' ? 2 : 1;
      } else if (SPECIAL.indexOf(c) >= 0 || next == '?' || next == '*' || next == '+') {
        return "";
      } else {
        glob.append(c);
        i++;
      }
    }
    return glob.toString();
  }
}
