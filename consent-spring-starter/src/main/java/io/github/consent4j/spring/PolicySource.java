package io.github.consent4j.spring;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.reader.PolicyReader;
import io.github.consent4j.servlet.PolicyFiles;
import io.github.consent4j.spring.PolicyLocations.Location;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * The policy that the properties name: a file, over it the files of profiles, and over them the
 * properties. It can be read again if it stands in files.
 */
final class PolicySource implements PolicyFiles {

  private static final Logger LOG = LoggerFactory.getLogger(PolicySource.class);

  private final PolicyLocations locations;
  private final boolean isDefault;
  private final Map<String, Object> inline;
  private final Environment environment;
  private volatile @Nullable Policy latest;
  private volatile @Nullable Reading ahead;
  private volatile List<Path> opened = List.of();

  /** A policy, with the times at which its files were written when it was read. */
  private record Reading(Policy policy, List<FileTime> written) {}

  /**
   * @param environment says which profiles are active, and what the policy refers to as <code>
   *     ${name}</code>
   */
  PolicySource(ConsentProperties properties, ResourceLoader resources, Environment environment) {
    this.locations = new PolicyLocations(properties.config(), resources, environment);
    this.isDefault = properties.config().equals(ConsentProperties.DEFAULT_CONFIG);
    Map<String, Object> policy = properties.policy();
    this.inline = policy == null ? Map.of() : policy;
    this.environment = environment;
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
    Policy read = take();
    ahead = new Reading(read, written());
    return read;
  }

  /**
   * {@inheritDoc} Only the first failure keeps its type, by which the start of the application
   * explains it.
   */
  @Override
  public Policy read() throws IOException {
    Reading given = ahead;
    ahead = null;
    if (given != null && given.written().equals(written())) {
      return given.policy();
    }
    boolean isFirst = latest == null;
    try {
      return take();
    } catch (UnusablePolicyException | PolicyNotFoundException e) {
      if (isFirst) {
        throw e;
      }
      throw new IOException(e.getMessage(), e);
    }
  }

  private Policy take() {
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
            .withValues(environment::getProperty)
            .telling(read::add);
    List<Location> files = files(locations.existing());
    try {
      return parse(files, reader);
    } finally {
      if (!read.isEmpty()) {
        read.addAll(locations.onDisk());
        opened = List.copyOf(read);
      }
    }
  }

  /**
   * Returns the files to read.
   *
   * @throws PolicyNotFoundException if there is none and the properties are not the policy
   */
  private List<Location> files(List<Location> existing) {
    boolean isComplete = !existing.isEmpty() && existing.get(0).location().equals(place());
    if (isComplete || isAlone(existing)) {
      return existing;
    }
    // As a profile's properties need no application.yaml, its policy needs no consent.yaml.
    if (isDefault && !existing.isEmpty()) {
      return existing;
    }
    throw new PolicyNotFoundException("There is no consent policy at '" + place() + "'");
  }

  /** Returns whether the properties are the whole policy, because no file is named or found. */
  private boolean isAlone(List<Location> existing) {
    return !inline.isEmpty() && isDefault && existing.isEmpty();
  }

  private Policy parse(List<Location> files, PolicyReader reader) {
    if (files.isEmpty()) {
      return new InlinePolicy(inline).read(reader);
    }
    PolicyReader layered = reader;
    for (Location over : files.subList(1, files.size())) {
      layered = layered.withOver(over.name(), url(over));
    }
    Location first = files.get(0);
    URL url = url(first);
    try {
      if (!inline.isEmpty()) {
        return new InlinePolicy(inline).readOver(first.name(), url, layered);
      }
      PolicyCheck check = layered.check(first.name(), url);
      check.warnings().forEach(warning -> LOG.warn("{}", warning));
      return check.requirePolicy();
    } catch (IOException e) {
      throw unreadable(first.location(), String.valueOf(e.getMessage()));
    }
  }

  private static URL url(Location location) {
    Resource file = location.file();
    if (!file.isReadable()) {
      throw unreadable(location.location(), "it is a folder, or closed to this program");
    }
    try {
      return file.getURL();
    } catch (IOException e) {
      throw unreadable(location.location(), String.valueOf(e.getMessage()));
    }
  }

  private static PolicyNotFoundException unreadable(String place, String reason) {
    return new PolicyNotFoundException(
        "The consent policy at '" + place + "' cannot be read: " + reason);
  }

  @Override
  public List<Path> files() {
    return opened.isEmpty() && !isAlone(locations.existing()) ? locations.onDisk() : opened;
  }

  /** Returns the names of all places that the policy comes from, the first one of least weight. */
  @Override
  public String location() {
    List<Location> existing = locations.existing();
    if (isAlone(existing)) {
      return InlinePolicy.PROPERTY;
    }
    return existing.isEmpty()
        ? place()
        : Stream.concat(
                existing.stream().map(Location::location),
                Stream.of(InlinePolicy.PROPERTY).filter(property -> !inline.isEmpty()))
            .collect(Collectors.joining(", "));
  }

  private String place() {
    return locations.place();
  }
}
