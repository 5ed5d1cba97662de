package io.github.consent4j.compatibility.modules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import io.github.consent4j.policy.Policy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.yaml.snakeyaml.Yaml;

/** A program of modules compiles and runs with the packages that the core exports, and no other. */
class ModulePathTest {

  private static final String MODULES =
      Stream.of(Policy.class, JsonFactory.class, Logger.class, Yaml.class)
          .map(ModulePathTest::home)
          .collect(Collectors.joining(File.pathSeparator));

  /** Annotations are read by compilers alone. */
  private static final String MODULES_TO_COMPILE =
      MODULES + File.pathSeparator + home(NullMarked.class);

  @TempDir private Path folder;

  /** The jar or folder that a class comes from. */
  private static String home(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath()).getPath();
  }

  @Test
  void a_program_of_modules_lists_the_inventory() throws Exception {
    Path policy = folder.resolve("consent.yaml");
    Files.writeString(
        policy,
        """
        site:
          name: Institute for Applied Tumour Research
          privacy-policy: /en/data-protection
        languages: [en]
        categories:
          necessary:      { required: true }
          external-media: { services: [youtube] }
        """);

    assertThat(
            run(
                MODULES + File.pathSeparator + home(ListInventory.class),
                ListInventory.class,
                policy.toString()))
        .contains("\"youtube\"", "external-media");
  }

  private String run(String modules, Class<?> main, String argument) throws Exception {
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                modules,
                "--module",
                "io.github.consent4j.compatibility.modules/" + main.getName(),
                argument)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    int status = process.waitFor();
    String out = Files.readString(said);
    assertThat(status).as(out).isZero();
    return out;
  }

  @Test
  void what_a_program_of_modules_may_name_compiles() throws IOException {
    assertThat(problemsOfNaming("policy.Policy")).isEmpty();
  }

  @Test
  void what_is_not_for_users_cannot_be_reached() throws IOException {
    assertThat(problemsOfNaming("gate.AllowedServices"))
        .singleElement()
        .asString()
        .contains("package io.github.consent4j.gate is not visible");
  }

  /** Compiles a module that names a type of ours, and returns what the compiler has to say. */
  private List<String> problemsOfNaming(String type) throws IOException {
    Path descriptor = folder.resolve("module-info.java");
    Files.writeString(descriptor, "module curious { requires io.github.consent4j.core; }");
    Path source = folder.resolve("Curious.java");
    Files.writeString(
        source, "package curious; class Curious { io.github.consent4j." + type + " named; }");

    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(found, Locale.ROOT, null)) {
      List<String> options = List.of("--module-path", MODULES_TO_COMPILE, "-d", folder.toString());
      compiler
          .getTask(null, files, found, options, null, files.getJavaFileObjects(descriptor, source))
          .call();
    }
    return found.getDiagnostics().stream()
        .map((Diagnostic<?> problem) -> problem.getMessage(Locale.ROOT))
        .toList();
  }
}
