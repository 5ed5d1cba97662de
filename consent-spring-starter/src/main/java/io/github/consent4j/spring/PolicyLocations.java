package io.github.consent4j.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Where the policy is: the configured file, and beside it one for each active profile, such as
 * {@code consent-test.yaml}. Immutable, but files can appear and disappear.
 */
final class PolicyLocations {

  /**
   * A file that may exist.
   *
   * @param location as {@code consent.config} names it
   */
  record Location(String location, Resource file) {

    /** Returns the name in messages. */
    String name() {
      String name = file.getFilename();
      return name == null ? location : name;
    }
  }

  private final String config;
  private final ResourceLoader resources;
  private final List<String> profiles;

  /**
   * @param config the value of {@code consent.config}
   */
  PolicyLocations(String config, ResourceLoader resources, Environment environment) {
    this.config = config;
    this.resources = resources;
    String[] active = environment.getActiveProfiles();
    profiles = List.of(active.length == 0 ? environment.getDefaultProfiles() : active);
  }

  /** Returns the configured file, and then those of profiles; of these, the later ones count. */
  List<Location> all() {
    List<Location> all = new ArrayList<>();
    String place = place();
    all.add(at(place));
    profiles.forEach(profile -> all.add(at(ofProfile(place, profile))));
    return all;
  }

  /** Returns those of {@link #all} that exist. */
  List<Location> existing() {
    return all().stream().filter(each -> each.file().exists()).toList();
  }

  /** Returns where files are, or would be, on disk. */
  List<Path> onDisk() {
    List<Path> files = new ArrayList<>();
    for (Location each : all()) {
      try {
        if (each.file().isFile()) {
          files.add(each.file().getFile().toPath());
        } else if (!files.isEmpty() && !each.file().exists()) {
          files.add(files.get(0).resolveSibling(each.name()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  private Location at(String location) {
    return new Location(location, resources.getResource(location));
  }

  static String ofProfile(String location, String profile) {
    int dot = location.lastIndexOf('.');
    int end = dot > location.lastIndexOf('/') ? dot : location.length();
    return location.substring(0, end) + '-' + profile + location.substring(end);
  }

  /**
   * Returns the location of the configured file. One without a scheme is a file if such a file
   * exists, otherwise it is on the class path.
   */
  String place() {
    boolean schemeless = !config.startsWith("classpath:") && !config.contains(":/");
    if (schemeless && resources.getResource("file:" + config).exists()) {
      return "file:" + config;
    }
    return config.startsWith("file:") || !schemeless ? config : "classpath:" + config;
  }
}
