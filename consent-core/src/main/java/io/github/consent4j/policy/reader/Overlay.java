package io.github.consent4j.policy.reader;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Puts one YAML mapping over another. Keys that both have are taken from the upper one, key by key
 * where both values are mappings; a list takes the place of a list. The order is that of the lower
 * mapping, followed by what is new.
 */
final class Overlay {

  /** A node can contain itself by a reference, but no policy is nested as deep as this. */
  private static final int DEEPEST = 20;

  private Overlay() {}

  static MappingNode of(MappingNode lower, MappingNode upper) {
    return of(lower, upper, 0);
  }

  private static MappingNode of(MappingNode lower, MappingNode upper, int depth) {
    List<NodeTuple> rest = new ArrayList<>(upper.getValue());
    List<NodeTuple> all = new ArrayList<>();
    for (NodeTuple below : lower.getValue()) {
      NodeTuple above = takeOut(rest, below.getKeyNode());
      all.add(above == null ? below : joined(below, above, depth));
    }
    all.addAll(rest);
    return new MappingNode(
        upper.getTag(), true, all, upper.getStartMark(), upper.getEndMark(), upper.getFlowStyle());
  }

  private static NodeTuple joined(NodeTuple lower, NodeTuple upper, int depth) {
    Node below = lower.getValueNode();
    Node above = upper.getValueNode();
    if (isNull(above)) {
      return lower;
    }
    return below instanceof MappingNode lowerMapping
            && above instanceof MappingNode upperMapping
            && depth < DEEPEST
        ? new NodeTuple(upper.getKeyNode(), of(lowerMapping, upperMapping, depth + 1))
        : upper;
  }

  private static boolean isNull(Node value) {
    return value instanceof ScalarNode scalar
        && (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank());
  }

  /** Removes and returns the first tuple with an equal key; null if there is none. */
  private static @Nullable NodeTuple takeOut(List<NodeTuple> tuples, Node key) {
    if (key instanceof ScalarNode wanted) {
      for (int i = 0; i < tuples.size(); i++) {
        if (tuples.get(i).getKeyNode() instanceof ScalarNode other
            && other.getValue().equals(wanted.getValue())) {
          return tuples.remove(i);
        }
      }
    }
    return null;
  }
}
