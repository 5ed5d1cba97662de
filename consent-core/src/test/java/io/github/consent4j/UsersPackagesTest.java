package io.github.consent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The examples name only packages that users may name, and the starter also those that the core
 * exports to it and those that it shares with servlets.
 */
class UsersPackagesTest {

  private static final Set<String> OF_SERVLETS = Set.of(UsersPackages.SERVLET, UsersPackages.VIEW);

  /** The packages that servlets and reactive applications share. */
  private static final Set<String> SHARED =
      Set.of("servlet.endpoint", "servlet.exchange", "servlet.plan");

  /** The packages of the starter and of the examples themselves. */
  private static final Pattern THEIR_OWN =
      Pattern.compile("(spring|compatibility|examples)(\\.\\w+)*");

  /**
   * The folder of the benchmarks, which measure the HTML gate alone, without a servlet container
   * around it.
   */
  private static final String MEASURE_INTERNALS = "examples/benchmarks";

  private static final Pattern NAMED =
      Pattern.compile(
          "(?<!requires )\\bio\\.github\\.consent4j\\.([a-z]\\w*(?:\\.[a-z]\\w*)*)(?=;|\\.[A-Z*])");

  @Test
  void the_examples_name_packages_for_users_alone() throws IOException {
    List<Path> sources = ofExamples();

    assertThat(sources).as("sources").hasSizeGreaterThan(30);
    assertThat(strange(sources, UsersPackages.ofCore())).isEmpty();
  }

  @Test
  void the_starter_names_packages_for_users_and_those_for_it() throws IOException {
    List<Path> sources =
        UsersPackages.sources(UsersPackages.ROOT.resolve("consent-spring-starter/src/main"));

    assertThat(sources).as("sources").hasSizeGreaterThan(20);
    Set<String> allowed = new TreeSet<>(UsersPackages.ofCoreForStarter());
    allowed.addAll(SHARED);
    assertThat(strange(sources, allowed)).isEmpty();
  }

  private static Set<String> strange(List<Path> sources, Set<String> allowed) throws IOException {
    Set<String> strange = new TreeSet<>();
    for (Path source : sources) {
      NAMED
          .matcher(Files.readString(source))
          .results()
          .map(found -> found.group(1))
          .filter(name -> !allowed.contains(name) && !OF_SERVLETS.contains(name))
          .filter(name -> !THEIR_OWN.matcher(name).matches())
          .forEach(name -> strange.add(UsersPackages.ROOT.relativize(source) + " names " + name));
    }
    return strange;
  }

  private static List<Path> ofExamples() throws IOException {
    try (Stream<Path> examples = Files.walk(UsersPackages.ROOT.resolve("examples"), 3)) {
      return examples
          .filter(folder -> folder.endsWith("src"))
          .filter(folder -> !folder.startsWith(UsersPackages.ROOT.resolve(MEASURE_INTERNALS)))
          .flatMap(folder -> UsersPackages.sources(folder).stream())
          .toList();
    }
  }
}
