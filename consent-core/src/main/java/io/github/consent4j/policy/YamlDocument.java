package io.github.consent4j.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads YAML as a tree of nodes, because only nodes know their line and column. */
final class YamlDocument {

  private static final int MAX_CODE_POINTS = 1 << 20;
  private static final int MAX_DEPTH = 20;
  private static final int MAX_ALIASES = 20;

  private YamlDocument() {}

  /**
   * Reads a document whose root is a mapping.
   *
   * @return the fields of the root
   * @throws PolicyException if the text is not YAML, or no mapping
   */
  static Fields read(String source, InputStream in, Problems problems) {
    Node root = compose(source, in);
    if (root instanceof MappingNode mapping) {
      return new Fields(mapping, "the file", problems);
    }
    throw new PolicyException(
        List.of(
            new Problem(
                source, 1, 1, "the file must be a mapping with the keys 'site' and 'categories'")));
  }

  private static @Nullable Node compose(String source, InputStream in) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CODE_POINTS);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    try (InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return new Yaml(options).compose(reader);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      int column = e.getProblemMark() == null ? 1 : e.getProblemMark().getColumn() + 1;
      String what = e.getContext() == null ? "" : e.getContext() + ": ";
      throw new PolicyException(
          List.of(new Problem(source, line, column, "not YAML: " + what + e.getProblem())));
    } catch (YAMLException e) {
      throw new PolicyException(List.of(new Problem(source, 1, 1, "not YAML: " + e.getMessage())));
    } catch (IOException e) {
      throw new UncheckedIOException(source + " cannot be read", e);
    }
  }
}
