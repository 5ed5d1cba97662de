package io.github.consent4j;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The starter and the examples name only packages that users may name. */
class UsersPackagesTest {

  private static final String OURS = "io.github.consent4j.";

  /** The servlet module has no descriptor: this package is its public API. */
  private static final String SERVLET = "servlet";

  /** The packages in which the starter and the examples themselves are. */
  private static final Pattern THEIR_OWN =
      Pattern.compile("spring|(compatibility|examples)(\\.\\w+)*");

  /** These measure the HTML gate alone, without a servlet container around it. */
  private static final String MEASURE_INTERNALS = "examples/benchmarks";

  private static final Pattern NAMED =
      Pattern.compile(
          "(?<!requires )\\bio\\.github\\.consent4j\\.([a-z]\\w*(?:\\.[a-z]\\w*)*)(?=;|\\.[A-Z*])");

  private final Path root = Path.of(System.getProperty("consent.root", ".."));

  @Test
  void the_starter_and_the_examples_name_packages_for_users_alone() throws IOException {
    Set<String> allowed = packagesForUsers();

    List<Path> sources = sources();
    Set<String> strange = new TreeSet<>();
    for (Path source : sources) {
      NAMED
          .matcher(Files.readString(source))
          .results()
          .map(found -> found.group(1))
          .filter(name -> !allowed.contains(name) && !THEIR_OWN.matcher(name).matches())
          .forEach(name -> strange.add(root.relativize(source) + " names " + name));
    }

    assertThat(sources).as("sources").hasSizeGreaterThan(50);
    assertThat(strange).isEmpty();
  }

  private static Set<String> packagesForUsers() throws IOException {
    URL classes = Policy.class.getProtectionDomain().getCodeSource().getLocation();
    try (InputStream descriptor = new URL(classes, "module-info.class").openStream()) {
      Set<String> exported =
          ModuleDescriptor.read(descriptor).exports().stream()
              .filter(exports -> !exports.isQualified())
              .map(Exports::source)
              .map(name -> name.substring(OURS.length()))
              .collect(toCollection(TreeSet::new));
      exported.add(SERVLET);
      return exported;
    }
  }

  private List<Path> sources() throws IOException {
    try (Stream<Path> examples = Files.walk(root.resolve("examples"), 3)) {
      return Stream.concat(
              javaFiles(root.resolve("consent-spring-starter/src/main")).stream(),
              examples
                  .filter(folder -> folder.endsWith("src"))
                  .filter(folder -> !folder.startsWith(root.resolve(MEASURE_INTERNALS)))
                  .flatMap(folder -> javaFiles(folder).stream()))
          .toList();
    }
  }

  private static List<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
