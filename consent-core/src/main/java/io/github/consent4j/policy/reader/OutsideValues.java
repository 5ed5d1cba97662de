package io.github.consent4j.policy.reader;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Fills in values that are not in the file: <code>${NAME}</code>, or <code>${NAME:default}</code>.
 * Two dollar signs stand for one. Not thread-safe.
 */
final class OutsideValues {

  private static final String BEGINNING = "${";
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]*");

  private final Function<String, @Nullable String> byName;
  private final Problems problems;
  private final Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean failed;

  /**
   * @param byName returns the value of a name, or null if there is none
   */
  OutsideValues(Function<String, @Nullable String> byName, Problems problems) {
    this.byName = byName;
    this.problems = problems;
  }

  /** Returns whether a value has been missing. */
  boolean failed() {
    return failed;
  }

  /** Fills in all values below a node. */
  void fillIn(Node node) {
    if (!done.add(node)) {
      return;
    }
    if (node instanceof MappingNode mapping) {
      List<NodeTuple> tuples = new ArrayList<>();
      for (NodeTuple tuple : mapping.getValue()) {
        tuples.add(new NodeTuple(tuple.getKeyNode(), filled(tuple.getValueNode())));
      }
      mapping.setValue(tuples);
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().replaceAll(this::filled);
    }
  }

  private Node filled(Node node) {
    if (!(node instanceof ScalarNode scalar) || !scalar.getValue().contains(BEGINNING)) {
      fillIn(node);
      return node;
    }
    try {
      return new ScalarNode(
          scalar.getTag(),
          filled(scalar.getValue()),
          scalar.getStartMark(),
          scalar.getEndMark(),
          scalar.getScalarStyle());
    } catch (IllegalArgumentException e) {
      failed = true;
      problems.add(node, String.valueOf(e.getMessage()));
      return node;
    }
  }

  private String filled(String text) {
    StringBuilder filled = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf(BEGINNING); at >= 0; at = text.indexOf(BEGINNING, from)) {
      if (at > from && text.charAt(at - 1) == '$') {
        filled.append(text, from, at).append('{');
        from = at + BEGINNING.length();
        continue;
      }
      int end = end(text, at);
      filled.append(text, from, at).append(value(text.substring(at + BEGINNING.length(), end)));
      from = end + 1;
    }
    return filled.append(text, from, text.length()).toString();
  }

  /** Returns the index of the brace that closes the one at an index. */
  private static int end(String text, int start) {
    int depth = 0;
    for (int i = start + 1; i < text.length(); i++) {
      depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' has '${' without '}'; a text with ${ in it is written with $${");
  }

  private String value(String inBraces) {
    int colon = inBraces.indexOf(':');
    String name = colon < 0 ? inBraces : inBraces.substring(0, colon);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'${"
              + inBraces
              + "}' names no value: expected letters, digits, dots and dashes, as in"
              + " ${SITE_NAME}; a text with ${ in it is written with $${");
    }
    String value = byName.apply(name);
    if (value != null) {
      return value;
    }
    if (colon < 0) {
      throw new IllegalArgumentException(
          "'${"
              + name
              + "}' has no value: set "
              + name
              + " as an environment variable or property, or give a default, as in ${"
              + name
              + ":default}; a text with ${ in it is written with $${");
    }
    return filled(inBraces.substring(colon + 1));
  }
}
