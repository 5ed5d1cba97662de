package io.github.consent4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What editors suggest while somebody writes the properties. */
class PropertiesMetadataTest {

  private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

  private static Map<String, JsonNode> properties() throws IOException {
    Map<String, JsonNode> properties = new HashMap<>();
    try (InputStream in = ConsentProperties.class.getResourceAsStream(METADATA)) {
      for (JsonNode property : new ObjectMapper().readTree(in).get("properties")) {
        properties.put(property.get("name").asText(), property);
      }
    }
    return properties;
  }

  @Test
  void every_property_is_described_and_no_other() throws IOException {
    assertThat(properties().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ConsentProperties.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(
                    name -> "consent." + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList());
    assertThat(properties().values())
        .allSatisfy(property -> assertThat(property.get("description").asText()).endsWith("."));
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
}
