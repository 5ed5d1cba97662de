package io.github.consent4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.reader.PolicyReader;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * What editors suggest while somebody writes the properties. {@code -Dconsent4j.metadata=write}
 * writes what is below {@code consent.policy} anew, after the schema.
 */
class PropertiesMetadataTest {

  private static final Path METADATA =
      Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");
  private static final Path KEYS =
      Path.of("src/main/resources/io/github/consent4j/spring", KnownProperties.KEYS);

  private static final String WRITE =
      "write it anew with -Dtest=PropertiesMetadataTest -Dconsent4j.metadata=write";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static Map<String, JsonNode> properties() throws IOException {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    for (JsonNode property : JSON.readTree(Files.readString(METADATA)).get("properties")) {
      assertThat(properties.put(property.get("name").asText(), property)).isNull();
    }
    return properties;
  }

  private static String written(JsonNode json) throws IOException {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    return JSON.writer(printer).writeValueAsString(json).replace("\" : ", "\": ") + "\n";
  }

  private static boolean isWriting() {
    return "write".equals(System.getProperty("consent4j.metadata"));
  }

  @Test
  void every_key_of_the_policy_is_described_as_the_schema_has_it() throws IOException {
    ObjectNode metadata = (ObjectNode) JSON.readTree(Files.readString(METADATA));
    new PolicyMetadata(ReadmeDefaults.byKey()).addTo(metadata);
    String expected = written(metadata);
    if (isWriting()) {
      Files.writeString(METADATA, expected);
    }
    assertThat(Files.readString(METADATA)).as(WRITE).isEqualTo(expected);
  }

  @Test
  void the_list_of_keys_by_which_wrong_names_are_found_is_that_of_the_schema() throws IOException {
    String expected = String.join("\n", new PolicyMetadata(Map.of()).names()) + "\n";
    if (isWriting()) {
      Files.createDirectories(KEYS.getParent());
      Files.writeString(KEYS, expected);
    }
    assertThat(Files.readString(KEYS)).as(WRITE).isEqualTo(expected);
    assertThat(expected.lines())
        .contains("csp", "site.name", "look.colors.accent", "categories.*.services")
        .contains("services.*.loads.hosts", "revision.purposes", "texts.*.*", "sites");
  }

