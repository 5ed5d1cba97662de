package io.github.consent4j.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The places of a policy file where services and their rules are declared. What the file does not
 * declare comes from the catalogue. Immutable.
 */
final class FilePlaces {

  /**
   * A place in a file.
   *
   * @param line from 1
   * @param column from 1
   */
  record Place(String file, int line, int column) {
    @Override
    public String toString() {
      return file + ':' + line + ':' + column;
    }
  }

  /** The places of no file. */
  static final FilePlaces NONE = new FilePlaces("", null);

  private final String file;
  private final @Nullable Node root;

  private FilePlaces(String file, @Nullable Node root) {
    this.file = file;
    this.root = root;
  }

  /** Reads the places of a file that the policy reader accepts. */
  static FilePlaces of(Path file) {
    try (Reader text = Files.newBufferedReader(file)) {
      return new FilePlaces(file.toString(), new Yaml().compose(text));
    } catch (IOException | YAMLException e) {
      // The policy reader was content with it; only the lines stay unknown.
      return new FilePlaces(file.toString(), null);
    }
  }

  /** Returns where a category names a service. */
  Optional<Place> use(String category, String service) {
    return item(child(child(child(root, "categories"), category), "services"), service);
  }

  /** Returns where the file declares a service itself. */
  Optional<Place> service(String service) {
    Node services = child(root, "services");
    return services instanceof MappingNode mapping ? key(mapping, service) : Optional.empty();
  }

  /** Returns where the file declares one of the addresses, scripts or markers of a service. */
  Optional<Place> load(String service, String kind, String pattern) {
    return item(child(child(declared(service), "loads"), kind), pattern);
  }

  /** Returns where the file declares an item that a service stores. */
  Optional<Place> stored(String service, String name) {
    if (child(declared(service), "stores") instanceof SequenceNode items) {
      return items.getValue().stream()
          .filter(item -> child(item, "name") instanceof ScalarNode own && is(own, name))
          .findFirst()
          .map(this::place);
    }
    return Optional.empty();
  }

  private @Nullable Node declared(String service) {
    return child(child(root, "services"), service);
  }

  private Optional<Place> item(@Nullable Node list, String word) {
    if (list instanceof SequenceNode items) {
      return items.getValue().stream()
          .filter(item -> item instanceof ScalarNode own && is(own, word))
          .findFirst()
          .map(this::place);
    }
    return list instanceof ScalarNode own && is(own, word)
        ? Optional.of(place(own))
        : Optional.empty();
  }

  private Optional<Place> key(MappingNode mapping, String key) {
    return mapping.getValue().stream()
        .map(NodeTuple::getKeyNode)
        .filter(node -> node instanceof ScalarNode own && is(own, key))
        .findFirst()
        .map(this::place);
  }

  private static @Nullable Node child(@Nullable Node node, String key) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode own && is(own, key)) {
          return tuple.getValueNode();
        }
      }
    }
    return null;
  }

  private static boolean is(ScalarNode node, String text) {
    return node.getValue().strip().equals(text);
  }

  private Place place(Node node) {
    return new Place(file, node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
  }
}
