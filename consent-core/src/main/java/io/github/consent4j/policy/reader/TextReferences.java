package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.text.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Replaces the references of a catalogue, {@code !text some.key}, by texts in all their languages.
 */
final class TextReferences {

  private static final Tag TEXT = new Tag("!text");

  private final Map<String, LocalizedText> texts;
  private final Problems problems;

  TextReferences(Map<String, LocalizedText> texts, Problems problems) {
    this.texts = texts;
    this.problems = problems;
  }

  void resolve(Node node) {
    if (node instanceof MappingNode mapping) {
      List<NodeTuple> resolved = new ArrayList<>();
      for (NodeTuple tuple : mapping.getValue()) {
        resolved.add(new NodeTuple(tuple.getKeyNode(), resolved(tuple.getValueNode())));
      }
      mapping.setValue(resolved);
    } else if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        resolve(item);
      }
    }
  }

  private Node resolved(Node node) {
    if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(TEXT)) {
      resolve(node);
      return node;
    }
    LocalizedText text = texts.get(scalar.getValue());
    if (text == null) {
      problems.add(
          node,
          "unknown text '"
              + scalar.getValue()
              + "'"
              + Suggestions.didYouMean(scalar.getValue(), texts.keySet()));
      return node;
    }
    List<NodeTuple> byLanguage = new ArrayList<>();
    text.byLanguage()
        .forEach(
            (language, words) ->
                byLanguage.add(new NodeTuple(at(node, language), at(node, words))));
    return new MappingNode(
        Tag.MAP,
        true,
        byLanguage,
        node.getStartMark(),
        node.getEndMark(),
        DumperOptions.FlowStyle.FLOW);
  }

  private static ScalarNode at(Node place, String text) {
    return new ScalarNode(
        Tag.STR,
        text,
        place.getStartMark(),
        place.getEndMark(),
        DumperOptions.ScalarStyle.DOUBLE_QUOTED);
  }
}
