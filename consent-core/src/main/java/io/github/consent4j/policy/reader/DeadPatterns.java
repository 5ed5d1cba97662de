package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.FileRules;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/**
 * Finds patterns that can never match, because they are written as other tools write them: as
 * regular expressions or with placeholders.
 */
final class DeadPatterns {

  private static final int LONGEST = 200;
  private static final Pattern FILE = Pattern.compile("[^/]+\\.(?:m?js|css|html?|php)");
  private static final Pattern SCRIPT_TAG = Pattern.compile("(?i)</?script[\\s>]");
  private static final Pattern SLASHES = Pattern.compile("/.+/[gimsuy]*");
  private static final Pattern ANCHORS = Pattern.compile("\\^.+|.+\\$");
  private static final Pattern GROUPS =
      Pattern.compile(".*(?:\\(\\?|\\.\\+|\\\\[.dwsb/(]|\\[(?:\\^|a-z|A-Z|0-9|\\w-\\w)[^]]*]).*");
  private static final Pattern PLACEHOLDER =
      Pattern.compile(".*(?:<[^>]*>|\\{[^}]*}|%(?![0-9A-Fa-f]{2})|\\[[^]]*]|#).*");

  private final Problems problems;

  DeadPatterns(Problems problems) {
    this.problems = problems;
  }

  void check(Node root) {
    for (NodeTuple service : Nodes.entries(Nodes.child(root, "services"))) {
      Node value = service.getValueNode();
      Node loads = Nodes.child(value, "loads");
      Nodes.items(Nodes.child(loads, "hosts")).forEach(this::host);
      Nodes.items(Nodes.child(loads, "scripts")).forEach(this::name);
      Nodes.items(Nodes.child(loads, "inline")).forEach(this::inline);
      Nodes.items(Nodes.child(value, "stores"))
          .forEach(item -> Optional.ofNullable(Nodes.child(item, "name")).ifPresent(this::name));
    }
  }

  private void host(Node node) {
    String text = text(node);
    if (FILE.matcher(text).matches()) {
      problems.explain(
          node,
          FileRules.NEVER_MATCHES,
          "'" + text + "' is the name of a file, not a host; names of scripts go under 'scripts'");
    } else if (isExpression(text)) {
      report(node, "a host is written plainly, with '*.' for its subdomains: '*.example.org'");
    }
  }

  private void name(Node node) {
    String text = text(node);
    if (isExpression(text)) {
      report(node, "'*' stands for any characters, as in '_ga_*'");
    } else if (PLACEHOLDER.matcher(text).matches()) {
      problems.explain(
          node,
          FileRules.NEVER_MATCHES,
          "'"
              + text
              + "' matches nothing: what differs from visitor to visitor is written '*', as in"
              + " '_ga_*'");
    }
  }

  private void inline(Node node) {
    String text = text(node);
    if (SCRIPT_TAG.matcher(text).find()) {
      problems.explain(
          node,
          FileRules.NEVER_MATCHES,
          "'"
              + text
              + "' matches nothing: only what stands within a script is looked at; leave its tag"
              + " out");
    } else if (isExpression(text)) {
      report(node, "it is a piece of the script's text, written as it stands there: 'fbq('");
    } else if (List.of("*", "**").contains(text) || (text.endsWith("*") && !text.contains(" "))) {
      problems.explain(
          node,
          FileRules.NEVER_MATCHES,
          "'"
              + text
              + "' matches nothing: '*' means itself in 'inline'; leave it out, as a piece of the"
              + " script's text is enough");
    }
  }

  /** Returns a pattern; empty if it is longer than any that somebody writes. */
  private static String text(Node node) {
    String text = Nodes.text(node);
    return text.length() > LONGEST ? "" : text;
  }

  private void report(Node node, String instead) {
    problems.explain(
        node,
        FileRules.NEVER_MATCHES,
        "'"
            + Nodes.text(node)
            + "' matches nothing: regular expressions are not used here; "
            + instead);
  }

  private static boolean isExpression(String text) {
    return SLASHES.matcher(text).matches()
        || ANCHORS.matcher(text).matches()
        || GROUPS.matcher(text).matches()
        || text.contains("\\");
  }
}
