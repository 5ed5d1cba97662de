package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a Java virtual machine loads for the start of a filter. Each class and each lambda
 * expression takes the processor's time, which is the same for every machine, unlike seconds. The
 * limits leave room for a few more.
 */
class StartCostTest {

  private static final String SITE =
      """
      site:
        name: Institute for Applied Tumour Research
        privacy-policy: /en/data-protection
        imprint: /en/imprint
      languages: [en, de]
      categories:
        necessary:      { required: true, services: [webedition, econda-session] }
        statistics:     { services: [econda] }
        external-media: { services: [youtube, twitter] }
      confirmed: [youtube, twitter]
      """;

  private static final String OURS = "io.github.consent4j.";

  private static List<String> loaded = List.of();

  /** The program that is watched. */
  static final class Start {

    private Start() {}

    /** Starts a filter with the policy in a file. */
    public static void main(String[] arguments) throws Exception {
      ConsentFilter.builder().preparesItself(false).build().init(config(arguments[0]));
    }

    private static FilterConfig config(String policy) {
      ServletContext context = answering(ServletContext.class, Map.of("getContextPath", ""));
      return answering(
          FilterConfig.class, Map.of("getServletContext", context, "getInitParameter", policy));
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
      InvocationHandler handler = (proxy, method, arguments) -> answers.get(method.getName());
      return type.cast(
          Proxy.newProxyInstance(Start.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
  }

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    Path policy = Files.writeString(folder.resolve("consent.yaml"), SITE);
    Path log = folder.resolve("classes.log");
    Path output = folder.resolve("output.log");
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Start.class.getName(),
                policy.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(program.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
    assertThat(program.exitValue()).as(Files.readString(output)).isZero();
    loaded =
        Files.readAllLines(log).stream()
            .filter(line -> line.contains(" source: "))
            .map(line -> line.substring(line.lastIndexOf(']') + 1, line.indexOf(" source: ")))
            .map(String::strip)
            .filter(name -> !name.startsWith(Start.class.getName()))
            .toList();
  }

  @Test
  void few_classes_are_loaded() {
    assertThat(loaded)
        .filteredOn(name -> name.startsWith(OURS) && !isLambda(name))
        .hasSizeBetween(50, 200);
  }

  @Test
  void few_lambda_expressions_are_linked() {
    assertThat(loaded)
        .filteredOn(name -> name.startsWith(OURS) && isLambda(name))
        .hasSizeBetween(10, 145);
  }

  @Test
  void the_rules_and_the_pages_wait_for_the_first_page() {
    assertThat(loaded)
        .filteredOn(
            name ->
                Stream.of("gate.html.", "gate.rule.", "gate.cookie.", "page.", "servlet.render.")
                    .anyMatch(later -> name.startsWith(OURS + later)))
        .isEmpty();
  }

  @Test
  void messages_for_mistakes_are_prepared_when_one_is_made() {
    assertThat(loaded)
        .doesNotContain(
            "jdk.internal.icu.text.NormalizerBase",
            OURS + "known.KnownRules",
            OURS + "policy.reader.KeyHints",
            OURS + "policy.reader.ForeignFile",
            OURS + "policy.reader.YamlAdvice",
            OURS + "policy.reader.DeadPatterns");
  }

  private static boolean isLambda(String name) {
    return name.contains("$$Lambda");
  }
}
