package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.ReferencePolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The JSON Schema of {@code consent.yaml}. It is made of what the reader asks for, and of what the
 * README says about each key, so a key that is new needs no further declaration. {@code
 * -Dconsent4j.schema=write} writes it anew.
 */
class PolicySchemaTest {

  private static final Path FILE =
      Path.of("src/main/resources/io/github/consent4j/policy/reader/consent.schema.json");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Catalogue CATALOGUE = BuiltInCatalogue.load();
  private static final Map<String, String> README = explanations();

  /** Returns the schema that fits the reader. */
  private static ObjectNode generated() {
    SchemaShape root = new SchemaShape();
    for (boolean mappings : new boolean[] {true, false}) {
      try {
        new PolicyReader(CATALOGUE).read(new RecordingFields(root, mappings), new Problems());
      } catch (PolicyException e) {
        // The file that is recorded contains nothing of use.
      }
    }
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "urn:consent4j:consent.yaml");
    schema.put("title", "Consent4j policy");
    ObjectNode keys = root.schema("", PolicySchemaTest::explanation);
    ArrayNode required = (ArrayNode) keys.remove("required");
    JsonNode ofSite = ((ObjectNode) keys.at("/properties/site")).remove("required");
    keys.put("type", "object");
    allowDifferences(keys);
    schema.setAll(keys);
    // The rest can stand in a file that is included.
    schema.putObject("if").putArray("required").add(Includes.KEY);
    schema.putObject("then");
    ObjectNode alone = schema.putObject("else");
    alone.set("required", required);
    alone.putObject("properties").putObject("site").set("required", ofSite);
    return schema;
  }

  /** A site can say everything that the file says, but for what is for the whole file. */
  private static void allowDifferences(ObjectNode keys) {
    ObjectNode ofFile = (ObjectNode) keys.get("properties");
    ObjectNode ofSite = (ObjectNode) keys.at("/properties/sites/anyOf/0/items/properties");
    List<String> names = new ArrayList<>();
    ofFile.fieldNames().forEachRemaining(names::add);
    names.removeAll(SitesReader.OF_THE_FILE);
    names.forEach(name -> ofSite.putObject(name).put("$ref", "#/properties/" + name));
    ObjectNode categories = ofSite.putObject("categories");
    ArrayNode category = categories.putObject("additionalProperties").putArray("anyOf");
    category.addObject().put("$ref", "#/properties/categories/additionalProperties");
    category.addObject().put("const", SiteNodes.NONE);
    categories.put("type", "object");
  }

  private static String explanation(String path) {
    String text = README.get(path);
    return text != null ? text : README.getOrDefault(path.replaceFirst("[^.]+$", "*"), "");
  }

  /** Returns what the tables of the README say about keys, by path. */
  private static Map<String, String> explanations() {
    Map<String, String> byPath = new TreeMap<>();
    String prefix = null;
    for (String line : readme()) {
      String[] cells = line.split("(?<!\\\\)\\|", -1);
      if (cells.length < 4) {
        prefix = null;
      } else if (cells[1].strip().startsWith("key")) {
        prefix = cells[1].contains("services.<id>") ? "services.*." : "";
      } else if (prefix != null) {
        String key = "";
        for (MatchResult code : Pattern.compile("`([^`]+)`").matcher(cells[1]).results().toList()) {
          String written = code.group(1).replaceAll("<[^>]+>", "*");
          key =
              written.startsWith(".")
                  ? key.substring(0, key.lastIndexOf('.')) + written
                  : prefix + written;
          byPath.put(key, plain(cells[2]));
        }
      }
    }
    return byPath;
  }

  /** Returns the text of a cell without its marks, as a sentence. */
  private static String plain(String cell) {
    String text =
        cell.strip()
            .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
            .replace('`', '\'')
            .replaceAll("[*\\\\]", "");
    return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1) + '.';
  }

  private static List<String> readme() {
    try {
      return Files.readAllLines(Path.of("../README.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(JSON.readTree(Files.readString(FILE)));
  }

  private static List<String> errors(String yaml) throws IOException {
    return schema().validate(json(yaml)).stream().map(Error::toString).toList();
  }

  /** Returns a file as an editor sees it, by the rules of YAML 1.2. */
  private static JsonNode json(String yaml) {
    LoaderOptions options = new LoaderOptions();
    Resolver core = new CoreResolver();
    Yaml reader =
        new Yaml(
            new SafeConstructor(options),
            new Representer(new DumperOptions()),
            new DumperOptions(),
            options,
            core);
    return JSON.valueToTree(reader.load(yaml));
  }

  private static final class CoreResolver extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, Pattern.compile("true|True|TRUE|false|False|FALSE"), "tTfF");
      addImplicitResolver(Tag.INT, Pattern.compile("[-+]?[0-9]+"), "-+0123456789");
      addImplicitResolver(Tag.FLOAT, Pattern.compile("[-+]?[0-9]+\\.[0-9]+"), "-+0123456789");
      addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL|"), "~nN\0");
      addImplicitResolver(Tag.NULL, Pattern.compile("^$"), null);
    }
  }

  private static boolean accepted(String yaml) {
    return new PolicyReader(CATALOGUE)
        .check("consent.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .policy()
        .isPresent();
  }

  @Test
  void the_schema_has_exactly_the_keys_and_words_that_the_reader_asks_for() throws IOException {
    String expected = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(generated()) + "\n";
    if ("write".equals(System.getProperty("consent4j.schema"))) {
      Files.writeString(FILE, expected);
    }
    assertThat(Files.readString(FILE))
        .as("write it anew with -Dtest=PolicySchemaTest -Dconsent4j.schema=write")
        .isEqualTo(expected);
  }

  @Test
  void the_schema_is_in_the_library() throws IOException {
    try (InputStream in = PolicyReader.class.getResourceAsStream("consent.schema.json")) {
      assertThat(JSON.readTree(in).at("/properties/site/properties/name").isMissingNode())
          .isFalse();
    }
  }

  @Test
  void every_key_has_an_explanation() {
    List<String> silent = new ArrayList<>();
    collectSilent("", generated(), silent);

    assertThat(silent).as("keys that no table of the README explains").isEmpty();
  }

  /** Returns whether a key is explained by itself, or together with the list that it is in. */
  private static boolean isExplained(String path, JsonNode schema) {
    boolean forbidden = path.equals("categories.*.default");
    return forbidden
        || schema.has("description")
        || (path.contains("[]") && README.containsKey(path.replaceFirst("\\[].*", "")));
  }

  private static void collectSilent(String path, JsonNode schema, List<String> silent) {
    JsonNode properties = schema.path("properties");
    for (Map.Entry<String, JsonNode> key : properties.properties()) {
      String below = path + key.getKey();
      boolean leaf =
          !key.getValue().has("$ref")
              && key.getValue().findValue("properties") == null
              && !key.getValue().path("additionalProperties").isObject();
      if (leaf && !isExplained(below, key.getValue())) {
        silent.add(below);
      }
      collectSilent(below + ".", key.getValue(), silent);
    }
    schema.path("anyOf").forEach(each -> collectSilent(path, each, silent));
    for (String nested : List.of("additionalProperties", "items")) {
      if (schema.path(nested).isObject()) {
        collectSilent(
            nested.equals("items") ? path.replaceFirst("\\.$", "[].") : path + "*.",
            schema.get(nested),
            silent);
      }
    }
  }

  static Stream<String> goodFiles() throws IOException {
    List<String> files = new ArrayList<>(List.of(ReferencePolicy.YAML));
    for (String example : List.of("research-site", "plain-servlet", "reverse-proxy")) {
      files.add(
          Files.readString(Path.of("..", "examples", example, "src/main/resources/consent.yaml")));
    }
    Pattern.compile("^```yaml\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(String.join("\n", readme()) + "\n")
        .results()
        .map(block -> block.group(1))
        .forEach(block -> files.add(whole(block)));
    return files.stream();
  }

  private static String whole(String part) {
    String yaml = part;
    if (!yaml.contains("categories:")) {
      yaml += "categories: { necessary: { required: true } }\n";
    }
    return yaml.contains("site:") ? yaml : "site: { name: Site }\n" + yaml;
  }

  @ParameterizedTest
  @MethodSource("goodFiles")
  void accepts_every_file_that_is_in_use_or_in_the_readme(String yaml) throws IOException {
    assertThat(errors(yaml)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "csp: ${CSP:off}",
        "clear-site-data: \"${CLEAR:no}\"",
        "categories: { necessary: { required: yes }, statistics: }",
        "services: { java-web: none }",
        "services: { econda: { stores: [{ name: emos_jcvid, lifetime: 13 months }] } }",
        "services: { econda: { remove: emos_jcvid, data-types: { en: IP address } } }",
        "rendering: shared",
        "rendering: { /news/*: shared }",
        "texts: { en: { title: Cookies } }",
        "signals: { statistics: [google-analytics] }",
        "categories: { necessary: { required: true }, media: { enforce: false } }",
        "languages: en",
        "renew-after:"
      })
  void accepts_everything_that_the_language_offers(String part) throws IOException {
    assertThat(errors(whole(part + "\n"))).isEmpty();
  }

  @Test
  void a_file_that_includes_another_need_not_be_complete() throws IOException {
    assertThat(errors("include: base.yaml\n")).isEmpty();
    assertThat(errors("include: [a.yaml, b.yaml]\nsite: { imprint: /x }\n")).isEmpty();
    assertThat(errors("csp: enforce\n")).isNotEmpty();
    assertThat(errors("site: { imprint: /x }\ncategories: {}\n")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          catagories: {}                                            | catagories
          csp: always                                               | csp
          cps: enforce                                              | cps
          site: { name: X, privacyPolicy: /p }                      | privacyPolicy
          site: { imprint: /x }                                     | name
          categories: [necessary]                                   | categories
          categories: { necessary: { required: maybe } }            | required
          categories: { necessary: { enforce: reporting } }         | enforce
          services: { x: { stores: [a, b] } }                       | stores
          services: { x: { stores: { name: a } } }                  | stores
          services: { x: { stores: [{ lifetime: P1D }] } }          | name
          services: { x: { cookies: [] } }                          | cookies
          services: { x: { stores: [{ name: a, kind: cokie }] } }   | kind
          services: { x: all }                                      | x
          look: { theme: soberr }                                   | theme
          look: { colors: { akzent: "#fff" } }                      | akzent
          languages: { en: de }                                     | languages
          rendering: { /x: sometimes }                              | rendering
          site: { name: { "Please, say": X } }                      | Please
          """)
  void refuses_wrong_keys_words_and_shapes(String part, String named) throws IOException {
    String yaml = whole(part + "\n");

    assertThat(accepted(yaml)).as("accepted by the reader").isFalse();
    assertThat(errors(yaml)).isNotEmpty().anySatisfy(e -> assertThat(e).contains(named));
  }
}
