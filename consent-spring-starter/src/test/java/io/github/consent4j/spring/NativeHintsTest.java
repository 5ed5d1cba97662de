package io.github.consent4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.servlet.ConsentInitializer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

/** What a native image is told to contain. No native image is built here. */
class NativeHintsTest {

  /** The command line, which is not in the jar for users. */
  private static final String COMMAND_LINE = "io/github/consent4j/cli/";

  private static final List<Class<?>> ONE_OF_EACH_JAR =
      List.of(Policy.class, ConsentFilter.class, ConsentProperties.class);

  private static final Pattern LOOK_UP = Pattern.compile("\"((?:[a-z0-9]+\\.)+[A-Z]\\w+)\"");

  private static RuntimeHints hints() {
    RuntimeHints hints = new RuntimeHints();
    new ConsentRuntimeHints().registerHints(hints, NativeHintsTest.class.getClassLoader());
    return hints;
  }

  /** Returns the names of all files of the library's jars but classes and what tools read. */
  private static List<String> files() throws IOException {
    List<String> files = new ArrayList<>();
    for (Class<?> type : ONE_OF_EACH_JAR) {
      String name = '/' + type.getName().replace('.', '/') + ".class";
      String url = String.valueOf(type.getResource(name));
      URI root = URI.create(url.substring(0, url.length() - name.length() + 1));
      // A build that packs has jars, and one that only tests has folders.
      if (root.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(root, Map.of())) {
          addFiles(jar.getPath("/"), files);
        }
      } else {
        addFiles(Path.of(root), files);
      }
    }
    return files;
  }

  private static void addFiles(Path root, List<String> files) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(file -> !file.endsWith(".class") && !file.startsWith("META-INF/"))
          .filter(file -> !file.startsWith(COMMAND_LINE))
          .forEach(files::add);
    }
  }

  @Test
  void every_file_of_the_library_is_in_a_native_image() throws IOException {
    RuntimeHints hints = hints();
    assertThat(files())
        .hasSizeGreaterThan(30)
        .allSatisfy(
            file ->
                assertThat(RuntimeHintsPredicates.resource().forResource(file))
                    .as(file)
                    .accepts(hints));
  }

  @Test
  void no_hint_is_for_a_file_that_does_not_exist_and_none_for_a_class() throws IOException {
    List<String> files = files();
    for (String pattern : ConsentRuntimeHints.FILES) {
      RuntimeHints hints = new RuntimeHints();
      hints.resources().registerPattern(pattern);
      assertThat(files)
          .as(pattern)
          .anyMatch(file -> RuntimeHintsPredicates.resource().forResource(file).test(hints));
    }
    assertThat(
            RuntimeHintsPredicates.resource()
                .forResource("io/github/consent4j/page/asset/Resources.class"))
        .rejects(hints());
  }

  /** Applications without Spring have the same from files that the tools of GraalVM read. */
  @Test
  void the_jars_say_the_same_without_spring() throws IOException {
    List<String> globs = metadata("core").at("/resources").findValuesAsText("glob");
    List<String> types =
        new ArrayList<>(metadata("core").at("/reflection").findValuesAsText("type"));
    types.addAll(metadata("servlet").at("/reflection").findValuesAsText("type"));
    List<String> expected = new ArrayList<>(ConsentRuntimeHints.FILES);
    expected.removeIf(file -> file.startsWith("io/github/consent4j/spring/"));
    expected.add("consent.yaml");

    assertThat(globs).containsExactlyElementsOf(expected);
    assertThat(types)
        .containsAll(ConsentRuntimeHints.LOOKED_FOR)
        .contains(ConsentInitializer.class.getName());
  }

  @Test
  void every_type_that_is_looked_up_by_its_name_is_in_a_native_image() throws IOException {
    List<String> named = new ArrayList<>();
    for (String module : List.of("consent-core", "consent-servlet", "consent-spring-starter")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (file.toString().replace('\\', '/').contains(COMMAND_LINE)) {
            continue;
          }
          String code = Files.readString(file);
          if (code.contains("Class.forName(")) {
            LOOK_UP.matcher(code).results().forEach(type -> named.add(type.group(1)));
          }
        }
      }
    }
    assertThat(named).containsExactlyInAnyOrderElementsOf(ConsentRuntimeHints.LOOKED_FOR);
    assertThat(
            RuntimeHintsPredicates.reflection()
                .onType(TypeReference.of("com.fasterxml.jackson.core.JsonFactory")))
        .accepts(hints());
  }

  private static JsonNode metadata(String module) throws IOException {
    String name =
        "/META-INF/native-image/io.github.consent4j/consent-"
            + module
            + "/reachability-metadata.json";
    try (InputStream in = NativeHintsTest.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(in);
    }
  }

  @Test
  void the_policy_of_the_application_is_in_a_native_image() {
    assertThat(hints())
        .matches(RuntimeHintsPredicates.resource().forResource("consent.yaml"))
        .matches(RuntimeHintsPredicates.resource().forResource("consent-test.yaml"));
  }

  @Test
  void a_field_that_is_found_by_its_name_is_in_a_native_image() throws Exception {
    JsonNode exit = metadata("core").at("/reflection/0");
    Class<?> type = Class.forName(exit.get("type").asText());
    assertThat(type.getDeclaredField(exit.at("/fields/0/name").asText()).getType())
        .isEqualTo(int.class);
  }
}
