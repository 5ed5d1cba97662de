package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.gate.cookie.CookieRules;
import io.github.consent4j.gate.html.HtmlGates;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The files of eight sites: a city, a shop, a university, a software company, a research institute,
 * a newspaper, a hospital and a portal with two hosts. Each is short, contains nothing that had to
 * be looked up, and is clean.
 */
class SiteFilesTest {

  private static final int MOST_LINES = 15;
  private static final int WIDEST_LINE = 120;
  private static final Set<String> OWN_TEXTS = Set.of("title", "description");

  /** The keys of a known service whose values would have to be looked up. */
  private static final Set<String> LOOKED_UP = Set.of("provider", "loads", "marks", "lifetime");

  static Stream<Path> files() throws IOException, URISyntaxException {
    Path folder = Path.of(Objects.requireNonNull(SiteFilesTest.class.getResource("sites")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList().stream();
    }
  }

  private static Path file(String name) throws IOException, URISyntaxException {
    return files().filter(file -> file.endsWith(name + ".yaml")).findFirst().orElseThrow();
  }

  private static Policy policy(String name) throws IOException, URISyntaxException {
    return new PolicyFiles().read(file(name));
  }

  @Test
  void there_are_eight_sites() throws IOException, URISyntaxException {
    assertThat(files()).hasSize(8);
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_file_is_clean(Path file) {
    Cli.Result result = Cli.run("check", file);

    assertThat(result.out().lines()).containsExactly("1 file checked: 0 errors, 0 warnings");
    assertThat(result.code()).isZero();
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_file_has_at_most_fifteen_lines_beyond_its_own_texts(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    BitSet own = new BitSet();
    ownTexts(file).forEach(node -> own.set(line(node), lastLine(node) + 1));

    List<String> counted = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!own.get(i) && !lines.get(i).isBlank() && !lines.get(i).strip().startsWith("#")) {
        counted.add(lines.get(i));
      }
    }

    assertThat(counted).hasSizeLessThanOrEqualTo(MOST_LINES);
    assertThat(counted).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDEST_LINE));
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_file_says_nothing_of_known_services_that_had_to_be_looked_up(Path file)
      throws IOException {
    Set<String> known = BuiltInCatalogue.load().serviceIds();

    List<String> keys =
        entries(child(root(file), "services")).stream()
            .filter(service -> known.contains(text(service.getKeyNode())))
            .flatMap(service -> keys(service.getValueNode()))
            .toList();

    assertThat(keys).doesNotContainAnyElementsOf(LOOKED_UP);
  }

  @ParameterizedTest
  @MethodSource("files")
  void the_gates_of_each_site_can_be_built(Path file) {
    Policy policy = new PolicyFiles().read(file);

    for (Policy site : sites(policy)) {
      assertThat(HtmlGates.of(HtmlRules.of(site))).isNotNull();
      assertThat(CookieRules.of(site).declaring("consent")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.youtube.com/embed/x",
        "https://ad.doubleclick.net/activity",
        "https://static.criteo.net/js/ld/ld.js",
        "https://rheinische.disqus.com/embed.js",
        "https://script.ioam.de/iam.js",
      })
  void the_newspaper_contacts_nobody_before_a_choice(String url)
      throws IOException, URISyntaxException {
    Cli.Result result = Cli.run("explain", file("newspaper"), url);

    assertThat(result.out()).contains("before a choice:  is held back");
    assertThat(result.code()).isZero();
  }

  @Test
  void payment_works_before_a_choice_for_a_reason() throws IOException, URISyntaxException {
    assertThat(reasons(policy("shop"))).contains("paypal", "klarna");
    assertThat(reasons(policy("saas"))).contains("stripe");
    assertThat(Cli.run("explain", file("shop"), "https://www.paypal.com/sdk/js").out())
        .contains("before a choice:  passes");
  }

  private static Set<String> reasons(Policy policy) {
    return policy.services().stream()
        .filter(service -> service.necessity().isPresent())
        .map(Service::id)
        .collect(Collectors.toSet());
  }

  private static List<Policy> sites(Policy policy) {
    return Stream.concat(Stream.of(policy), policy.sites().values().stream()).toList();
  }

  /** Returns what only the site itself can write: its own services, and texts of categories. */
  private static List<NodeTuple> ownTexts(Path file) throws IOException {
    Set<String> known = BuiltInCatalogue.load().serviceIds();
    List<NodeTuple> own = new ArrayList<>();
    entries(child(root(file), "services")).stream()
        .filter(service -> !known.contains(text(service.getKeyNode())))
        .forEach(own::add);
    entries(child(root(file), "categories")).stream()
        .flatMap(category -> entries(category.getValueNode()).stream())
        .filter(key -> OWN_TEXTS.contains(text(key.getKeyNode())))
        .forEach(own::add);
    return own;
  }

  private static int line(NodeTuple entry) {
    return entry.getKeyNode().getStartMark().getLine();
  }

  private static int lastLine(NodeTuple entry) {
    // The end of a block is the start of what follows it.
    int end = entry.getValueNode().getEndMark().getLine();
    boolean isBlock = entry.getValueNode().getEndMark().getColumn() == 0 && end > line(entry);
    return isBlock ? end - 1 : end;
  }

  private static Stream<String> keys(Node node) {
    List<Node> inside = new ArrayList<>();
    if (node instanceof org.yaml.snakeyaml.nodes.SequenceNode items) {
      inside.addAll(items.getValue());
    }
    entries(node).forEach(entry -> inside.add(entry.getValueNode()));
    return Stream.concat(
        entries(node).stream().map(entry -> text(entry.getKeyNode())),
        inside.stream().flatMap(SiteFilesTest::keys));
  }

  private static Node root(Path file) throws IOException {
    return new Yaml().compose(Files.newBufferedReader(file));
  }

  private static Node child(Node node, String key) {
    return entries(node).stream()
        .filter(entry -> text(entry.getKeyNode()).equals(key))
        .map(NodeTuple::getValueNode)
        .findFirst()
        .orElse(null);
  }

  private static List<NodeTuple> entries(Node node) {
    return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
