package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Looks things up in a tree of YAML nodes, whatever its shape is. */
final class Nodes {

  /** A node can contain itself by a reference, but no policy is nested as deep as this. */
  private static final int DEEPEST = 20;

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
    for (NodeTuple entry : entries(mapping)) {
      if (key.equals(text(entry.getKeyNode()))) {
        return entry.getKeyNode();
      }
    }
    return mapping;
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

  /** Returns the places of the keys and words below a node, by the way to each. */
  static Map<List<String>, String> places(Node root) {
    Map<List<String>, String> places = new HashMap<>();
    collect(root, List.of(), places);
    return places;
  }

  private static void collect(Node node, List<String> way, Map<List<String>, String> places) {
    if (way.size() > DEEPEST) {
      return;
    }
    for (NodeTuple entry : entries(node)) {
      collect(entry.getKeyNode(), entry.getValueNode(), text(entry.getKeyNode()), way, places);
    }
    if (node instanceof SequenceNode items) {
      for (Node item : items.getValue()) {
        Node name = item instanceof ScalarNode ? item : child(item, "name");
        collect(item, item, text(name), way, places);
      }
    }
    if (node instanceof ScalarNode && !text(node).isEmpty()) {
      places.putIfAbsent(below(way, text(node)), placeOf(node).toString());
    }
  }

  private static void collect(
      Node where, Node value, String name, List<String> way, Map<List<String>, String> places) {
    List<String> below = below(way, name);
    places.putIfAbsent(below, placeOf(where).toString());
    if (value != where || !(value instanceof ScalarNode)) {
      collect(value, below, places);
    }
  }

  private static List<String> below(List<String> way, String name) {
    List<String> below = new ArrayList<>(way);
    below.add(name);
    return List.copyOf(below);
  }

  /** Returns the place of a node in its file. */
  static Problem.Place placeOf(Node node) {
    Mark mark = node.getStartMark();
    return new Problem.Place(mark.getName(), mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Hands over every scalar below a node, keys included. */
  static void scalars(Node node, Consumer<ScalarNode> consumer) {
    each(
        node,
        each -> {
          if (each instanceof ScalarNode scalar) {
            consumer.accept(scalar);
          }
        });
  }

  /** Hands over a node and every node below it, keys included. */
  static void each(Node node, Consumer<Node> consumer) {
    each(node, 0, consumer);
  }

  private static void each(Node node, int depth, Consumer<Node> consumer) {
    consumer.accept(node);
    if (depth > DEEPEST) {
      return;
    }
    for (NodeTuple entry : entries(node)) {
      each(entry.getKeyNode(), depth + 1, consumer);
      each(entry.getValueNode(), depth + 1, consumer);
    }
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> each(item, depth + 1, consumer));
    }
  }

  /**
   * Returns the key or word at a way, as in {@link #places}; null if the tree has no such way.
   *
   * @param way its keys, the words of lists, and the {@code name} of items with keys
   */
  static @Nullable Node at(Node root, List<String> way) {
    Node value = root;
    Node where = root;
    for (String name : way) {
      Node found = null;
      for (NodeTuple entry : entries(value)) {
        if (text(entry.getKeyNode()).equals(name)) {
          found = entry.getKeyNode();
          value = entry.getValueNode();
          break;
        }
      }
      if (found == null && !(value instanceof MappingNode)) {
        for (Node item : items(value)) {
          if (text(item instanceof ScalarNode ? item : child(item, "name")).equals(name)) {
            found = item;
            value = item;
            break;
          }
        }
      }
      if (found == null) {
        return null;
      }
      where = found;
    }
    return where;
  }
}