  @Test
  void every_property_of_the_library_is_described_and_no_other() throws IOException {
    assertThat(properties().keySet())
        .filteredOn(name -> !name.startsWith("consent.policy.") && !name.startsWith("management."))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ConsentProperties.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(
                    name -> "consent." + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList());
    assertThat(KnownProperties.OWN)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ConsentProperties.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !name.equals("policy"))
                .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList());
  }

  @Test
  void the_readme_has_every_property_of_the_library_with_its_default() throws IOException {
    Map<String, String> table = new LinkedHashMap<>();
    boolean isIn = false;
    for (String line : Files.readAllLines(Path.of("../README.md"))) {
      isIn = line.startsWith("| property | meaning | default |") || (isIn && line.startsWith("|"));
      String[] cells = line.split("\\|", -1);
      if (isIn && cells[1].contains("`")) {
        table.put(cells[1].replace('`', ' ').strip(), cells[3].replace('`', ' ').strip());
      }
    }
    Map<String, String> expected = new LinkedHashMap<>();
    properties()
        .forEach(
            (name, property) -> {
              if (!name.startsWith("consent.policy") && name.startsWith("consent.")) {
                expected.put(name, property.get("defaultValue").asText());
              }
            });
    expected.put("consent.policy.*", "");
    assertThat(table).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void names_and_descriptions_are_as_editors_need_them() throws IOException {
    assertThat(properties())
        .allSatisfy(
            (name, property) -> {
              assertThat(ConfigurationPropertyName.isValid(name)).as(name).isTrue();
              assertThat(name).matches("[a-z0-9]+(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)*");
              assertThat(property.get("description").asText()).endsWith(".");
              assertThat(property.get("type").asText())
                  .matches("java\\..*|.*\\.(WhenDisabled|Access)");
              assertThat(property.has("deprecated") || property.has("deprecation")).isFalse();
            });
  }

  @Test
  void every_hint_is_one_for_a_property() throws IOException {
    Map<String, JsonNode> properties = properties();
    JsonNode metadata = JSON.readTree(Files.readString(METADATA));
    Map<String, List<String>> words = new HashMap<>();
    for (JsonNode hint : metadata.path("hints")) {
      String name = hint.get("name").asText();
      assertThat(properties).containsKey(name.replaceFirst("\\.keys$", ""));
      words.put(name, hint.path("values").findValuesAsText("value"));
    }
    assertThat(words.get("consent.policy.csp")).containsExactly("enforce", "off", "report-only");
    assertThat(words.get("consent.policy.services.keys")).contains("youtube");
    assertThat(words.get("consent.policy.categories.external-media.services")).contains("youtube");
    assertThat(metadata.get("hints").toString())
        .contains("{\"name\":\"handle-as\",\"parameters\":{\"target\":\"org.springframework.core");
  }

  @Test
  void described_defaults_are_the_actual_ones() throws IOException {
    ConsentProperties silent =
        new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("consent", ConsentProperties.class);
    Map<String, JsonNode> properties = properties();

    assertThat(properties.get("consent.enabled").get("defaultValue").asBoolean())
        .isEqualTo(silent.enabled());
    assertThat(properties.get("consent.when-disabled").get("defaultValue").asText())
        .isEqualToIgnoringCase(silent.whenDisabled().name());
    assertThat(properties.get("consent.config").get("defaultValue").asText())
        .isEqualTo(silent.config());
    assertThat(properties.get("consent.reload").get("defaultValue").asBoolean())
        .isEqualTo(silent.reload());
    assertThat(properties.get("consent.order").get("defaultValue").asInt())
        .isEqualTo(silent.order());
    assertThat(properties.get("consent.policy").has("defaultValue")).isFalse();
    assertThat(silent.policy()).isNull();
  }

  @Test
  void described_defaults_of_the_policy_are_the_actual_ones() throws IOException {
    Policy silent = policy(Map.of());
    Map<String, String> defaults = new LinkedHashMap<>();
    properties()
        .forEach(
            (name, property) -> {
              if (name.startsWith("consent.policy.") && property.has("defaultValue")) {
                JsonNode value = property.get("defaultValue");
                defaults.put(name, value.isArray() ? value.get(0).asText() : value.asText());
              }
            });
    assertThat(defaults).hasSizeGreaterThan(20).containsEntry("consent.policy.csp", "off");
    defaults.forEach(
        (name, value) -> {
          boolean isList = value.equals("en");
          boolean isAbsent = name.startsWith("consent.policy.categories.") && !isPresent(name);
          if (!isAbsent) {
            Policy policy = policy(Map.of(isList ? name + "[0]" : name, value));
            assertThat(policy.settings()).as(name).isEqualTo(silent.settings());
            assertThat(policy.site()).as(name).isEqualTo(silent.site());
            assertThat(policy.languages()).as(name).isEqualTo(silent.languages());
            assertThat(policy.revision()).as(name).isEqualTo(silent.revision());
            assertThat(policy.purposesCount()).as(name).isEqualTo(silent.purposesCount());
            assertThat(policy.categories()).as(name).isEqualTo(silent.categories());
          }
        });
  }

  private static boolean isPresent(String name) {
    return name.startsWith("consent.policy.categories.external-media.");
  }

  private static Policy policy(Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(more);
    properties.put("consent.policy.site.name", "Institute");
    properties.put("consent.policy.categories.necessary.required", "true");
    properties.put("consent.policy.categories.external-media.services[0]", "youtube");
    properties.put("consent.policy.records.directory", "consent-records");
    Map<String, Object> bound =
        new Binder(new MapConfigurationPropertySource(properties))
            .bind("consent.policy", Bindable.mapOf(String.class, Object.class))
            .get();
    return new InlinePolicy(bound).read(new PolicyReader(BuiltInCatalogue.load()));
  }
}
