package io.github.consent4j.spring;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.reader.PolicyReader;
import io.github.consent4j.servlet.PolicyFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/** The policy that the properties name. It can be read again if it stands in a file. */
final class PolicySource implements PolicyFiles {

  private static final Logger LOG = LoggerFactory.getLogger(PolicySource.class);

  private final ConsentProperties properties;
  private final ResourceLoader resources;
  private volatile @Nullable Policy latest;

  PolicySource(ConsentProperties properties, ResourceLoader resources) {
    this.properties = properties;
    this.resources = resources;
  }

  /** Returns the policy that was read last; reads it if there is none yet. */
  Policy latest() {
    Policy known = latest;
    return known == null ? read() : known;
  }

  @Override
  public Policy read() {
    Policy read = parse();
    latest = read;
    return read;
  }

  private Policy parse() {
    PolicyReader reader = new PolicyReader(BuiltInCatalogue.load());
    Map<String, Object> inline = properties.policy();
    if (inline != null && !inline.isEmpty()) {
      return new InlinePolicy(inline).read(reader);
    }
    Resource file = resources.getResource(location());
    if (!file.exists()) {
      throw new PolicyNotFoundException("There is no consent policy at '" + location() + "'");
    }
    if (!file.isReadable()) {
      throw unreadable("it is a folder, or closed to this program");
    }
    try (InputStream in = file.isFile() ? onDisk(file) : file.getInputStream()) {
      PolicyCheck check =
          reader.check(file.getFilename() == null ? location() : file.getFilename(), in);
      check.warnings().forEach(warning -> LOG.warn("{}", warning));
      return check.requirePolicy();
    } catch (IOException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
  }

  /** Opens the file itself, because class loaders keep what they have read. */
  private static InputStream onDisk(Resource file) throws IOException {
    return Files.newInputStream(file.getFile().toPath());
  }

  private boolean isInline() {
    Map<String, Object> inline = properties.policy();
    return inline != null && !inline.isEmpty();
  }

  @Override
  public List<Path> files() {
    if (isInline()) {
      return List.of();
    }
    Resource file = resources.getResource(location());
    try {
      return file.isFile() ? List.of(file.getFile().toPath()) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PolicyNotFoundException unreadable(String reason) {
    return new PolicyNotFoundException(
        "The consent policy at '" + location() + "' cannot be read: " + reason);
  }

  /**
   * {@inheritDoc} One without a scheme is a file if such a file exists, otherwise it is on the
   * class path.
   */
  @Override
  public String location() {
    if (isInline()) {
      return InlinePolicy.PROPERTY;
    }
    String config = properties.config();
    boolean schemeless = !config.startsWith("classpath:") && !config.contains(":/");
    if (schemeless && resources.getResource("file:" + config).exists()) {
      return "file:" + config;
    }
    return config.startsWith("file:") || !schemeless ? config : "classpath:" + config;
  }
}
