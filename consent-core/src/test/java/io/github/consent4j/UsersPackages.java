package io.github.consent4j;

import static java.util.stream.Collectors.toCollection;

import io.github.consent4j.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The packages that users of the library may name, and the sources of the project. */
final class UsersPackages {

  static final String PREFIX = "io.github.consent4j.";

  /** The servlet module has no descriptor: this package is its public API. */
  static final String SERVLET = "servlet";

  /** The module of the starter, which judges responses in tests by the gates themselves. */
  private static final String STARTER = PREFIX + "spring";

  /** What templates name, and the tags of JSP. */
  static final String VIEW = "servlet.view";

  static final Path ROOT = Path.of(System.getProperty("consent.root", ".."));

  private UsersPackages() {}

  /** Returns the names, without the prefix, of the packages that the core exports to everybody. */
  static Set<String> ofCore() throws IOException {
    return exported(exports -> !exports.isQualified());
  }

  /**
   * Returns the names, without the prefix, of the packages that the core exports to the starter.
   */
  static Set<String> ofCoreForStarter() throws IOException {
    return exported(exports -> !exports.isQualified() || exports.targets().contains(STARTER));
  }

  private static Set<String> exported(Predicate<Exports> counts) throws IOException {
    URL classes = Policy.class.getProtectionDomain().getCodeSource().getLocation();
    try (InputStream descriptor = new URL(classes, "module-info.class").openStream()) {
      return ModuleDescriptor.read(descriptor).exports().stream()
          .filter(counts)
          .map(Exports::source)
          .map(name -> name.substring(PREFIX.length()))
          .collect(toCollection(TreeSet::new));
    }
  }

  /** Returns all sources in a folder and the folders below it. */
  static List<Path> sources(Path folder) {
    return sources(folder, Integer.MAX_VALUE);
  }

  static List<Path> sources(Path folder, int depth) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
