package io.github.consent4j.spring;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.reader.PolicyReader;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/** Finds the policy that the properties name. */
final class PolicySource {

  private static final Logger LOG = LoggerFactory.getLogger(PolicySource.class);

  private final ConsentProperties properties;
  private final ResourceLoader resources;

  PolicySource(ConsentProperties properties, ResourceLoader resources) {
    this.properties = properties;
    this.resources = resources;
  }

  Policy read() {
    PolicyReader reader = new PolicyReader(BuiltInCatalogue.load());
    if (properties.policy() != null && !properties.policy().isEmpty()) {
      return new InlinePolicy(properties.policy()).read(reader);
    }
    Resource file = resources.getResource(location());
    if (!file.exists()) {
      throw new PolicyNotFoundException("There is no consent policy at '" + location() + "'");
    }
    if (!file.isReadable()) {
      throw unreadable("it is a folder, or closed to this program");
    }
    try (InputStream in = file.getInputStream()) {
      PolicyCheck check =
          reader.check(file.getFilename() == null ? location() : file.getFilename(), in);
      check.warnings().forEach(warning -> LOG.warn("{}", warning));
      return check.requirePolicy();
    } catch (IOException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
  }

  private PolicyNotFoundException unreadable(String reason) {
    return new PolicyNotFoundException(
        "The consent policy at '" + location() + "' cannot be read: " + reason);
  }

  /**
   * Returns the location. One without a scheme is a file if such a file exists, otherwise it is on
   * the class path.
   */
  private String location() {
    String config = properties.config();
    boolean schemeless = !config.startsWith("classpath:") && !config.contains(":/");
    if (schemeless && resources.getResource("file:" + config).exists()) {
      return "file:" + config;
    }
    return config.startsWith("file:") || !schemeless ? config : "classpath:" + config;
  }
}
