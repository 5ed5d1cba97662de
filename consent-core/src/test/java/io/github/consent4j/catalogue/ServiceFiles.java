package io.github.consent4j.catalogue;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.reader.Catalogue;
import io.github.consent4j.policy.reader.PolicyReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The files of the built-in catalogue, as its authors write them and as the reader reads them. */
final class ServiceFiles {

  static final Path DIRECTORY =
      Path.of("src/main/resources/io/github/consent4j/catalogue").toAbsolutePath();

  private static final List<String> CATEGORIES =
      List.of("necessary", "functional", "statistics", "marketing", "external-media");

  private ServiceFiles() {}

  /** Returns the identifiers of all services, by the names of their files. */
  static List<String> ids() {
    return names(DIRECTORY).filter(name -> !name.equals("common")).toList();
  }

  /** Returns the names of all providers, by the names of their files. */
  static List<String> providers() {
    return names(DIRECTORY.resolve("providers")).toList();
  }

  private static Stream<String> names(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the values of a file that stand at its top and have no parts. */
  static Map<String, String> words(String file) {
    Map<String, String> words = new LinkedHashMap<>();
    MappingNode root = (MappingNode) compose(DIRECTORY.resolve(file + ".yaml"));
    root.getValue()
        .forEach(
            tuple -> {
              if (tuple.getValueNode() instanceof ScalarNode value) {
                words.put(((ScalarNode) tuple.getKeyNode()).getValue(), value.getValue());
              }
            });
    return words;
  }

  private static Node compose(Path file) {
    try {
      return new Yaml(new LoaderOptions()).compose(Files.newBufferedReader(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the policy of a site that uses every service, each where the catalogue puts it. */
  static Policy everything() {
    return read(namingEverything());
  }

  /** Returns the file of such a site. */
  static String namingEverything() {
    Map<String, List<String>> byCategory =
        ids().stream()
            .collect(
                Collectors.groupingBy(
                    id -> words(id).getOrDefault("category", "none"),
                    TreeMap::new,
                    Collectors.toList()));
    StringBuilder yaml = new StringBuilder("site: { name: Everything }\ncategories:\n");
    for (String category : CATEGORIES) {
      yaml.append("  ").append(category).append(":\n");
      if (category.equals("necessary")) {
        yaml.append("    required: true\n");
      }
      yaml.append("    services: ").append(byCategory.get(category)).append('\n');
    }
    return yaml.toString();
  }

  static Policy read(String yaml) {
    return read(yaml, BuiltInCatalogue.load());
  }

  static Policy read(String yaml, Catalogue catalogue) {
    InputStream in = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
    return new PolicyReader(catalogue).read("consent.yaml", in);
  }

  static Service service(Policy policy, String id) {
    return policy.service(id).orElseThrow();
  }
}
