package io.github.consent4j.cli.crawl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a site's {@code robots.txt} allows to this program (RFC 9309). Immutable. */
public final class Robots {

  /** Allows everything, as a site without such a file does. */
  public static final Robots ALL = new Robots(List.of());

  private record Rule(boolean allows, String path) {

    boolean matches(String target) {
      boolean end = path.endsWith("$");
      String glob = end ? path.substring(0, path.length() - 1) : path;
      StringBuilder regex = new StringBuilder();
      for (String part : glob.split("\\*+", -1)) {
        regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
      }
      return Pattern.compile(regex + (end ? "" : ".*"), Pattern.DOTALL).matcher(target).matches();
    }
  }

  private final List<Rule> rules;

  private Robots(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Reads the rules for an agent; those for everybody if there are none for it alone. */
  public static Robots read(String text, String agent) {
    List<Rule> own = new ArrayList<>();
    List<Rule> everybody = new ArrayList<>();
    boolean named = false;
    boolean forAgent = false;
    boolean forAll = false;
    boolean inRules = true;
    for (String line : text.lines().limit(5000).toList()) {
      String content = line.replaceFirst("#.*", "").strip();
      int colon = content.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String key = content.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = content.substring(colon + 1).strip();
      if (key.equals("user-agent")) {
        forAgent = (!inRules && forAgent) || value.equalsIgnoreCase(agent);
        forAll = (!inRules && forAll) || value.equals("*");
        named |= forAgent;
        inRules = false;
      } else if (key.equals("allow") || key.equals("disallow")) {
        inRules = true;
        Rule rule = new Rule(key.equals("allow"), value);
        if (forAgent && !value.isEmpty()) {
          own.add(rule);
        }
        if (forAll && !value.isEmpty()) {
          everybody.add(rule);
        }
      }
    }
    return new Robots(named ? own : everybody);
  }

  /**
   * Returns whether a path may be fetched. The longest rule counts, and of equally long ones the
   * one that allows.
   *
   * @param path path and query
   */
  public boolean allows(String path) {
    boolean allowed = true;
    int longest = -1;
    for (Rule rule : rules) {
      int length = rule.path().length();
      if (rule.matches(path) && (length > longest || (length == longest && rule.allows()))) {
        allowed = rule.allows();
        longest = length;
      }
    }
    return allowed;
  }
}
