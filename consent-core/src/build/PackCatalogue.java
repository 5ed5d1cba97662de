import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Packs the YAML files of the catalogue into one file that is read without a parser. The build runs
 * it as {@code java PackCatalogue.java FROM TO}.
 *
 * <p>The file has the texts that stand in the YAML files, each once: their number, their lengths in
 * bytes, and their bytes in UTF-8. Then it has the number of files, and for each its name and where
 * its root begins among the nodes, which follow. A node is its kind and, for a word, its text and
 * tag, for a list, its length and items, for keys with values, their number, and key and value of
 * each. All numbers are written seven bits at a time, the lowest first; texts are numbers.
 */
public final class PackCatalogue {

  private static final int WORD = 0;
  private static final int LIST = 1;
  private static final int KEYS = 2;

  private final Map<String, Integer> texts = new LinkedHashMap<>();
  private final ByteArrayOutputStream nodes = new ByteArrayOutputStream();

  private static void number(ByteArrayOutputStream out, int number) {
    int rest = number;
    while (rest > 0x7f) {
      out.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  private int text(String text) {
    return texts.computeIfAbsent(text, any -> texts.size());
  }

  private void node(Node node) {
    if (node instanceof ScalarNode word) {
      number(nodes, WORD);
      number(nodes, text(word.getValue()));
      number(nodes, text(word.getTag().getValue()));
    } else if (node instanceof SequenceNode list) {
      number(nodes, LIST);
      number(nodes, list.getValue().size());
      list.getValue().forEach(this::node);
    } else if (node instanceof MappingNode keys) {
      number(nodes, KEYS);
      number(nodes, keys.getValue().size());
      for (NodeTuple tuple : keys.getValue()) {
        node(tuple.getKeyNode());
        node(tuple.getValueNode());
      }
    } else {
      throw new IllegalArgumentException("Not a node of a file of the catalogue: " + node);
    }
  }

  private void pack(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    ByteArrayOutputStream index = new ByteArrayOutputStream();
    number(index, files.size());
    for (Path file : files) {
      number(index, text(from.relativize(file).toString().replace('\\', '/')));
      number(index, nodes.size());
      try (Reader yaml = Files.newBufferedReader(file)) {
        node(new Yaml(new LoaderOptions()).compose(yaml));
      }
    }
    ByteArrayOutputStream lengths = new ByteArrayOutputStream();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    number(lengths, texts.size());
    for (String text : texts.keySet()) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      number(lengths, utf8.length);
      bytes.write(utf8);
    }
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(to))) {
      lengths.writeTo(out);
      bytes.writeTo(out);
      index.writeTo(out);
      nodes.writeTo(out);
    }
  }

  public static void main(String[] places) throws IOException {
    Path to = Path.of(places[1]);
    Files.createDirectories(to.getParent());
    new PackCatalogue().pack(Path.of(places[0]), to);
  }
}
