package io.github.consent4j.spring;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Finds the policy that the properties name. */
final class PolicySource {

  private final ConsentProperties properties;
  private final ResourceLoader resources;

  PolicySource(ConsentProperties properties, ResourceLoader resources) {
    this.properties = properties;
    this.resources = resources;
  }

  Policy read() {
    PolicyReader reader = new PolicyReader(BuiltInCatalogue.load());
    if (properties.policy() != null && !properties.policy().isEmpty()) {
      return reader.read("consent.policy", inline(properties.policy()));
    }
    Resource file = resources.getResource(location());
    if (!file.exists()) {
      throw new PolicyNotFoundException(location());
    }
    try (InputStream in = file.getInputStream()) {
      return reader.read(file.getFilename() == null ? location() : file.getFilename(), in);
    } catch (IOException e) {
      throw new UncheckedIOException(location() + " cannot be read", e);
    }
  }

  /** A place without a scheme is a file where one exists, else on the class path. */
  private String location() {
    String config = properties.config();
    boolean schemeless = !config.startsWith("classpath:") && !config.contains(":/");
    if (schemeless && resources.getResource("file:" + config).exists()) {
      return "file:" + config;
    }
    return config.startsWith("file:") || !schemeless ? config : "classpath:" + config;
  }

  private static InputStream inline(Map<String, Object> policy) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    String yaml = new Yaml(options).dump(listsRestored(policy));
    return new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
  }

  /** Spring binds a list inside a map of objects as a map from "0", "1", ... to its items. */
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
}
