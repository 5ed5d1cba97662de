package io.github.consent4j.spring;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.reader.PolicyReader;
import io.github.consent4j.servlet.PolicyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/** The policy that the properties name. It can be read again if it stands in a file. */
final class PolicySource implements PolicyFiles {

  private static final Logger LOG = LoggerFactory.getLogger(PolicySource.class);

  private final ConsentProperties properties;
  private final ResourceLoader resources;
  private final PropertyResolver values;
  private volatile @Nullable Policy latest;
  private volatile @Nullable Reading ahead;
  private volatile List<Path> opened = List.of();

  /** A policy, with the times at which its files were written when it was read. */
  private record Reading(Policy policy, List<FileTime> written) {}

  /**
   * @param values what the policy refers to as <code>${name}</code>
   */
  PolicySource(ConsentProperties properties, ResourceLoader resources, PropertyResolver values) {
    this.properties = properties;
    this.resources = resources;
    this.values = values;
  }

  /**
   * Returns the policy that was read last; reads it if there is none yet. Then {@link #read}
   * returns it once more, so that a start reads it once, unless a file has changed meanwhile.
   */
  Policy latest() {
    Policy known = latest;
    if (known != null) {
      return known;
    }
    Policy read = read();
    ahead = new Reading(read, written());
    return read;
  }

  @Override
  public Policy read() {
    Reading given = ahead;
    ahead = null;
    if (given != null && given.written().equals(written())) {
      return given.policy();
    }
    Policy read = parse();
    latest = read;
    return read;
  }

  private List<FileTime> written() {
    List<FileTime> times = new ArrayList<>();
    for (Path file : opened) {
      try {
        times.add(Files.getLastModifiedTime(file));
      } catch (IOException e) {
        times.add(FileTime.fromMillis(0));
      }
    }
    return times;
  }

  private Policy parse() {
    Set<Path> read = new LinkedHashSet<>();
    PolicyReader reader =
        new PolicyReader(BuiltInCatalogue.load())
            .withValues(values::getProperty)
            .telling(read::add);
    try {
      return parse(reader);
    } finally {
      if (!read.isEmpty()) {
        opened = List.copyOf(read);
      }
    }
  }

  private Policy parse(PolicyReader reader) {
    Map<String, Object> inline = inline();
    if (isInlineAlone()) {
      return new InlinePolicy(inline).read(reader);
    }
    Resource file = resources.getResource(place());
    if (!file.exists()) {
      throw new PolicyNotFoundException("There is no consent policy at '" + place() + "'");
    }
    if (!file.isReadable()) {
      throw unreadable("it is a folder, or closed to this program");
    }
    String name = file.getFilename() == null ? place() : file.getFilename();
    try {
      if (!inline.isEmpty()) {
        return new InlinePolicy(inline).readOver(name, file.getURL(), reader);
      }
      PolicyCheck check = reader.check(name, file.getURL());
      check.warnings().forEach(warning -> LOG.warn("{}", warning));
      return check.requirePolicy();
    } catch (IOException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Object> inline() {
    Map<String, Object> inline = properties.policy();
    return inline == null ? Map.of() : inline;
  }

  /** Returns whether the properties are the whole policy, because no file is named or found. */
  private boolean isInlineAlone() {
    return !inline().isEmpty()
        && properties.config().equals(ConsentProperties.DEFAULT_CONFIG)
        && !resources.getResource(place()).exists();
  }

  @Override
  public List<Path> files() {
    if (!opened.isEmpty() || isInlineAlone()) {
      return opened;
    }
    Resource file = resources.getResource(place());
    try {
      return file.isFile() ? List.of(file.getFile().toPath()) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PolicyNotFoundException unreadable(String reason) {
    return new PolicyNotFoundException(
        "The consent policy at '" + place() + "' cannot be read: " + reason);
  }

  @Override
  public String location() {
    return isInlineAlone() ? InlinePolicy.PROPERTY : place();
  }

  /**
   * Returns the location of the file. One without a scheme is a file if such a file exists,
   * otherwise it is on the class path.
   */
  private String place() {
    String config = properties.config();
    boolean schemeless = !config.startsWith("classpath:") && !config.contains(":/");
    if (schemeless && resources.getResource("file:" + config).exists()) {
      return "file:" + config;
    }
    return config.startsWith("file:") || !schemeless ? config : "classpath:" + config;
  }
}
