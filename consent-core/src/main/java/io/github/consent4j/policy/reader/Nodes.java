package io.github.consent4j.policy.reader;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Looks things up in a tree of YAML nodes, whatever its shape is. */
final class Nodes {

  private Nodes() {}

  /** Returns the value of a key; null if the node is no mapping, or has no such key. */
  static @Nullable Node child(@Nullable Node node, String key) {
    for (NodeTuple entry : entries(node)) {
      if (key.equals(text(entry.getKeyNode()))) {
        return entry.getValueNode();
      }
    }
    return null;
  }

  /** Returns a key of a mapping, or the mapping itself if it has no such key. */
  static Node place(Node mapping, String key) {
    return entries(mapping).stream()
        .map(NodeTuple::getKeyNode)
        .filter(node -> key.equals(text(node)))
        .findFirst()
        .orElse(mapping);
  }

  /** Returns the entries of a mapping; none if the node is no mapping. */
  static List<NodeTuple> entries(@Nullable Node node) {
    return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
  }

  /** Returns the items of a list; a single word counts as a list of one. */
  static List<Node> items(@Nullable Node node) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    return node instanceof ScalarNode && !text(node).isEmpty() ? List.of(node) : List.of();
  }

  /** Returns the text of a scalar; empty if the node is none. */
  static String text(@Nullable Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue().strip() : "";
  }

  /** Returns whether the node is a text without quotes. */
  static boolean isPlain(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN;
  }

  /** Hands over every scalar below a node, keys included. */
  static void scalars(Node node, Consumer<ScalarNode> consumer) {
    if (node instanceof ScalarNode scalar) {
      consumer.accept(scalar);
    }
    for (NodeTuple entry : entries(node)) {
      scalars(entry.getKeyNode(), consumer);
      scalars(entry.getValueNode(), consumer);
    }
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> scalars(item, consumer));
    }
  }
}
