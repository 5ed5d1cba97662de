package io.github.consent4j.spring;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.policy.reader.PolicyReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A policy within the application's own properties. Immutable. */
final class InlinePolicy {

  private static final Logger LOG = LoggerFactory.getLogger(InlinePolicy.class);

  static final String PROPERTY = "consent.policy";

  private final String yaml;

  InlinePolicy(Map<String, Object> properties) {
    DumperOptions options = new DumperOptions();
    // Braces make a mapping begin at another place than its first key.
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.FLOW);
    yaml = new Yaml(options).dump(listsRestored(properties));
  }

  /**
   * Restores lists. Spring binds a list inside a map of objects as a map from "0", "1", ... to its
   * items.
   */
  private static Object listsRestored(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    List<Object> items = new ArrayList<>();
    Map<String, Object> entries = new LinkedHashMap<>();
    map.forEach(
        (key, item) -> {
          if (String.valueOf(items.size()).equals(key)) {
            items.add(listsRestored(item));
          }
          entries.put(String.valueOf(key), listsRestored(item));
        });
    return !items.isEmpty() && items.size() == entries.size() ? items : entries;
  }

  /**
   * Reads the policy.
   *
   * @throws UnusablePolicyException if it is invalid; names the property of every problem
   */
  Policy read(PolicyReader reader) {
    return require(reader.check(PROPERTY, text()));
  }

  /**
   * Reads a file, over which the keys of this policy count.
   *
   * @param source name of the file in messages
   * @throws IOException if the file cannot be read
   * @throws UnusablePolicyException if both together are invalid; names the property or the place
   *     of every problem
   */
  Policy readOver(String source, URL file, PolicyReader reader) throws IOException {
    return require(reader.check(source, file, PROPERTY, text()));
  }

  private InputStream text() {
    return new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private Policy require(PolicyCheck check) {
    Map<String, String> properties = new HashMap<>();
    if (!check.problems().isEmpty()) {
      collect(new Yaml().compose(new StringReader(yaml)), PROPERTY, properties);
    }
    check.warnings().forEach(each -> LOG.warn("{}", told(each, properties)));
    return check
        .policy()
        .orElseThrow(
            () ->
                new UnusablePolicyException(
                    check.problems().stream()
                        .filter(Problem::isError)
                        .map(problem -> told(problem, properties))
                        .collect(Collectors.joining("\n"))));
  }

  private static String told(Problem problem, Map<String, String> properties) {
    return problem.source().equals(PROPERTY)
        ? property(problem, properties) + ": " + problem.message()
        : problem.toString();
  }

  private static String property(Problem problem, Map<String, String> properties) {
    return properties.getOrDefault(problem.line() + ":" + problem.column(), PROPERTY);
  }

  /** Collects which property stands where in the text that was made of the properties. */
  private static void collect(Node node, String property, Map<String, String> properties) {
    put(node.getStartMark(), property, properties);
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        ScalarNode key = (ScalarNode) entry.getKeyNode();
        String nested = property + '.' + key.getValue();
        put(key.getStartMark(), nested, properties);
        collect(entry.getValueNode(), nested, properties);
      }
    } else if (node instanceof SequenceNode sequence) {
      List<Node> items = sequence.getValue();
      for (int i = 0; i < items.size(); i++) {
        collect(items.get(i), property + '[' + i + ']', properties);
      }
    }
  }

  private static void put(Mark mark, String property, Map<String, String> properties) {
    properties.put((mark.getLine() + 1) + ":" + (mark.getColumn() + 1), property);
  }
}
